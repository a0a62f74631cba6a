import { z } from '@hono/zod-openapi'
import type { Answer } from '../../answering/answer.ts'
import type { KeptAnswer } from '../../db/conversations.ts'
import { answerSchema, toWireAnswer } from './answer.ts'
import { feedbackSchema, toWireFeedback } from './feedback.ts'

export const conversationSchema = z
  .object({
    id: z.string(),
    title: z.string().openapi({ description: 'The first question, cut to a line' }),
    answers: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .openapi('Conversation')

const keptAnswerSchema = answerSchema
  .extend({ createdAt: z.iso.datetime(), feedback: feedbackSchema.optional() })
  .openapi('KeptAnswer')

export const conversationWithAnswersSchema = conversationSchema
  .extend({ answers: z.array(keptAnswerSchema) })
  .openapi('ConversationWithAnswers')

export function toWireKeptAnswer({ body, createdAt, feedback }: KeptAnswer): z.infer<typeof keptAnswerSchema> {
  const answer = toWireAnswer(JSON.parse(body) as Answer)
  return { ...answer, createdAt, ...(feedback ? { feedback: toWireFeedback(feedback) } : {}) }
}
