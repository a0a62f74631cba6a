import type { ModelConfig } from '../config.ts'
import { kindOfStatus, RequestFailure } from './request-failure.ts'
import { readRerankScores } from './rerank-scores.ts'
import { retryAfterMs } from './retry-after.ts'

const LARGEST_ANSWER_BYTES = 16_000_000
const VERSION_ENDING = /\/v1$/

/** How a server wants the texts: as `documents`, which most do, or as `texts` (text-embeddings-inference). */
type Form = 'documents' | 'texts'

/** A rerank service, and what was learnt about it. */
export type RerankService = { model: string; apiKey: string; host: string; urls: string[]; forms: Form[] }

/**
 * A service at an address that ends in `/v1` or does not: servers differ in which of the two they listen to, so the other
 * one is asked where the first knows nothing.
 */
export function rerankService(config: ModelConfig & { baseUrl: string }): RerankService {
  const base = config.baseUrl.replace(/\/+$/, '').replace(/\/rerank$/, '')
  const other = VERSION_ENDING.test(base) ? base.replace(VERSION_ENDING, '') : `${base}/v1`
  return {
    model: config.model,
    apiKey: config.apiKey,
    host: new URL(base).host,
    urls: [`${base}/rerank`, `${other}/rerank`],
    forms: ['documents', 'texts'],
  }
}

function bodyOf(form: Form, model: string, query: string, texts: readonly string[]): object {
  if (form === 'texts') return { model, query, texts, truncate: true }
  return { model, query, documents: texts, top_n: texts.length, return_documents: false }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length
    if (bytes > LARGEST_ANSWER_BYTES) throw new RequestFailure('useless', 'gave an answer without an end')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RequestFailure('useless', 'gave an answer that is no JSON', { cause })
  }
}

async function post(url: string, apiKey: string, body: object, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(body),
    // Texts go to the address that is configured and to no other.
    redirect: 'manual',
    signal,
  })
  if (response.ok) return response
  await response.body?.cancel()
  const options = { retryAfterMs: retryAfterMs(response.headers, Date.now()), status: response.status }
  throw new RequestFailure(kindOfStatus(response.status), `answered with status ${response.status}`, options)
}

/** What may be no matter of the texts, but of the address or the form. */
function asksForOther(what: 'url' | 'form', error: unknown): boolean {
  if (!(error instanceof RequestFailure)) return false
  return what === 'url' ? error.status === 404 || error.status === 405 : error.kind === 'refused'
}

/** Tries the alternatives in turn; the one that is taken comes first from then on. */
async function tryInTurn<T, R>(
  alternatives: T[],
  isWorthAnother: (error: unknown) => boolean,
  work: (alternative: T) => Promise<R>,
): Promise<R> {
  const [first, second] = alternatives
  if (first === undefined || second === undefined) throw new TypeError('two alternatives are needed')
  try {
    return await work(first)
  } catch (error) {
    if (!isWorthAnother(error)) throw error
    const result = await work(second).catch((later: unknown) => {
      throw isWorthAnother(later) ? error : later
    })
    alternatives.splice(0, 2, second, first)
    return result
  }
}

/**
 * Asks once for the scores of some texts.
 * @throws RequestFailure, or whatever fetch throws.
 */
export async function requestScores(
  service: RerankService,
  { query, texts }: { query: string; texts: readonly string[] },
  signal: AbortSignal,
): Promise<number[]> {
  const { model, apiKey, urls, forms } = service
  const response = await tryInTurn(
    urls,
    (error) => asksForOther('url', error),
    (url) =>
      tryInTurn(
        forms,
        (error) => asksForOther('form', error),
        (form) => post(url, apiKey, bodyOf(form, model, query, texts), signal),
      ),
  )
  return readRerankScores(parseJson(await readText(response)), texts.length)
}
