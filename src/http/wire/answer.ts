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

export const answerSchema = z
  .object({
    id: z.string(),
    question: z.string(),
    status: z.enum(['answered', 'partial', 'refused']),
    mode: z.enum(['extractive', 'generated']),
    text: z.string().openapi({ description: 'Markdown with marks [n]' }),
    sentences: z.array(sentenceSchema),
    citations: z.array(citationSchema),
    nearest: z.array(hitSchema),
    conflicts: z.array(z.object({ about: z.string(), citations: z.array(z.int()) })),
    snapshot: z.string(),
    degraded: z.array(z.string()),
    tookMs: z.number(),
  })
  .openapi('Answer')

export type WireAnswer = z.infer<typeof answerSchema>

export function toWireAnswer(answer: Answer): WireAnswer {
  return { ...answer, nearest: toHits(answer.nearest) }
}
