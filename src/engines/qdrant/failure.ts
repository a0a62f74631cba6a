import { AppError } from '../../errors.ts'
import { type QdrantAddress, shownAddress } from './client.ts'

/**
 * What went wrong with a call. `kind`: `outage` where a later attempt of the same call may succeed, `refusal` where it
 * cannot. `isWorthRetrying`: soon, that is; `waitMs`: not before.
 */
export type Failure = {
  kind: 'outage' | 'refusal'
  /** HTTP status; undefined where no answer came. */
  status: number | undefined
  /** One line in Qdrant's words, or what the network said. */
  text: string
  isWorthRetrying: boolean
  waitMs: number
}

const SECOND_MS = 1_000
const OUTAGE = new Set([408, 429, 500, 502, 503, 504, 507])
/** 429 comes here without `Retry-After` only: the operation alone costs more than the whole budget. 507: no room. */
const NOT_SOON = new Set([429, 507])
const MAX_TEXT = 300

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Success bodies carry `status: "ok"`, failures `status: { error }`; those of proxies and of the key check are text. */
function textOf(data: unknown, fallback: string): string {
  const status = isRecord(data) ? data.status : undefined
  const said = isRecord(status) ? status.error : data
  const text = typeof said === 'string' && said.trim() !== '' ? said : fallback
  return text.replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT)
}

/** What the network said, by the code of the innermost cause. */
function networkText(error: Error): string {
  const { cause } = error
  if (isRecord(cause) && typeof cause.code === 'string') return cause.code
  return cause instanceof Error ? cause.message : error.message
}

/**
 * Reads what the client throws: answers other than 2xx as objects with `status` and `data`, of classes that it does not
 * export, and everything else as errors of several kinds (client 1.18).
 */
export function readFailure(error: unknown): Failure {
  if (isRecord(error) && typeof error.status === 'number') {
    const { status } = error
    const text = textOf(error.data, String(error.message ?? status))
    const isOutage = OUTAGE.has(status)
    return {
      kind: isOutage ? 'outage' : 'refusal',
      status,
      text,
      isWorthRetrying: isOutage && !NOT_SOON.has(status),
      waitMs: 0,
    }
  }
  if (!(error instanceof Error)) return refusal(String(error))
  // The client keeps the first digit of `Retry-After` only, so that this is the least time to wait.
  if ('retry_after' in error) {
    const seconds = typeof error.retry_after === 'number' ? error.retry_after : 1
    return {
      kind: 'outage',
      status: 429,
      text: 'too many requests',
      isWorthRetrying: true,
      waitMs: seconds * SECOND_MS,
    }
  }
  if (error.name === 'QdrantClientUnexpectedResponseError') return refusal(error.message.split('\n')[0] ?? '')
  if (error.name === 'QdrantClientTimeoutError') return outage('no answer in time')
  if (error instanceof SyntaxError) return refusal('its answer is not JSON')
  return outage(networkText(error))
}

function outage(text: string): Failure {
  return { kind: 'outage', status: undefined, text, isWorthRetrying: true, waitMs: 0 }
}

function refusal(text: string): Failure {
  return { kind: 'refusal', status: undefined, text: text.slice(0, MAX_TEXT), isWorthRetrying: false, waitMs: 0 }
}

/** The one-line form of whatever a call threw. @returns AppError `engine_unavailable` or `engine_misfit` */
export function engineError(error: unknown, address: QdrantAddress): AppError {
  if (error instanceof AppError) return error
  const { kind, status, text } = readFailure(error)
  const at = `Qdrant at ${shownAddress(address)}`
  const options = { cause: error }
  if (kind === 'outage') {
    const message = `${at} does not answer (${text}): start it, or see what QDRANT_URL names; nothing is lost meanwhile.`
    return new AppError('engine_unavailable', message, options)
  }
  if (status === 401 || status === 403) {
    return new AppError('engine_misfit', `${at} does not take the key (${text}): set QDRANT_API_KEY to one.`, options)
  }
  const shown = status === undefined ? text : `${status}: ${text}`
  const message = `${at} refuses a request (${shown}): see its log and its settings, then start Precedent again.`
  return new AppError('engine_misfit', message, options)
}
