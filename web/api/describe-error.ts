import type { Texts } from '../language/texts.ts'
import { ServiceError } from './client.ts'
import { DroppedError } from './read-events.ts'

/** What a person reads when something failed, in their language where the code is known. */
export function describeError(error: unknown, text: Texts): string {
  if (error instanceof DroppedError) return error.stalled ? text.errors.stalled : text.errors.dropped
  if (!(error instanceof ServiceError)) return text.errors.offline
  return text.errors.byCode[error.code] ?? (error.message === '' ? text.errors.title : error.message)
}

/** A failure that a job or document carries, in the reader's language where its code is known. */
export function describeFailure(failure: { code: string; message: string }, text: Texts): string {
  return text.errors.byCode[failure.code] ?? failure.message
}
