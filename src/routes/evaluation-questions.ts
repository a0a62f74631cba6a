import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../db/client.ts'
import {
  listEvaluationQuestions,
  listPaths,
  type QuestionPlace,
  removeEvaluationQuestion,
} from '../db/evaluation-questions.ts'
import type { EvaluationQuestion } from '../db/schema/evaluation-questions.ts'
import { AppError } from '../errors.ts'
import { attachmentHeader } from '../http/attachment.ts'
import { newRoutes } from '../http/env.ts'
import { toQuestionLines } from '../http/evaluation-question-lines.ts'
import { makeEvaluationQuestion } from '../http/evaluation-questions.ts'
import { cutPage, pageQuery } from '../http/paging.ts'
import { orProblem } from '../http/problems.ts'
import { decodeTimeCursor, timePosition } from '../http/time-cursor.ts'
import { accessOf } from '../http/viewer.ts'
import { jsonBody, jsonContent } from '../http/wire/common.ts'
import {
  evaluationQuestionRequestSchema,
  evaluationQuestionSchema,
  toCorrections,
  toWireEvaluationQuestion,
} from '../http/wire/evaluation-question.ts'

const QUESTIONS_AT_ONCE = 500

const tags = ['evaluation questions']
const params = z.object({ id: z.string() })

const make = createRoute({
  method: 'post',
  path: '/answers/{id}/evaluation-question',
  tags,
  summary: 'Makes a question with a known answer of an answer; made again, it takes the place of the one before',
  request: { params, body: jsonBody(evaluationQuestionRequestSchema) },
  responses: { 200: jsonContent(evaluationQuestionSchema, 'The question as it was kept'), ...orProblem },
})

const list = createRoute({
  method: 'get',
  path: '/evaluation-questions',
  tags,
  summary: 'Questions made of answers, the one made last first',
  request: { query: pageQuery },
  responses: {
    200: jsonContent(
      z.object({ questions: z.array(evaluationQuestionSchema), nextCursor: z.string().optional() }),
      'A page',
    ),
    ...orProblem,
  },
})

const download = createRoute({
  method: 'get',
  path: '/evaluation-questions/export',
  tags,
  summary: 'The finished ones as a file that `precedent evaluate questions` takes',
  responses: {
    200: { description: 'One JSON object a line', content: { 'text/plain': { schema: z.string() } } },
    ...orProblem,
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/evaluation-questions/{id}',
  tags,
  summary: 'Removes a question; the answer it was made of stays',
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...orProblem },
})

const placeOf = ({ createdAt, id }: EvaluationQuestion): QuestionPlace => ({ createdAt, id })

function* allQuestions(db: Database): Generator<EvaluationQuestion> {
  for (let after: QuestionPlace | undefined; ; ) {
    const page = listEvaluationQuestions(db, { after, limit: QUESTIONS_AT_ONCE })
    yield* page
    const last = page.at(-1)
    if (!last || page.length < QUESTIONS_AT_ONCE) return
    after = placeOf(last)
  }
}

export const evaluationQuestionRoutes = newRoutes()
  .openapi(make, (c) => {
    const { id } = c.req.valid('param')
    const given = { corrections: toCorrections(c.req.valid('json')), access: accessOf(c) }
    return c.json(toWireEvaluationQuestion(makeEvaluationQuestion(c.var.services.db, id, given)), 200)
  })
  .openapi(list, (c) => {
    const { limit, cursor } = c.req.valid('query')
    const place = decodeTimeCursor(cursor)
    const after = place && { createdAt: place.at, id: place.id }
    const rows = listEvaluationQuestions(c.var.services.db, { after, limit: limit + 1 })
    const { page, ...next } = cutPage(rows, limit, ({ createdAt, id }) => timePosition({ at: createdAt, id }))
    return c.json({ questions: page.map(toWireEvaluationQuestion), ...next }, 200)
  })
  .openapi(download, (c) => {
    const { db } = c.var.services
    const headers = { 'content-disposition': attachmentHeader('evaluation-questions.jsonl') }
    return c.text(toQuestionLines([...allQuestions(db)], listPaths(db)), 200, headers)
  })
  .openapi(remove, (c) => {
    const { id } = c.req.valid('param')
    if (!removeEvaluationQuestion(c.var.services.db, id)) {
      throw new AppError('not_found', `There is no evaluation question ${id}.`)
    }
    return c.body(null, 204)
  })
