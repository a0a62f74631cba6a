import type { QueryVector, SearchEngine, SearchIndex } from '../engines/engine.ts'
import type { StoredPassage } from '../engines/stored-passage.ts'
import { analyseQuery, type Understanding } from './analyse.ts'
import { collapseNearDuplicates } from './collapse.ts'
import { explainPassages } from './explain.ts'
import { conceptWeight, findCandidates } from './find-candidates.ts'
import { type Fused, fuseRankings, type Ranked } from './fuse.ts'
import { joinNeighbours, type ReadText } from './join.ts'
import { comparePlaces, judgeCandidates, type LoadPassages } from './judge-candidates.ts'
import { markTerms } from './mark-terms.ts'
import type { Passage, Retrieve } from './passage.ts'

const MIN_CANDIDATES = 200
const CANDIDATES_PER_PASSAGE = 2
/** Loaded beyond what is asked for at first, to make up for repeats and for neighbours that become one passage. */
const SPARE = 30
/** Passages that a reranking model is asked about. */
const MODEL_DEPTH = 50
const WEIGHT = { relevance: 1, model: 3 }

/** Scores texts for a question, one finite number each, in their order. */
export type RerankTexts = (query: string, texts: readonly string[], signal?: AbortSignal) => Promise<number[]>

export type RetrievalDeps = {
  search: SearchIndex
  /** The question as a vector; absent: search by words alone. */
  embedQuery: ((query: string, signal?: AbortSignal) => Promise<QueryVector>) | undefined
  loadPassages: SearchEngine['loadPassages']
  /** What questions are understood by; asked for each time, since users change it. */
  understanding: () => Understanding
  /** A model that reads question and passage together; absent: what is judged by the texts alone stands. */
  rerank?: RerankTexts | undefined
  readText: ReadText
  /** How much the dense ranking counts beside the others, where the question's vector was made by this embedder. */
  denseWeight: (embedder: string) => number
}

/**
 * Finds the passages that best answer the question: two rankings under one access filter, fused by rank; the best of
 * both judged by their texts; and that judgement, the dense ranking and a model's, where there is one, fused again.
 */
export function createRetrieve(deps: RetrievalDeps): Retrieve {
  return async ({ query, limit, filters, keepNearDuplicates }, access, signal) => {
    const understanding = deps.understanding()
    const analysis = analyseQuery(query, understanding)
    const { vector, degraded } = await embedOrDegrade(deps, query, signal)
    const wide = Math.max(MIN_CANDIDATES, limit * CANDIDATES_PER_PASSAGE)
    const candidates = await findCandidates(deps.search, analysis, { vector, filters, limit: wide }, access)
    degraded.push(...candidates.degraded)
    const dense = deps.denseWeight(vector?.model ?? '')
    const found = fuseRankings(candidates, {
      lexical: 1,
      concepts: conceptWeight(analysis, candidates.statistics),
      dense,
    })
    const judged = await judgeCandidates(
      found,
      analysis,
      understanding.thesaurus,
      candidates.statistics,
      deps.loadPassages,
    )
    const model = await askModel(deps, query, judged.ranking, judged.loaded, degraded, signal)
    const order = fuseRankings({ relevance: judged.ranking, dense: candidates.dense, model }, { ...WEIGHT, dense })
    const load = remembering(deps.loadPassages, judged.loaded)
    const passages = await takePassages(order, limit, keepNearDuplicates === true, load, deps.readText)
    const explained = explainPassages(passages, { candidates, model, judgements: judged.judgements })
    return {
      passages: explained.map((passage) => markTerms(passage, analysis.literals)),
      degraded,
      statistics: candidates.statistics,
    }
  }
}

/** Asks the reranking model about the best; goes on without it where it fails. */
async function askModel(
  { rerank }: RetrievalDeps,
  query: string,
  ranking: readonly Ranked[],
  loaded: ReadonlyMap<string, StoredPassage>,
  degraded: string[],
  signal: AbortSignal | undefined,
): Promise<Ranked[]> {
  const asked = ranking.slice(0, MODEL_DEPTH).flatMap(({ chunkId }) => loaded.get(chunkId) ?? [])
  if (!rerank || asked.length === 0) return []
  try {
    const scores = await rerank(
      query,
      asked.map(({ title, headings, text }) => [title, ...headings, text].join('\n')),
      signal,
    )
    const ranked = asked.map(({ chunkId }, at) => ({ chunkId, score: scores[at] ?? 0 }))
    return ranked.sort((a, b) => b.score - a.score)
  } catch (error) {
    if (signal?.aborted) throw error
    degraded.push('rerank')
    return []
  }
}

function remembering(loadPassages: LoadPassages, loaded: ReadonlyMap<string, StoredPassage>): LoadPassages {
  return async (chunkIds) => {
    const missing = chunkIds.filter((chunkId) => !loaded.has(chunkId))
    const more = new Map((missing.length === 0 ? [] : await loadPassages(missing)).map((one) => [one.chunkId, one]))
    return chunkIds.flatMap((chunkId) => loaded.get(chunkId) ?? more.get(chunkId) ?? [])
  }
}

/** Loads from the top only as many as it takes: what is found is much more than what is shown. */
async function takePassages(
  fused: readonly Fused[],
  limit: number,
  keepsAll: boolean,
  loadPassages: LoadPassages,
  readText: ReadText,
): Promise<Passage[]> {
  const loaded: Passage[] = []
  for (let at = 0; ; ) {
    const end = endOfTie(fused, at + limit + SPARE)
    loaded.push(...(await loadFused(fused.slice(at, end), loadPassages)))
    if (keepsAll) return loaded.slice(0, limit)
    const passages = joinNeighbours(collapseNearDuplicates(loaded, limit + SPARE), limit, readText)
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
  const degraded: string[] = []
  if (!deps.embedQuery) return { vector: undefined, degraded }
  try {
    return { vector: await deps.embedQuery(query, signal), degraded }
  } catch (error) {
    if (signal?.aborted) throw error
    return { vector: undefined, degraded: ['embedding'] }
  }
}

async function loadFused(fused: readonly Fused[], loadPassages: LoadPassages): Promise<Passage[]> {
  const found = await loadPassages(fused.map((entry) => entry.chunkId))
  const stored = new Map(found.map((passage) => [passage.chunkId, passage]))
  const passages = fused.flatMap(({ chunkId, score, shares }) => {
    const passage = stored.get(chunkId)
    return passage ? [{ ...passage, score, why: { shares } }] : []
  })
  return passages.sort((a, b) => b.score - a.score || comparePlaces(a, b))
}
