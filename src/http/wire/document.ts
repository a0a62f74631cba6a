import { z } from '@hono/zod-openapi'
import type { Chunk } from '../../db/schema/chunks.ts'
import type { VersionView } from '../../db/versions.ts'
import { failureSchema, kindSchema, spanSchema } from './common.ts'

export const documentSchema = z
  .object({
    id: z.string(),
    versionId: z.string().openapi({ description: "'' until a first version is ready" }),
    title: z.string(),
    path: z.string().openapi({ description: 'Relative to what was ingested' }),
    kind: kindSchema,
    space: z.string(),
    isSample: z.boolean(),
    sensitivity: z.string(),
    date: z.string().openapi({ description: "ISO 8601 date, '' when unknown" }),
    project: z.string(),
    people: z.array(z.string()),
    state: z.enum(['ready', 'queued', 'reading', 'failed']),
    bytes: z.int(),
    chunks: z.int(),
    pages: z.int().optional().openapi({ description: 'Pages, slides or sheets' }),
    reader: z
      .string()
      .openapi({ description: "What read it beside the format's own reader: LibreOffice, Tesseract; '' for none" }),
    containerId: z
      .string()
      .optional()
      .openapi({ description: 'The document it lies inside: the archive of an entry, the e-mail of an attachment' }),
    versions: z.int().openapi({ description: 'How many there are, earlier ones included' }),
    updatedAt: z.iso.datetime(),
    warnings: z.array(z.string()),
    error: failureSchema.optional(),
  })
  .openapi('Document')

export const chunkSchema = z
  .object({
    id: z.string(),
    span: spanSchema,
    text: z.string(),
    page: z.int().optional(),
    headings: z.array(z.string()),
    speaker: z.string().optional(),
  })
  .openapi('Chunk')

export const versionSchema = z
  .object({
    id: z.string(),
    documentId: z.string(),
    state: z.enum(['current', 'superseded']),
    contentHash: z.string(),
    bytes: z.int(),
    characters: z.int(),
    pages: z.int().optional(),
    chunks: z.int(),
    reader: z.string(),
    warnings: z.array(z.string()),
    createdAt: z.iso.datetime(),
  })
  .openapi('Version')

export const similarSchema = z.object({
  documents: z.array(
    z.object({
      document: documentSchema,
      share: z.number().openapi({ description: 'How much of this document stands in that one, 0 to 1, estimated' }),
      shareOfOther: z.number().openapi({ description: 'How much of that one stands in this one' }),
      isSame: z.boolean().openapi({ description: 'The same bytes' }),
    }),
  ),
})

export function toWireChunk(chunk: Chunk): z.infer<typeof chunkSchema> {
  return {
    id: chunk.id,
    span: { start: chunk.start, end: chunk.end },
    text: chunk.text,
    ...(chunk.page === null ? {} : { page: chunk.page }),
    headings: chunk.headings,
    ...(chunk.speaker === null ? {} : { speaker: chunk.speaker }),
  }
}

export function toWireVersion(version: VersionView): z.infer<typeof versionSchema> {
  return {
    id: version.id,
    documentId: version.documentId,
    state: version.state === 'current' ? 'current' : 'superseded',
    contentHash: version.contentHash,
    bytes: version.bytes,
    characters: version.characters,
    ...(version.pages === null ? {} : { pages: version.pages }),
    chunks: version.chunkCount,
    reader: version.reader,
    warnings: version.warnings,
    createdAt: version.createdAt,
  }
}
