import { z } from '@hono/zod-openapi'
import { type EvaluationQuestion, QUESTION_TYPES } from '../../db/schema/evaluation-questions.ts'
import { type Corrections, isFinished } from '../draft-evaluation-question.ts'
import { MAX_QUESTION_CHARACTERS } from '../limits.ts'

const MOST_PIECES = 20
const LONGEST_QUOTE = 2_000

const claimsSchema = z.array(z.string().trim().min(1).max(MAX_QUESTION_CHARACTERS)).max(MOST_PIECES)
const quoteSchema = z.strictObject({
  documentId: z.string().max(100),
  quote: z.string().trim().min(1).max(LONGEST_QUOTE),
})

/** What the reader knows better; everything else follows from the answer and the verdict on it. */
export const evaluationQuestionRequestSchema = z
  .strictObject({
    type: z.enum(QUESTION_TYPES).optional(),
    answerable: z.boolean().optional(),
    evidence: z
      .array(quoteSchema)
      .max(MOST_PIECES)
      .optional()
      .openapi({ description: 'Pieces of documents as they stand now' }),
    answer_points: claimsSchema.optional(),
    must_not: claimsSchema.optional(),
  })
  .superRefine(({ type, answerable, evidence = [] }, ctx) => {
    const refuse = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
    const isUnanswerable = answerable === false || type === 'unanswerable'
    if (isUnanswerable && evidence.length > 0) refuse('evidence', 'a question without an answer has none')
    if (type !== undefined && answerable !== undefined && (type === 'unanswerable') === answerable) {
      refuse('type', 'unanswerable goes with answerable: false, every other type with answerable: true')
    }
  })
  .openapi('EvaluationQuestionRequest')

export const evaluationQuestionSchema = z
  .object({
    id: z.string(),
    answerId: z.string().optional().openapi({ description: 'Absent when that answer was removed' }),
    state: z
      .enum(['finished', 'unfinished'])
      .openapi({ description: 'unfinished: it has an answer, but nobody has said where; the export leaves it out' }),
    type: z.enum(QUESTION_TYPES),
    lang: z.enum(['zh', 'en']),
    question: z.string(),
    answerable: z.boolean(),
    evidence: z.array(z.object({ documentId: z.string(), quote: z.string() })),
    answer_points: z.array(z.string()),
    must_not: z.array(z.string()),
    createdAt: z.iso.datetime(),
  })
  .openapi('EvaluationQuestion')

export function toCorrections(request: z.infer<typeof evaluationQuestionRequestSchema>): Corrections {
  const { type, answerable, evidence, answer_points: answerPoints, must_not: mustNot } = request
  return { type, isAnswerable: answerable ?? (type && type !== 'unanswerable'), evidence, answerPoints, mustNot }
}

export function toWireEvaluationQuestion(row: EvaluationQuestion): z.infer<typeof evaluationQuestionSchema> {
  const { id, answerId, type, language, question, isAnswerable, evidence, createdAt } = row
  return {
    id,
    ...(answerId === null ? {} : { answerId }),
    state: isFinished(row) ? 'finished' : 'unfinished',
    ...{ type, lang: language, question, answerable: isAnswerable, evidence },
    answer_points: row.answerPoints.map(({ text }) => text),
    must_not: row.mustNot.map(({ text }) => text),
    createdAt,
  }
}
