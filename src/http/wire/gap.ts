import { z } from '@hono/zod-openapi'
import type { GapView } from '../../db/gap-list.ts'
import { GAP_STATES } from '../../db/schema/gaps.ts'

const MAX_OWNER_CHARACTERS = 100
const MAX_NOTE_CHARACTERS = 2_000

export const gapStateSchema = z.enum(GAP_STATES)

export const gapSchema = z
  .object({
    id: z.string(),
    question: z.string().openapi({ description: 'As it was asked first' }),
    language: z.enum(['zh', 'en']),
    reason: z.string(),
    missing: z.array(z.string()).openapi({ description: 'What of the question nothing mentions' }),
    nearest: z.array(z.object({ documentId: z.string(), title: z.string() })),
    timesAsked: z.int(),
    firstAskedAt: z.iso.datetime(),
    lastAskedAt: z.iso.datetime(),
    nowAnswered: z.boolean().openapi({ description: 'The same question was answered since it was refused last' }),
    answeredAt: z.iso.datetime().optional(),
    owner: z.string(),
    state: gapStateSchema,
    note: z.string(),
    answers: z
      .array(z.object({ id: z.string(), status: z.string().nullable(), createdAt: z.iso.datetime() }))
      .openapi({ description: 'The latest twenty, newest first' }),
  })
  .openapi('Gap')

export const gapCountsSchema = z.object({ open: z.int(), assigned: z.int(), answered: z.int(), dismissed: z.int() })

export const gapChangeSchema = z
  .strictObject({
    owner: z.string().trim().max(MAX_OWNER_CHARACTERS),
    state: gapStateSchema,
    note: z.string().trim().max(MAX_NOTE_CHARACTERS),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'takes at least one of owner, state and note')
  .openapi('GapChange')

export function toWireGap(gap: GapView): z.infer<typeof gapSchema> {
  const { key: _, documents, answeredAt, ...shown } = gap
  return {
    ...shown,
    nearest: documents,
    nowAnswered: answeredAt !== null,
    ...(answeredAt === null ? {} : { answeredAt }),
  }
}
