/** Relevance grades by document id; only grades above zero are kept. */
export type Judgements = ReadonlyMap<string, number>
export type RankingScores = { ndcg10: number; recall10: number; recall100: number; mrr10: number }

function discountedGain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0)
}

/** Scores one ranking (document ids, best first) as trec_eval does: linear gains, discount log2(rank + 1). */
export function scoreRanking(ranked: readonly string[], judgements: Judgements): RankingScores {
  const ideal = [...judgements.values()].sort((a, b) => b - a).slice(0, 10)
  const found = (depth: number) => ranked.slice(0, depth).filter((id) => judgements.has(id)).length
  const first = ranked.slice(0, 10).findIndex((id) => judgements.has(id))
  return {
    ndcg10: discountedGain(ranked.slice(0, 10).map((id) => judgements.get(id) ?? 0)) / discountedGain(ideal),
    recall10: found(10) / judgements.size,
    recall100: found(100) / judgements.size,
    mrr10: first < 0 ? 0 : 1 / (first + 1),
  }
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** @param share 0.5 for the median, 0.95 for the 95th percentile. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
