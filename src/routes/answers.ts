import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Answer, AnswerEvent, AnswerRequest } from '../answering/answer.ts'
import { diffAnswers, documentsOfAnswers } from '../answering/replay/diff-answers.ts'
import { toReplayRequest } from '../answering/replay/replay-request.ts'
import { findAnswer } from '../db/answers.ts'
import type { Database } from '../db/client.ts'
import { documentChanges } from '../db/document-changes.ts'
import { AppError } from '../errors.ts'
import { type AppEnv, newRoutes } from '../http/env.ts'
import { type EventStream, streamEvents } from '../http/events.ts'
import { describeFailure, orProblem, toProblem } from '../http/problems.ts'
import { accessOf } from '../http/viewer.ts'
import { answerSchema, toWireAnswer } from '../http/wire/answer.ts'
import { answerDiffSchema } from '../http/wire/answer-diff.ts'
import { jsonBody, jsonContent } from '../http/wire/common.ts'
import { toHits } from '../http/wire/hit.ts'
import { filtersSchema, questionSchema, toFilters } from '../http/wire/query.ts'

const tags = ['answers']

const request = z.object({
  question: questionSchema,
  conversationId: z.string().min(1).max(100).optional(),
  filters: filtersSchema.optional(),
  depth: z
    .enum(['quick', 'deep'])
    .optional()
    .openapi({ description: 'deep: searches in several steps before it answers' }),
  stream: z.boolean().default(false),
})

const params = z.object({ id: z.string() })

const answerOrEvents = {
  description:
    'The answer; streamed, the events rewritten, step, passages, delta, citation, check, done (the whole answer) and error',
  content: { 'application/json': { schema: answerSchema }, 'text/event-stream': { schema: z.string() } },
}

const ask = createRoute({
  method: 'post',
  path: '/ask',
  tags,
  summary: 'Answers a question from the library, with sources, or says that the library does not answer it',
  request: { body: jsonBody(request) },
  responses: { 200: answerOrEvents, ...orProblem },
})

const read = createRoute({
  method: 'get',
  path: '/answers/{id}',
  tags,
  summary: 'An answer given earlier',
  request: { params },
  responses: { 200: jsonContent(answerSchema, 'The answer as it was sent'), ...orProblem },
})

const replay = createRoute({
  method: 'post',
  path: '/answers/{id}/replay',
  tags,
  summary: 'Asks the question of an answer again, in the same way, of the library as it is now',
  request: { params, query: z.object({ stream: z.enum(['true', 'false']).default('false') }) },
  responses: { 200: answerOrEvents, ...orProblem },
})

const diff = createRoute({
  method: 'get',
  path: '/answers/{id}/diff',
  tags,
  summary: 'What is different between an answer and a later one to the same question',
  request: { params, query: z.object({ with: z.string().min(1).openapi({ description: 'Id of the later answer' }) }) },
  responses: { 200: jsonContent(answerDiffSchema, 'The differences'), ...orProblem },
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

/** @throws AppError `not_found` */
function readAnswer(db: Database, id: string): Answer {
  const kept = findAnswer(db, id)
  if (!kept) throw new AppError('not_found', `There is no answer ${id}.`)
  return JSON.parse(kept.body) as Answer
}

export const answerRoutes = newRoutes()
  .openapi(ask, async (c) => {
    const { question, conversationId, filters, depth, stream } = c.req.valid('json')
    const asked = { question, conversationId, filters: toFilters(filters), depth }
    if (stream) return streamAnswer(c, asked)
    const answer = await c.var.services.ask(asked, accessOf(c), { signal: c.req.raw.signal })
    return c.json(toWireAnswer(answer), 200)
  })
  .openapi(read, (c) => c.json(toWireAnswer(readAnswer(c.var.services.db, c.req.valid('param').id)), 200))
  .openapi(replay, async (c) => {
    const asked = toReplayRequest(readAnswer(c.var.services.db, c.req.valid('param').id))
    if (c.req.valid('query').stream === 'true') return streamAnswer(c, asked)
    const answer = await c.var.services.ask(asked, accessOf(c), { signal: c.req.raw.signal })
    return c.json(toWireAnswer(answer), 200)
  })
  .openapi(diff, (c) => {
    const { db } = c.var.services
    const [before, after] = [readAnswer(db, c.req.valid('param').id), readAnswer(db, c.req.valid('query').with)]
    const documents = documentChanges(db, documentsOfAnswers(before, after), before.snapshot)
    return c.json(diffAnswers(before, after, documents), 200)
  })
