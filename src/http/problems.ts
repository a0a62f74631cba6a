import { STATUS_CODES } from 'node:http'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { AppError, type ErrorCode, toAppError } from '../errors.ts'
import { discardBody } from './discard-body.ts'
import type { AppEnv } from './env.ts'

/** RFC 9457 problem details with a stable `code`. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'about:blank' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().openapi({ example: 'not_found' }),
  })
  .openapi('Problem')

export type Problem = z.infer<typeof problemSchema>

/** What every route may answer instead, for its description. */
export const orProblem = {
  default: {
    description: 'What went wrong',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
} as const

export function toProblem(error: AppError): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    code: error.code,
  }
}

const CODE_OF_STATUS: Readonly<Record<number, { code: ErrorCode; message: string }>> = {
  400: { code: 'malformed_request', message: 'The body is not valid JSON.' },
  413: { code: 'payload_too_large', message: 'The body is too large.' },
  415: { code: 'unsupported_media_type', message: 'The body has a content type that this call does not take.' },
}

function fromFramework(error: HTTPException): AppError {
  const known = CODE_OF_STATUS[error.status]
  return known ? new AppError(known.code, known.message, { cause: error }) : toAppError(error)
}

/** Any thrown value as the failure its reader may see; what nobody expected is logged and kept from sight. */
export function describeFailure(error: unknown, log: (line: string) => void): AppError {
  const failure = error instanceof HTTPException ? fromFramework(error) : toAppError(error)
  if (failure.status >= 500) log(logLine(failure))
  return failure
}

function logLine(failure: AppError): string {
  const cause = failure.cause instanceof Error ? (failure.cause.stack ?? failure.cause.message) : ''
  return `${failure.code}: ${failure.message}${cause === '' ? '' : `\n${cause}`}`
}

function respond(failure: AppError): Response {
  const problem = toProblem(failure)
  return Response.json(problem, {
    status: problem.status as ContentfulStatusCode,
    headers: { 'content-type': 'application/problem+json' },
  })
}

const NOBODY_IS_LEFT = 499

/** The one place where failures become responses. */
export async function answerError(error: unknown, c: Context<AppEnv>): Promise<Response> {
  if (c.req.raw.signal.aborted) return new Response(null, { status: NOBODY_IS_LEFT })
  await discardBody(c.req.raw)
  return respond(describeFailure(error, c.var.services.log))
}

export function answerNotFound(c: Context<AppEnv>): Response {
  return respond(new AppError('not_found', `There is nothing at ${c.req.method} ${c.req.path}.`))
}
