import { RequestFailure } from './request-failure.ts'

function useless(what: string): RequestFailure {
  return new RequestFailure('useless', `gave ${what}`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** `{results: […]}` as Jina, Cohere and vLLM answer, `{data: […]}`, or the bare list of text-embeddings-inference. */
function listOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body
  const list = isObject(body) ? (body.results ?? body.data) : undefined
  if (Array.isArray(list)) return list
  throw useless('an answer that holds no results')
}

/**
 * The scores of an answer in the order of the texts that were sent.
 * @throws RequestFailure `useless` unless the answer has exactly one finite score for each text.
 */
export function readRerankScores(body: unknown, expected: number): number[] {
  const list = listOf(body)
  if (list.length !== expected) throw useless(`${list.length} scores for ${expected} texts`)
  const scores = new Map<number, number>()
  for (const one of list) {
    const { index, relevance_score, score = relevance_score } = isObject(one) ? one : {}
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= expected) {
      throw useless('a score that belongs to none of the texts')
    }
    if (scores.has(index)) throw useless('two scores for one text')
    if (typeof score !== 'number' || !Number.isFinite(score)) throw useless('a score that is no finite number')
    scores.set(index, score)
  }
  return Array.from({ length: expected }, (_, i) => scores.get(i) ?? 0)
}
