import type { SearchEngine, TermStatistics } from '../engines/engine.ts'
import type { StoredPassage } from '../engines/stored-passage.ts'
import type { Thesaurus } from '../language/thesaurus.ts'
import type { Analysis } from './analyse.ts'
import type { Fused, Ranked } from './fuse.ts'
import type { Relevance } from './rerank/relevance.ts'
import { judgeRelevance } from './rerank/rerank.ts'

/** Candidates judged by their texts; a question of which little stands in any of them is worth a look at more. */
const DEPTH = 60
const OPEN_DEPTH = 150
const OPEN = 0.5

export type LoadPassages = SearchEngine['loadPassages']

export type Judged = {
  /** All candidates: those judged by their relevance, then the others as they came. */
  ranking: Ranked[]
  judgements: ReadonlyMap<string, Relevance>
  loaded: ReadonlyMap<string, StoredPassage>
}

/** Equal scores stand in the order of path, version and place in the text. */
export function comparePlaces(a: StoredPassage, b: StoredPassage): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  if (a.versionId !== b.versionId) return a.versionId < b.versionId ? -1 : 1
  return a.span.start - b.span.start
}

/** Judges the best candidates by what stands in them. */
export async function judgeCandidates(
  found: readonly Fused[],
  analysis: Analysis,
  thesaurus: Thesaurus,
  statistics: TermStatistics | undefined,
  loadPassages: LoadPassages,
): Promise<Judged> {
  const load = (from: number, to: number) => loadPassages(found.slice(from, to).map(({ chunkId }) => chunkId))
  const passages = await load(0, DEPTH)
  let { judged, openness } = judgeRelevance(passages, analysis, thesaurus, statistics)
  if (openness > OPEN && found.length > DEPTH) {
    passages.push(...(await load(DEPTH, OPEN_DEPTH)))
    judged = judgeRelevance(passages, analysis, thesaurus, statistics).judged
  }
  const order = passages
    .map((passage, at) => ({ passage, relevance: judged[at]?.relevance ?? 0 }))
    .sort((a, b) => b.relevance - a.relevance || comparePlaces(a.passage, b.passage))
  const loaded = new Map(passages.map((passage) => [passage.chunkId, passage]))
  const others = found.filter(({ chunkId }) => !loaded.has(chunkId))
  return {
    ranking: [
      ...order.map(({ passage, relevance }) => ({ chunkId: passage.chunkId, score: relevance })),
      ...others.map(({ chunkId }) => ({ chunkId, score: 0 })),
    ],
    judgements: new Map(passages.flatMap(({ chunkId }, at) => (judged[at] ? [[chunkId, judged[at]]] : []))),
    loaded,
  }
}
