import { z } from '@hono/zod-openapi'
import type { Answer } from '../../answering/answer.ts'
import { spanSchema } from './common.ts'
import { hitSchema, toHits } from './hit.ts'

export const citationSchema = z
  .object({
    n: z.int(),
    chunkId: z.string(),
    documentId: z.string(),
    versionId: z.string(),
    title: z.string(),
    quote: z.string(),
    span: spanSchema,
    page: z.int().optional(),
    speaker: z.string().optional(),
  })
  .openapi('Citation')

export const sentenceSchema = z
  .object({
    text: z.string(),
    citations: z.array(z.int()),
    support: z.enum(['supported', 'partial', 'unsupported']),
    notes: z.array(z.string()).optional(),
  })
  .openapi('Sentence')

export const stepSchema = z
  .object({
    n: z.int(),
    kind: z.enum(['search', 'read', 'conclude']),
    about: z.string(),
    found: z.array(z.object({ documentId: z.string(), title: z.string(), chunkId: z.string() })),
    tookMs: z.number(),
  })
  .openapi('AnswerStep')

const recordSchema = z
  .object({
    settings: z.object({
      engine: z.string(),
      embedder: z.string(),
      reranker: z.string().optional(),
      passages: z.int(),
    }),
    passages: z.array(
      z.object({ chunkId: z.string(), documentId: z.string(), versionId: z.string(), span: spanSchema }),
    ),
    filters: z.object({
      spaces: z.array(z.string()).readonly().optional(),
      kinds: z.array(z.string()).readonly().optional(),
      documentIds: z.array(z.string()).readonly().optional(),
      since: z.string().optional(),
    }),
    depth: z.enum(['quick', 'deep']),
    model: z.string().optional(),
    promptHash: z.string().optional(),
    replayOf: z.string().optional(),
  })
  .openapi('AnswerRecord')

export const answerSchema = z
  .object({
    id: z.string(),
    question: z.string(),
    asked: z.string().optional().openapi({ description: 'The full question of a follow-up, as it was looked for' }),
    status: z.enum(['answered', 'partial', 'refused']),
    mode: z.enum(['extractive', 'generated']),
    text: z.string().openapi({ description: 'Markdown with marks [n]' }),
    sentences: z.array(sentenceSchema),
    citations: z.array(citationSchema),
    nearest: z.array(hitSchema),
    conflicts: z.array(z.object({ about: z.string(), citations: z.array(z.int()), values: z.array(z.string()) })),
    stale: z
      .array(
        z.object({
          citation: z.int(),
          newer: z.object({ documentId: z.string(), title: z.string(), date: z.string() }),
        }),
      )
      .optional(),
    steps: z.array(stepSchema).optional(),
    mightKnow: z.array(z.object({ name: z.string(), documentId: z.string(), title: z.string() })).optional(),
    gapId: z.string().optional(),
    record: recordSchema.optional(),
    snapshot: z.string(),
    degraded: z.array(z.string()),
    tookMs: z.number(),
  })
  .openapi('Answer')

export type WireAnswer = z.infer<typeof answerSchema>

export function toWireAnswer(answer: Answer): WireAnswer {
  return { ...answer, nearest: toHits(answer.nearest) }
}
