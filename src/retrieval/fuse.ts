import type { Candidate } from '../engines/engine.ts'
import type { Why } from './passage.ts'

/** Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a candidate gains weight / (K + rank) from each ranking. */
const K = 60

export type RankingWeights = { lexical: number; dense: number }
export type Fused = { chunkId: string; score: number; why: Why }

/**
 * Merges rankings by rank, so that their scores need no common scale. Equal sums keep the order in
 * which the candidates were first seen: lexical before dense.
 */
export function fuseRankings(
  rankings: { lexical: readonly Candidate[]; dense: readonly Candidate[] },
  weights: RankingWeights,
): Fused[] {
  const fused = new Map<string, Fused>()
  for (const name of ['lexical', 'dense'] as const) {
    for (const [at, candidate] of rankings[name].entries()) {
      const entry = fused.get(candidate.chunkId) ?? { chunkId: candidate.chunkId, score: 0, why: {} }
      entry.score += weights[name] / (K + at + 1)
      entry.why[name] = { rank: at + 1, score: candidate.score }
      fused.set(candidate.chunkId, entry)
    }
  }
  return [...fused.values()].sort((a, b) => b.score - a.score)
}
