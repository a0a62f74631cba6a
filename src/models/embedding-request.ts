import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddingConfig } from '../config.ts'
import { retryAfterMs } from './retry-after.ts'

/** Many texts take a small machine long. */
const TIMEOUT_MS = 60_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8_000
/** A service that wants its client to stay away longer than this is not waited for. */
const LONGEST_WAIT_MS = 60_000
const OFFICIAL_HOST = 'api.openai.com'

type Client = InstanceType<typeof import('openai')['default']>

/** A connection to an embeddings service, and what was learnt about it. */
export type EmbeddingService = {
  client: Client
  config: EmbeddingConfig
  /** Whether the request says how many numbers are wanted; ends with a server that refuses the field. */
  sendsDimensions: boolean
}

/**
 * Why a request came to nothing.
 * - `unavailable`: nobody answered, or the service is busy
 * - `crashed`: the service failed, or took too long, which may lie in the texts
 * - `refused`: the service does not take what was sent, which may lie in the texts
 * - `denied`: the service does not know the model or the key
 * - `useless`: the answer cannot be read, or holds no vectors
 */
export type FailureKind = 'unavailable' | 'crashed' | 'refused' | 'denied' | 'useless'

/** `message` goes on from "The embedding model m at host …". It never holds what was sent or the service's own words. */
export class RequestFailure extends Error {
  readonly kind: FailureKind
  readonly retryAfterMs: number | undefined

  constructor(
    kind: FailureKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs
  }
}

export function hostOf(config: EmbeddingConfig): string {
  return config.baseUrl === undefined ? OFFICIAL_HOST : new URL(config.baseUrl).host
}

export async function connectService(config: EmbeddingConfig, timeout = TIMEOUT_MS): Promise<EmbeddingService> {
  const { default: OpenAI } = await import('openai')
  // The SDK's own retries sleep as long as a server says and cannot be called off meanwhile.
  const client = new OpenAI({
    apiKey: config.apiKey,
    baseURL: config.baseUrl ?? `https://${OFFICIAL_HOST}/v1`,
    maxRetries: 0,
    timeout,
  })
  return { client, config, sendsDimensions: config.dimensions !== undefined }
}

function toUnitVector(numbers: readonly unknown[]): Float32Array | undefined {
  if (!numbers.every((one) => typeof one === 'number' && Number.isFinite(one))) return undefined
  const vector = Float32Array.from(numbers as number[])
  let squares = 0
  for (const value of vector) squares += value * value
  const norm = Math.sqrt(squares)
  return norm > 0 && Number.isFinite(norm) ? vector.map((value) => value / norm) : undefined
}

/** The vectors of an answer in the order of the texts. */
function readVectors(data: unknown, expected: number): Float32Array[] {
  if (!Array.isArray(data) || data.length !== expected) {
    const found = Array.isArray(data) ? data.length : 'no'
    throw new RequestFailure('useless', `gave ${found} vectors for ${expected} texts`)
  }
  const vectors = new Array<Float32Array | undefined>(expected)
  for (const [i, one] of (data as { index?: unknown; embedding?: unknown }[]).entries()) {
    const vector = Array.isArray(one.embedding) ? toUnitVector(one.embedding) : undefined
    if (!vector) throw new RequestFailure('useless', 'gave a vector that is not made of finite numbers, or all zero')
    vectors[typeof one.index === 'number' ? one.index : i] = vector
  }
  const complete = vectors.filter((vector) => vector !== undefined)
  if (complete.length === expected) return complete
  throw new RequestFailure('useless', 'gave vectors that do not belong to the texts sent')
}

function kindOfStatus(status: number): FailureKind {
  if (status === 400 || status === 413 || status === 422) return 'refused'
  if (status === 500) return 'crashed'
  return status > 500 || status === 408 || status === 409 || status === 429 ? 'unavailable' : 'denied'
}

function toFailure(error: unknown): RequestFailure {
  if (error instanceof RequestFailure) return error
  if (!(error instanceof Error)) return new RequestFailure('unavailable', 'did not answer', { cause: error })
  if ('status' in error && typeof error.status === 'number') {
    const headers = 'headers' in error && error.headers instanceof Headers ? error.headers : undefined
    const waiting = retryAfterMs(headers, Date.now())
    const options = { cause: error, retryAfterMs: waiting }
    return new RequestFailure(kindOfStatus(error.status), `answered with status ${error.status}`, options)
  }
  if (error.constructor.name === 'APIConnectionTimeoutError') {
    return new RequestFailure('crashed', 'did not answer in time', { cause: error })
  }
  if (error instanceof SyntaxError)
    return new RequestFailure('useless', 'gave an answer that is no JSON', { cause: error })
  const what =
    error instanceof TypeError && /terminated/.test(error.message) ? 'broke off its answer' : 'did not answer'
  return new RequestFailure('unavailable', what, { cause: error })
}

async function requestOnce(
  { client, config, sendsDimensions }: EmbeddingService,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  const sent = sendsDimensions && config.dimensions !== undefined ? { dimensions: config.dimensions } : {}
  // The SDK would ask for base64 by itself; servers that ignore it would then be misread without an error.
  const request = { model: config.model, input: [...texts], encoding_format: 'float' as const, ...sent }
  const answer = await client.embeddings.create(request, signal ? { signal } : {})
  return readVectors(answer.data, texts.length)
}

export type Patience = {
  /** How often a service that is busy or failing is asked again. */
  retries: number
  /** The texts are suspected of making the service fail, so that its failing is no reason to ask again. */
  isSuspect: boolean
  signal: AbortSignal | undefined
}

/** How long to wait before asking again; undefined where that is of no use. */
function pauseAfter(failure: RequestFailure, attempt: number, { retries, isSuspect }: Patience): number | undefined {
  const { kind } = failure
  if (kind === 'useless') return attempt === 0 ? 0 : undefined
  if (attempt >= retries || kind === 'refused' || kind === 'denied') return undefined
  if (kind === 'crashed' && isSuspect) return undefined
  const usual = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (1 - Math.random() / 4)
  const wanted = failure.retryAfterMs ?? usual
  return wanted > LONGEST_WAIT_MS ? undefined : wanted
}

/**
 * Asks for the vectors of some texts in one request, and again, up to `retries` times, where that may help: after the
 * time that the service asks for, else after pauses that double. An answer that cannot be used is asked for once more.
 *
 * @throws RequestFailure, or the reason of the signal.
 */
export async function requestVectors(
  service: EmbeddingService,
  texts: readonly string[],
  patience: Patience,
): Promise<Float32Array[]> {
  const { signal } = patience
  for (let attempt = 0; ; attempt++) {
    try {
      return await requestOnce(service, texts, signal)
    } catch (error) {
      signal?.throwIfAborted()
      const failure = toFailure(error)
      const waiting = pauseAfter(failure, attempt, patience)
      if (waiting === undefined) throw failure
      await pause(waiting, undefined, signal ? { signal } : {})
    }
  }
}
