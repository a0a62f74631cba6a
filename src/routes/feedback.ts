import { createRoute, z } from '@hono/zod-openapi'
import { findAnswer } from '../db/answers.ts'
import type { Database } from '../db/client.ts'
import { removeFeedback, saveFeedback } from '../db/feedback.ts'
import { AppError } from '../errors.ts'
import { newRoutes } from '../http/env.ts'
import { orProblem } from '../http/problems.ts'
import { jsonBody, jsonContent } from '../http/wire/common.ts'
import { feedbackRequestSchema, feedbackSchema, toWireFeedback } from '../http/wire/feedback.ts'

const tags = ['answers']
const params = z.object({ id: z.string() })

const give = createRoute({
  method: 'post',
  path: '/{id}/feedback',
  tags,
  summary: 'Says whether an answer helped; the last word counts',
  request: { params, body: jsonBody(feedbackRequestSchema) },
  responses: { 200: jsonContent(feedbackSchema, 'What was kept'), ...orProblem },
})

const takeBack = createRoute({
  method: 'delete',
  path: '/{id}/feedback',
  tags,
  summary: 'Takes back what was said of an answer',
  request: { params },
  responses: { 204: { description: 'Nothing is said of it any more' }, ...orProblem },
})

function assertAnswer(db: Database, id: string): void {
  if (!findAnswer(db, id)) throw new AppError('not_found', `There is no answer ${id}.`)
}

export const feedbackRoutes = newRoutes()
  .openapi(give, (c) => {
    const { db } = c.var.services
    const { id } = c.req.valid('param')
    const { verdict, reason = null, note = '' } = c.req.valid('json')
    assertAnswer(db, id)
    return c.json(toWireFeedback(saveFeedback(db, { answerId: id, verdict, reason, note })), 200)
  })
  .openapi(takeBack, (c) => {
    const { db } = c.var.services
    const { id } = c.req.valid('param')
    assertAnswer(db, id)
    removeFeedback(db, id)
    return c.body(null, 204)
  })
