import { compareIds, type PointId } from './ids.ts'
import { refuse } from './refusal.ts'
import type { StoredPoint } from './state.ts'

export type Scored = { point: StoredPoint; score: number }

export const DEFAULT_RRF_K = 2

/** Best first. A server promises no order of equal scores: here it is one that nobody can want. */
export function bestFirst(scored: Scored[], lowerIsBetter = false): Scored[] {
  const sign = lowerIsBetter ? 1 : -1
  return scored.sort((a, b) => sign * (a.score - b.score) || compareIds(b.point.id, a.point.id))
}

function summed(lists: readonly (readonly Scored[])[], share: (list: number, position: number) => number): Scored[] {
  const byId = new Map<PointId, Scored>()
  for (const [list, scored] of lists.entries()) {
    for (const [position, { point }] of scored.entries()) {
      const score = (byId.get(point.id)?.score ?? 0) + Math.fround(share(list, position))
      byId.set(point.id, { point, score: Math.fround(score) })
    }
  }
  return bestFirst([...byId.values()])
}

/** 1 / (position + k), positions from 0. A weight of 3 makes the third place of a list count as the first of another. */
export function fuseByRank(
  lists: readonly (readonly Scored[])[],
  k: number,
  weights?: readonly number[] | null,
): Scored[] {
  if (weights && weights.length !== lists.length) {
    const counts = `got ${weights.length}, expected ${lists.length}`
    return refuse(400, `Wrong input: Number of weights in RRF should match number of pre-fetches: ${counts}`)
  }
  return summed(lists, (list, position) => {
    const weight = weights?.[list] ?? 1
    return weight <= 0 ? 0 : 1 / ((position + 1) / weight + k - 1)
  })
}

/** Each list scaled by its mean plus and minus three deviations; one result, or all alike, count 0.5. */
export function fuseByDistribution(lists: readonly (readonly Scored[])[]): Scored[] {
  const scaled = lists.map((scored) => {
    const mean = scored.reduce((sum, { score }) => sum + score, 0) / scored.length
    const variance = scored.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / (scored.length - 1)
    const deviation = Math.sqrt(variance)
    if (scored.length < 2 || deviation === 0) return scored.map(() => 0.5)
    return scored.map(({ score }) => (score - (mean - 3 * deviation)) / (6 * deviation))
  })
  return summed(lists, (list, position) => scaled[list]?.[position] ?? 0)
}
