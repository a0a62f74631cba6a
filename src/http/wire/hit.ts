import { z } from '@hono/zod-openapi'
import type { Passage } from '../../retrieval/passage.ts'
import { spanSchema } from './common.ts'

const rankedSchema = z.object({ rank: z.int().openapi({ description: 'From 1' }), score: z.number() })

const partsSchema = z.object({
  words: z.number().openapi({ description: 'Words of the question, and how close together they stand' }),
  concepts: z.number().openapi({ description: 'Other words for what is asked' }),
  nearby: z.number().openapi({ description: 'What the chunks right before and after it have of the question' }),
  kind: z.number().openapi({ description: 'A kind of document that such a question is usually answered from' }),
})

const sharesSchema = z
  .object({ lexical: z.number(), dense: z.number(), relevance: z.number(), model: z.number() })
  .partial()

const whySchema = z.object({
  lexical: rankedSchema.optional().openapi({ description: 'Its place by words, concepts included' }),
  dense: rankedSchema.optional().openapi({ description: 'Its place by nearness of the vectors' }),
  rerank: z.number().optional().openapi({ description: 'Its relevance as judged by its text; the sum of `parts`' }),
  parts: partsSchema.optional(),
  model: rankedSchema.optional().openapi({ description: 'Its place by a reranking model, where one was asked' }),
  shares: sharesSchema
    .optional()
    .openapi({ description: 'What each ranking gives to the score of the hit; they add up to it' }),
  terms: z.array(z.string()).optional().openapi({ description: 'Words of the question that stand in the hit' }),
  concepts: z
    .array(z.object({ asked: z.string(), found: z.string() }))
    .optional()
    .openapi({ description: 'Words of the question, with the other word that the hit has for each' }),
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
