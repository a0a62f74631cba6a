import { z } from '@hono/zod-openapi'

const stateSchema = z.enum(['kept', 'gone', 'new'])
const statusSchema = z.enum(['answered', 'partial', 'refused'])

export const answerDiffSchema = z
  .object({
    snapshots: z.object({ before: z.string(), after: z.string() }),
    status: z.object({ before: statusSchema, after: statusSchema }),
    sentences: z.array(z.object({ text: z.string(), state: stateSchema })),
    citations: z.array(z.object({ title: z.string(), quote: z.string(), state: stateSchema })),
    passages: z.array(
      z.object({
        title: z.string(),
        chunkId: z.string(),
        state: z.enum(['kept', 'gone', 'new', 'moved']),
        before: z.int().optional().openapi({ description: 'Its rank in the earlier answer, from 1' }),
        after: z.int().optional(),
      }),
    ),
    documents: z
      .array(
        z.object({
          documentId: z.string(),
          title: z.string().openapi({ description: "'' where it is gone" }),
          change: z.enum(['updated', 'removed', 'added', 'unchanged']),
        }),
      )
      .openapi({ description: 'What became of the documents of both since the snapshot of the earlier answer' }),
    settings: z
      .array(z.object({ name: z.string(), before: z.string().optional(), after: z.string().optional() }))
      .openapi({ description: 'What was set otherwise; absent where a side did not have it' }),
  })
  .openapi('AnswerDiff')
