import type { Access } from '../engines/access.ts'
import type { Candidate, EngineQuery, SearchIndex, TermStatistics } from '../engines/engine.ts'
import type { Analysis } from './analyse.ts'

export type FoundCandidates = {
  /** By the words of the question. */
  lexical: Candidate[]
  /** By its words and concepts; empty where it has no concepts. */
  concepts: Candidate[]
  dense: Candidate[]
  statistics: TermStatistics | undefined
  degraded: string[]
}

function joinStatistics(...parts: (TermStatistics | undefined)[]): TermStatistics | undefined {
  const known = parts.flatMap((part) => part ?? [])
  const [first] = known
  if (!first || known.length < parts.length) return undefined
  return { chunks: first.chunks, frequencies: new Map(known.flatMap(({ frequencies }) => [...frequencies])) }
}

/**
 * Asks the engine twice: by the words of the question, and by its concepts beside them. One list would not do: where
 * question and text are of one language, concepts push down what has the very words.
 */
export async function findCandidates(
  search: SearchIndex,
  { terms, withConcepts }: Analysis,
  query: Omit<EngineQuery, 'terms'>,
  access: Access,
): Promise<FoundCandidates> {
  const hasConcepts = withConcepts.length > terms.length
  const [byWords, byConcepts] = await Promise.all([
    search({ ...query, terms }, access),
    hasConcepts ? search({ ...query, terms: withConcepts, vector: undefined }, access) : undefined,
  ])
  return {
    lexical: byWords.lexical,
    concepts: byConcepts?.lexical ?? [],
    dense: byWords.dense,
    statistics: byConcepts ? joinStatistics(byWords.statistics, byConcepts.statistics) : byWords.statistics,
    degraded: [...new Set([...(byWords.degraded ?? []), ...(byConcepts?.degraded ?? [])])],
  }
}
