import { randomUUID } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { AppError } from '../errors.ts'
import { type AppEnv, newRoutes } from '../http/env.ts'
import { streamEvents } from '../http/events.ts'
import { type CompletionHead, completionSchema, toCompletion } from '../http/openai/completion.ts'
import { openAiFailureSchema, openAiStatus, toOpenAiFailure } from '../http/openai/failures.ts'
import { chooseModel, findModel, listModels, modelListSchema, modelSchema } from '../http/openai/models.ts'
import {
  type CompletionRequest,
  completionRequestSchema,
  textOfMessages,
  toAnswerRequest,
  toParam,
} from '../http/openai/request.ts'
import { openCompletionStream } from '../http/openai/stream-completion.ts'
import { describeFailure, toProblem } from '../http/problems.ts'
import { invalidRequest } from '../http/validation.ts'
import { accessOf } from '../http/viewer.ts'
import { jsonBody, jsonContent } from '../http/wire/common.ts'

const tags = ['openai']
const orFailure = { default: jsonContent(openAiFailureSchema, "What went wrong, in OpenAI's form") } as const

const complete = createRoute({
  method: 'post',
  path: '/chat/completions',
  tags,
  summary: 'Answers the last question of a conversation, as a chat model of OpenAI would',
  description:
    'The content is the answer with marks [n] and a list of sources; `message.citations` (in a stream: `delta.citations` of the last chunk) holds them as data, `precedent` the rest. System messages, temperature and the like are taken and have no effect.',
  request: { body: jsonBody(completionRequestSchema) },
  responses: {
    200: {
      description: 'The completion; with `stream: true` chunks as server-sent events, then `[DONE]`',
      content: { 'application/json': { schema: completionSchema }, 'text/event-stream': { schema: z.string() } },
    },
    ...orFailure,
  },
})

const models = createRoute({
  method: 'get',
  path: '/models',
  tags,
  summary: 'The models that a completion may name',
  responses: { 200: jsonContent(modelListSchema, 'The models'), ...orFailure },
})

const model = createRoute({
  method: 'get',
  path: '/models/{id}',
  tags,
  summary: 'One model',
  request: { params: z.object({ id: z.string() }) },
  responses: { 200: jsonContent(modelSchema, 'The model'), ...orFailure },
})

function newHead(request: CompletionRequest): CompletionHead {
  return {
    id: `chatcmpl-${randomUUID().replaceAll('-', '')}`,
    created: Math.floor(Date.now() / 1_000),
    model: chooseModel(request.model).id,
  }
}

function streamCompletion(c: Context<AppEnv>, request: CompletionRequest): Response {
  const { services } = c.var
  return streamEvents(c, async ({ send, sendText, signal }) => {
    try {
      const completion = openCompletionStream(newHead(request), {
        prompt: textOfMessages(request),
        includesUsage: request.stream_options?.include_usage === true,
        send,
      })
      const watch = { onEvent: completion.onEvent, signal }
      completion.finish(await services.ask(toAnswerRequest(request), accessOf(c), watch))
      sendText('[DONE]')
    } catch (error) {
      if (!signal.aborted) send(toOpenAiFailure(toProblem(describeFailure(error, services.log))))
    }
  })
}

/** The first thing wrong with a request, with its field apart. */
function tellInvalid(error: z.core.$ZodError): Response {
  const problem = toProblem(invalidRequest(error, 'json'))
  const param = toParam(error.issues[0]?.path ?? [])
  return Response.json(toOpenAiFailure(problem, param), { status: openAiStatus(problem.status) })
}

/** The door for programs written for OpenAI's chat completions. */
export const openAiRoutes = newRoutes()
  .openapi(
    complete,
    async (c) => {
      const request = c.req.valid('json')
      if (request.stream) return streamCompletion(c, request)
      const watch = { signal: c.req.raw.signal }
      const answer = await c.var.services.ask(toAnswerRequest(request), accessOf(c), watch)
      return c.json(toCompletion(answer, newHead(request), textOfMessages(request)), 200)
    },
    (result) => (result.success ? undefined : tellInvalid(result.error)),
  )
  .openapi(models, (c) => c.json({ object: 'list' as const, data: listModels() }, 200))
  .openapi(model, (c) => {
    const { id } = c.req.valid('param')
    const found = findModel(id)
    if (!found) throw new AppError('not_found', `There is no model ${id}: GET /v1/models lists them.`)
    return c.json(found, 200)
  })
