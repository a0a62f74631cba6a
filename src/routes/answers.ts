import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Answer, AnswerEvent, AnswerRequest } from '../answering/answer.ts'
import { findAnswer } from '../db/answers.ts'
import { AppError } from '../errors.ts'
import { type AppEnv, newRoutes } from '../http/env.ts'
import { type EventStream, streamEvents } from '../http/events.ts'
import { describeFailure, orProblem, toProblem } from '../http/problems.ts'
import { accessOf } from '../http/viewer.ts'
import { answerSchema, toWireAnswer } from '../http/wire/answer.ts'
import { jsonBody, jsonContent } from '../http/wire/common.ts'
import { toHits } from '../http/wire/hit.ts'
import { filtersSchema, questionSchema, toFilters } from '../http/wire/query.ts'

const tags = ['answers']

const request = z.object({
  question: questionSchema,
  conversationId: z.string().min(1).max(100).optional(),
  filters: filtersSchema.optional(),
  stream: z.boolean().default(false),
})

const ask = createRoute({
  method: 'post',
  path: '/ask',
  tags,
  summary: 'Answers a question from the library, with sources, or says that the library does not answer it',
  request: { body: jsonBody(request) },
  responses: {
    200: {
      description: 'The answer; with `stream: true` the events passages, delta, citation, check, done and error',
      content: { 'application/json': { schema: answerSchema }, 'text/event-stream': { schema: z.string() } },
    },
    ...orProblem,
  },
})

const read = createRoute({
  method: 'get',
  path: '/answers/{id}',
  tags,
  summary: 'An answer given earlier',
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: jsonContent(answerSchema, 'The answer as it was sent'), ...orProblem },
})

function forward({ send }: EventStream, event: AnswerEvent): void {
  send(event.event === 'passages' ? toHits(event.data) : event.data, event.event)
}

function streamAnswer(c: Context<AppEnv>, asked: AnswerRequest): Response {
  const { services } = c.var
  return streamEvents(c, async (events) => {
    try {
      const watch = { onEvent: (event: AnswerEvent) => forward(events, event), signal: events.signal }
      const answer = await services.ask(asked, accessOf(c), watch)
      events.send(toWireAnswer(answer), 'done')
    } catch (error) {
      if (!events.signal.aborted) events.send(toProblem(describeFailure(error, services.log)), 'error')
    }
  })
}

export const answerRoutes = newRoutes()
  .openapi(ask, async (c) => {
    const { question, conversationId, filters, stream } = c.req.valid('json')
    const asked = { question, conversationId, filters: toFilters(filters) }
    if (stream) return streamAnswer(c, asked)
    const answer = await c.var.services.ask(asked, accessOf(c), { signal: c.req.raw.signal })
    return c.json(toWireAnswer(answer), 200)
  })
  .openapi(read, (c) => {
    const { id } = c.req.valid('param')
    const kept = findAnswer(c.var.services.db, id)
    if (!kept) throw new AppError('not_found', `There is no answer ${id}.`)
    return c.json(toWireAnswer(JSON.parse(kept.body) as Answer), 200)
  })
