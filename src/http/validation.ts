import type { z } from '@hono/zod-openapi'
import { AppError, type ErrorCode } from '../errors.ts'

type Issue = z.core.$ZodIssue

const PLACES: Readonly<Record<string, string>> = {
  query: 'in the address',
  param: 'in the address',
  json: 'in the body',
}

/** Issues raised by our own schemas may carry a code of the closed list. */
function ownCode(issue: Issue): ErrorCode | undefined {
  const code: unknown = issue.code === 'custom' ? issue.params?.code : undefined
  return code === 'question_empty' || code === 'question_too_long' ? code : undefined
}

function fieldOf(issue: Issue): string {
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey]
  return path.length === 0 ? 'the request' : path.join('.')
}

/** The first thing wrong with a request, as a problem that names its field. */
export function invalidRequest(error: z.core.$ZodError | undefined, target: string): AppError {
  const issue = error?.issues[0]
  if (!issue) return new AppError('invalid_request', 'The request is not valid.')
  const code = ownCode(issue)
  if (code) return new AppError(code, issue.message)
  const place = PLACES[target]
  const where = place === undefined ? fieldOf(issue) : `${fieldOf(issue)} (${place})`
  return new AppError('invalid_request', `${where}: ${issue.message}.`)
}

/** What routers do with an invalid request. @throws AppError */
export function rejectInvalid(result: { success: boolean; target: string; error?: z.core.$ZodError }): void {
  if (!result.success) throw invalidRequest(result.error, result.target)
}
