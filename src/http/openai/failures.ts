import { z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '../env.ts'
import type { Problem } from '../problems.ts'

/** A failure as programs written for OpenAI read it. */
export const openAiFailureSchema = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string().openapi({ example: 'invalid_request_error' }),
      code: z.string().nullable().openapi({ example: 'invalid_request' }),
      param: z.string().nullable().openapi({ description: 'The field that is wrong', example: 'messages[0].content' }),
    }),
  })
  .openapi('OpenAiFailure')

export type OpenAiFailure = z.infer<typeof openAiFailureSchema>

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
}

export function toOpenAiFailure(problem: Problem, param: string | null = null): OpenAiFailure {
  const type = TYPES[problem.status] ?? (problem.status >= 500 ? 'server_error' : 'invalid_request_error')
  return { error: { message: problem.detail, type, code: problem.code, param } }
}

/** OpenAI answers 400 where a field is not valid. */
export function openAiStatus(status: number): number {
  return status === 422 ? 400 : status
}

/** Tells every problem of the calls below it, wherever it arose, in OpenAI's form. */
export const tellOpenAiFailures: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  if (c.res.headers.get('content-type') !== 'application/problem+json') return
  const problem = (await c.res.json()) as Problem
  c.res = undefined
  c.res = Response.json(toOpenAiFailure(problem), { status: openAiStatus(problem.status) })
}
