/** Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a candidate gains weight / (K + rank) from each ranking. */
const K = 60

export const RANKINGS = ['lexical', 'concepts', 'dense', 'relevance', 'model'] as const
export type RankingName = (typeof RANKINGS)[number]
export type Ranked = { chunkId: string; score: number }
export type Rankings = Partial<Record<RankingName, readonly Ranked[]>>
/** How much each ranking counts; one without a weight counts nothing. */
export type RankingWeights = Partial<Record<RankingName, number>>
export type Fused = { chunkId: string; score: number; shares: Partial<Record<RankingName, number>> }

/**
 * Merges rankings by rank, so that their scores need no common scale. Equal sums keep the order in
 * which the candidates were first seen: lexical before dense.
 */
export function fuseRankings(rankings: Rankings, weights: RankingWeights): Fused[] {
  const fused = new Map<string, Fused>()
  for (const name of RANKINGS) {
    const weight = weights[name] ?? 0
    if (weight === 0) continue
    for (const [at, candidate] of (rankings[name] ?? []).entries()) {
      const entry = fused.get(candidate.chunkId) ?? { chunkId: candidate.chunkId, score: 0, shares: {} }
      const share = weight / (K + at + 1)
      entry.score += share
      entry.shares[name] = share
      fused.set(candidate.chunkId, entry)
    }
  }
  return [...fused.values()].sort((a, b) => b.score - a.score)
}
