import type { Span } from '../language/span.ts'

/** What a search gives of a passage; `text` is the version's text cut at `span`. */
export type FoundPassage = {
  documentId: string
  versionId: string
  chunkId: string
  span: Span
  title: string
  path: string
  page?: number | undefined
  headings: string[]
  speaker?: string | undefined
  score: number
  text: string
}

/** The passages that answer a query, best first, as many as `limit` at the most. */
export type Search = (query: string, limit: number, signal?: AbortSignal) => Promise<FoundPassage[]>

export type SearchServiceOptions = {
  /** Of a running service: `http://127.0.0.1:8787`. */
  baseUrl: string
  filters?: { space?: string; kind?: string; documentIds?: string[]; since?: string }
  timeoutMs?: number
}

const TIMEOUT_MS = 30_000

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/**
 * The search of a running Precedent, through `POST /api/search`.
 * @throws Error of one line that names the address, and what the service says is wrong; or the reason of the signal.
 */
export function searchService({ baseUrl, filters, timeoutMs = TIMEOUT_MS }: SearchServiceOptions): Search {
  const url = new URL('api/search', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  return async (query, limit, signal) => {
    const limitSignal = AbortSignal.timeout(timeoutMs)
    const asked = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, limit, ...(filters ? { filters } : {}) }),
      signal: signal ? AbortSignal.any([signal, limitSignal]) : limitSignal,
    }
    const response = await fetch(url, asked).catch((cause: unknown) => {
      signal?.throwIfAborted()
      throw new Error(`Precedent at ${url.host} did not answer: check that it is running.`, { cause })
    })
    const body = await readJson(response)
    if (response.ok && isObject(body) && Array.isArray(body.hits)) return body.hits as FoundPassage[]
    const detail = isObject(body) && typeof body.detail === 'string' ? body.detail : 'that is no search of Precedent.'
    throw new Error(`Precedent at ${url.host} answered with status ${response.status}: ${detail}`)
  }
}
