import { z } from '@hono/zod-openapi'
import { FEEDBACK_REASONS, type Feedback, VERDICTS } from '../../db/schema/feedback.ts'

const MAX_NOTE_CHARACTERS = 2_000

export const feedbackRequestSchema = z.strictObject({
  verdict: z.enum(VERDICTS),
  reason: z.enum(FEEDBACK_REASONS).optional(),
  note: z.string().trim().max(MAX_NOTE_CHARACTERS).optional(),
})

export const feedbackSchema = z
  .object({
    answerId: z.string(),
    verdict: z.enum(VERDICTS),
    reason: z.enum(FEEDBACK_REASONS).optional(),
    note: z.string().optional(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Feedback')

export function toWireFeedback({ reason, note, ...feedback }: Feedback): z.infer<typeof feedbackSchema> {
  return { ...feedback, ...(reason === null ? {} : { reason }), ...(note === '' ? {} : { note }) }
}
