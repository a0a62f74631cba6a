import { z } from '@hono/zod-openapi'
import type { Passage } from '../../retrieval/passage.ts'
import { spanSchema } from './common.ts'

const rankedSchema = z.object({ rank: z.int(), score: z.number() })

const whySchema = z.object({
  lexical: rankedSchema.optional(),
  dense: rankedSchema.optional(),
  rerank: z.number().optional(),
  terms: z.array(z.string()).optional(),
})

export const hitSchema = z
  .object({
    rank: z.int().openapi({ description: 'From 1' }),
    score: z.number(),
    chunkId: z.string(),
    documentId: z.string(),
    versionId: z.string(),
    title: z.string(),
    path: z.string(),
    kind: z.string(),
    text: z.string(),
    span: spanSchema,
    page: z.int().optional(),
    headings: z.array(z.string()),
    speaker: z.string().optional(),
    why: whySchema.optional().openapi({ description: 'Only where `explain` was asked' }),
  })
  .openapi('Hit')

export type Hit = z.infer<typeof hitSchema>

/** Passages, best first, as the outside sees them. */
export function toHits(passages: readonly Passage[], options: { explain: boolean } = { explain: false }): Hit[] {
  return passages.map((passage, index) => ({
    rank: index + 1,
    score: passage.score,
    chunkId: passage.chunkId,
    documentId: passage.documentId,
    versionId: passage.versionId,
    title: passage.title,
    path: passage.path,
    kind: passage.kind,
    text: passage.text,
    span: passage.span,
    ...(passage.page === undefined ? {} : { page: passage.page }),
    headings: passage.headings,
    ...(passage.speaker === undefined ? {} : { speaker: passage.speaker }),
    ...(options.explain ? { why: passage.why } : {}),
  }))
}
