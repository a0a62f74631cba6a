const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8_000
/** A service that wants its client to stay away longer than this is not waited for. */
const LONGEST_WAIT_MS = 60_000

/**
 * Why a request came to nothing.
 * - `unavailable`: nobody answered, or the service is busy
 * - `crashed`: the service failed, or took too long, which may lie in the texts
 * - `refused`: the service does not take what was sent, which may lie in the texts
 * - `denied`: the service does not know the model or the key
 * - `useless`: the answer cannot be read, or holds not what was asked for
 */
export type FailureKind = 'unavailable' | 'crashed' | 'refused' | 'denied' | 'useless'

/** `message` goes on from "The model m at host …". It never holds what was sent or the service's own words. */
export class RequestFailure extends Error {
  readonly kind: FailureKind
  readonly retryAfterMs: number | undefined
  /** Of the answer, where there was one. */
  readonly status: number | undefined

  constructor(
    kind: FailureKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined; status?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs
    this.status = options.status
  }
}

export function kindOfStatus(status: number): FailureKind {
  if (status === 400 || status === 413 || status === 422) return 'refused'
  if (status === 500) return 'crashed'
  return status > 500 || status === 408 || status === 409 || status === 429 ? 'unavailable' : 'denied'
}

export type Patience = {
  /** How often a service that is busy or failing is asked again. */
  retries: number
  /** The texts are suspected of making the service fail, so that its failing is no reason to ask again. */
  isSuspect: boolean
  signal: AbortSignal | undefined
}

/** How long to wait before asking again; undefined where that is of no use. */
export function pauseAfter(
  failure: RequestFailure,
  attempt: number,
  { retries, isSuspect }: Patience,
): number | undefined {
  const { kind } = failure
  if (kind === 'useless') return attempt === 0 ? 0 : undefined
  if (attempt >= retries || kind === 'refused' || kind === 'denied') return undefined
  if (kind === 'crashed' && isSuspect) return undefined
  const usual = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (1 - Math.random() / 4)
  const wanted = failure.retryAfterMs ?? usual
  return wanted > LONGEST_WAIT_MS ? undefined : wanted
}
