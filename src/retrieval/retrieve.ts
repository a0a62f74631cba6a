import type { QueryTerm, QueryVector, SearchEngine, SearchIndex } from '../engines/engine.ts'
import { normaliseForMatch } from '../language/normalise.ts'
import { extractTerms } from '../language/terms.ts'
import { analyseQuery } from './analyse.ts'
import { collapseNearDuplicates } from './collapse.ts'
import { type Fused, fuseRankings, type RankingWeights } from './fuse.ts'
import type { Passage, Retrieve } from './passage.ts'

const MIN_CANDIDATES = 100
const CANDIDATES_PER_PASSAGE = 2
/** Loaded beyond what is asked for at first, to make up for repeats. */
const SPARE = 10

export type RetrievalDeps = {
  search: SearchIndex
  /** The question as a vector; absent: search by words alone. */
  embedQuery: ((query: string, signal?: AbortSignal) => Promise<QueryVector>) | undefined
  /** Passages by chunk id, in that order; ids that are gone are left out. */
  loadPassages: SearchEngine['loadPassages']
  /** How much each ranking counts, where the question's vector was made by this embedder. */
  weights: (embedder: string) => RankingWeights
}

/** Finds the passages that best answer the question: two rankings under one access filter, fused by rank. */
export function createRetrieve(deps: RetrievalDeps): Retrieve {
  return async ({ query, limit, filters, keepNearDuplicates }, access, signal) => {
    const terms = analyseQuery(query)
    const { vector, degraded } = await embedOrDegrade(deps, query, signal)
    const wide = Math.max(MIN_CANDIDATES, limit * CANDIDATES_PER_PASSAGE)
    const rankings = await deps.search({ terms, vector, filters, limit: wide }, access)
    degraded.push(...(rankings.degraded ?? []))
    const fused = fuseRankings(rankings, deps.weights(vector?.model ?? ''))
    const passages = await takePassages(fused, limit, keepNearDuplicates === true, deps.loadPassages)
    return { passages: passages.map((passage) => withMatchedTerms(passage, terms)), degraded }
  }
}

/** Loads from the top only as many as it takes: what is found is much more than what is shown. */
async function takePassages(
  fused: readonly Fused[],
  limit: number,
  keepNearDuplicates: boolean,
  loadPassages: RetrievalDeps['loadPassages'],
): Promise<Passage[]> {
  const loaded: Passage[] = []
  for (let at = 0; ; ) {
    const end = endOfTie(fused, at + limit + SPARE)
    loaded.push(...(await loadFused(fused.slice(at, end), loadPassages)))
    const passages = keepNearDuplicates ? loaded.slice(0, limit) : collapseNearDuplicates(loaded, limit)
    if (passages.length === limit || end >= fused.length) return passages
    at = end
  }
}

/** The first place from `at` on that does not cut candidates of one score apart. */
function endOfTie(fused: readonly Fused[], at: number): number {
  let end = at
  while (end < fused.length && fused[end]?.score === fused[end - 1]?.score) end++
  return end
}

async function embedOrDegrade(deps: RetrievalDeps, query: string, signal?: AbortSignal) {
  if (!deps.embedQuery) return { vector: undefined, degraded: [] as string[] }
  try {
    return { vector: await deps.embedQuery(query, signal), degraded: [] as string[] }
  } catch (error) {
    if (signal?.aborted) throw error
    return { vector: undefined, degraded: ['embedding'] }
  }
}

async function loadFused(fused: readonly Fused[], loadPassages: RetrievalDeps['loadPassages']): Promise<Passage[]> {
  const found = await loadPassages(fused.map((entry) => entry.chunkId))
  const stored = new Map(found.map((passage) => [passage.chunkId, passage]))
  const passages = fused.flatMap(({ chunkId, score, why }) => {
    const passage = stored.get(chunkId)
    return passage ? [{ ...passage, score, why }] : []
  })
  return passages.sort((a, b) => b.score - a.score || comparePlaces(a, b))
}

/** Equal scores stand in the order of path, version and place in the text. */
function comparePlaces(a: Passage, b: Passage): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  if (a.versionId !== b.versionId) return a.versionId < b.versionId ? -1 : 1
  return a.span.start - b.span.start
}

const HAN = /\p{Script=Han}+/gu

/** Chinese terms match as they stand; those of other scripts by their stems, for which no text has to be segmented. */
function withMatchedTerms(passage: Passage, terms: readonly QueryTerm[]): Passage {
  const shown = normaliseForMatch([passage.title, ...passage.headings, passage.speaker, passage.text].join('\n'))
  const stems = new Set(extractTerms(shown.replace(HAN, ' ')).map((term) => term.text))
  const matched = terms
    .map((term) => term.text)
    .filter((text) => stems.has(text) || (text.length > 1 && text.search(HAN) === 0 && shown.includes(text)))
  return { ...passage, why: { ...passage.why, terms: [...new Set(matched)] } }
}
