import type { Texts } from '../language/texts.ts'
import { DroppedError } from './read-events.ts'
import { ServiceError } from './service-error.ts'

/** Programs that some files are read with, as the service names them. */
const TOOLS = /LibreOffice|Tesseract/

/** What a person reads when something failed, in their language where the code is known. */
export function describeError(error: unknown, text: Texts): string {
  if (error instanceof DroppedError) return error.stalled ? text.errors.stalled : text.errors.dropped
  if (!(error instanceof ServiceError)) return text.errors.offline
  if (error.message === '') return text.errors.byCode[error.code] ?? text.errors.title
  return describeFailure(error, text)
}

/** A failure that a job or document carries, in the reader's language where its code is known. */
export function describeFailure(failure: { code: string; message: string }, text: Texts): string {
  const words = text.errors.byCode[failure.code]
  if (words === undefined) return failure.message
  const tool = failure.code === 'tool_missing' ? TOOLS.exec(failure.message)?.[0] : undefined
  return tool === undefined ? words : text.errors.toolMissing(tool)
}
