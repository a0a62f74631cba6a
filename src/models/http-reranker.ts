import { setTimeout as pause } from 'node:timers/promises'
import type { ModelConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { mapSome } from './map-some.ts'
import { pauseAfter, RequestFailure } from './request-failure.ts'
import { type RerankService, requestScores, rerankService } from './rerank-request.ts'
import type { Reranker } from './reranker.ts'

/** The most that text-embeddings-inference takes as it comes; others take more. */
const TEXTS_PER_REQUEST = 32
const REQUESTS_AT_ONCE = 2
const RETRIES = 1
/** Somebody waits for the answer: later than this it is better given without. */
const LIMIT_MS = 8_000

export type HttpRerankerOptions = {
  textsPerRequest?: number
  retries?: number
  /** How long all requests for one question may take together, in milliseconds. */
  limitMs?: number
}

function toAppError({ model, host }: RerankService, { kind, message }: RequestFailure, cause: unknown): AppError {
  const said = `The reranker ${model} at ${host} ${message}`
  return kind === 'unavailable' || kind === 'crashed'
    ? new AppError('rerank_unavailable', `${said}: check that it is running and RERANK_BASE_URL.`, { cause })
    : new AppError('rerank_failed', `${said}: check RERANK_BASE_URL, RERANK_MODEL and RERANK_API_KEY.`, { cause })
}

function toFailure(error: unknown): RequestFailure {
  if (error instanceof RequestFailure) return error
  const isBroken = error instanceof TypeError && /terminated/.test(error.message)
  return new RequestFailure('unavailable', isBroken ? 'broke off its answer' : 'did not answer', { cause: error })
}

async function requestPatiently(
  service: RerankService,
  asked: { query: string; texts: readonly string[] },
  { retries, limitMs, signal }: { retries: number; limitMs: number; signal: AbortSignal },
): Promise<number[]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await requestScores(service, asked, signal)
    } catch (error) {
      signal.throwIfAborted()
      const failure = toFailure(error)
      const waiting = pauseAfter(failure, attempt, { retries, isSuspect: false, signal })
      if (waiting === undefined || waiting > limitMs) throw failure
      await pause(waiting, undefined, { signal })
    }
  }
}

/**
 * A cross-encoder behind `POST …/rerank`, as Jina, Cohere, vLLM and text-embeddings-inference offer it. Nothing is asked
 * before the first text. Texts go in several requests where they are many, so it has to score each pair by itself.
 */
export function httpReranker(
  config: ModelConfig & { baseUrl: string },
  { textsPerRequest = TEXTS_PER_REQUEST, retries = RETRIES, limitMs = LIMIT_MS }: HttpRerankerOptions = {},
): Reranker {
  const service = rerankService(config)

  async function scoreAll(query: string, texts: readonly string[], signal: AbortSignal): Promise<number[]> {
    const requests = Array.from({ length: Math.ceil(texts.length / textsPerRequest) }, (_, i) =>
      texts.slice(i * textsPerRequest, (i + 1) * textsPerRequest),
    )
    const scores = await mapSome(requests, REQUESTS_AT_ONCE, (part) =>
      requestPatiently(service, { query, texts: part }, { retries, limitMs, signal }),
    )
    return scores.flat()
  }

  return {
    id: config.model,
    rerank: async (query, texts, signal) => {
      signal?.throwIfAborted()
      const limit = AbortSignal.timeout(limitMs)
      try {
        return await scoreAll(query, texts, signal ? AbortSignal.any([signal, limit]) : limit)
      } catch (error) {
        signal?.throwIfAborted()
        const late = new RequestFailure('unavailable', `did not answer in ${limitMs / 1_000} s`, { cause: error })
        throw toAppError(service, limit.aborted ? late : toFailure(error), error)
      }
    },
  }
}
