import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddingConfig } from '../config.ts'
import { kindOfStatus, type Patience, pauseAfter, RequestFailure } from './request-failure.ts'
import { retryAfterMs } from './retry-after.ts'
import { toUnitVector } from './unit-vector.ts'

/** Many texts take a small machine long. */
const TIMEOUT_MS = 60_000
const OFFICIAL_HOST = 'api.openai.com'

type Client = InstanceType<typeof import('openai')['default']>

/** A connection to an embeddings service, and what was learnt about it. */
export type EmbeddingService = {
  client: Client
  config: EmbeddingConfig
  /** Whether the request says how many numbers are wanted; ends with a server that refuses the field. */
  sendsDimensions: boolean
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

/** The vectors of an answer in the order of the texts. */
function readVectors(data: unknown, expected: number): Float32Array[] {
  if (!Array.isArray(data) || data.length !== expected) {
    const found = Array.isArray(data) ? data.length : 'no'
    throw new RequestFailure('useless', `gave ${found} vectors for ${expected} texts`)
  }
  const vectors = new Map<number, Float32Array>()
  for (const [i, one] of (data as ({ index?: unknown; embedding?: unknown } | null)[]).entries()) {
    const vector = Array.isArray(one?.embedding) ? toUnitVector(one.embedding) : undefined
    if (!vector) throw new RequestFailure('useless', 'gave a vector that is not made of finite numbers, or all zero')
    vectors.set(typeof one?.index === 'number' ? one.index : i, vector)
  }
  const ordered = Array.from({ length: expected }, (_, i) => vectors.get(i)).filter((vector) => vector !== undefined)
  if (ordered.length === expected) return ordered
  throw new RequestFailure('useless', 'gave vectors that do not belong to the texts sent')
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
