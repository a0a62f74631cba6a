import type { TermStatistics } from '../../engines/engine.ts'

/** How much a term tells: the inverse document frequency of BM25, at least 0. */
export function rarity(chunks: number, frequency: number): number {
  return Math.log(1 + (chunks - frequency + 0.5) / (frequency + 0.5))
}

/**
 * How rare each term is. Where the engine does not tell, or was not asked, the candidates stand for the library: a term that all of them
 * share tells little about which of them is meant.
 *
 * @param held for each candidate, whether it holds the terms.
 */
export function rarities(
  ids: readonly number[],
  statistics: TermStatistics | undefined,
  held: readonly (readonly boolean[])[],
): number[] {
  return ids.map((id, at) => {
    const frequency = statistics?.frequencies.get(id)
    if (statistics && frequency !== undefined) return rarity(statistics.chunks, Math.min(statistics.chunks, frequency))
    return rarity(held.length, held.filter((one) => one[at]).length)
  })
}
