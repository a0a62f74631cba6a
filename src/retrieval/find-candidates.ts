import type { Access } from '../engines/access.ts'
import type { Candidate, EngineQuery, SearchIndex, TermStatistics } from '../engines/engine.ts'
import type { Analysis } from './analyse.ts'

export type FoundCandidates = {
  /** By the words of the question; with its concepts, where it is not asked twice. */
  lexical: Candidate[]
  /** By words and concepts, where it is. */
  concepts: Candidate[]
  dense: Candidate[]
  statistics: TermStatistics | undefined
  degraded: string[]
}

/** Of what the concepts of an English question find, as much counts for sure. */
const LEAST_CONCEPT_WEIGHT = 0.3

const isChinese = ({ literals }: Analysis): boolean => literals.some(({ text }) => /\p{Script=Han}/u.test(text))

/**
 * How much the ranking by concepts counts beside the one by words. The thesaurus is made for Chinese text: where an
 * English question finds its own words in the library, its concepts add little.
 */
export function conceptWeight({ literals }: Analysis, statistics: TermStatistics | undefined): number {
  if (!statistics) return 1
  const words = literals.filter(({ kind }) => kind === 'word')
  const all = words.reduce((sum, { weight }) => sum + weight, 0)
  const known = words.reduce((sum, { id, weight }) => sum + (statistics.frequencies.get(id) ? weight : 0), 0)
  return all === 0 ? 1 : 1 - (1 - LEAST_CONCEPT_WEIGHT) * (known / all)
}

function joinStatistics(...parts: (TermStatistics | undefined)[]): TermStatistics | undefined {
  const known = parts.flatMap((part) => part ?? [])
  const [first] = known
  if (!first || known.length < parts.length) return undefined
  return { chunks: first.chunks, frequencies: new Map(known.flatMap(({ frequencies }) => [...frequencies])) }
}

/**
 * Asks the engine for the words of the question with its concepts beside them. A question in English is asked twice, by
 * its words alone, too: over English text concepts would push down what has the very words.
 */
export async function findCandidates(
  search: SearchIndex,
  analysis: Analysis,
  query: Omit<EngineQuery, 'terms'>,
  access: Access,
): Promise<FoundCandidates> {
  const { terms, withConcepts } = analysis
  const isAskedTwice = withConcepts.length > terms.length && !isChinese(analysis)
  const [first, second] = await Promise.all([
    search({ ...query, terms: isAskedTwice ? terms : withConcepts }, access),
    isAskedTwice ? search({ ...query, terms: withConcepts, vector: undefined }, access) : undefined,
  ])
  return {
    lexical: first.lexical,
    concepts: second?.lexical ?? [],
    dense: first.dense,
    statistics: second ? joinStatistics(first.statistics, second.statistics) : first.statistics,
    degraded: [...new Set([...(first.degraded ?? []), ...(second?.degraded ?? [])])],
  }
}
