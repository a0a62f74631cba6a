import { matchesFilter, mergeFilters } from './filter-match.ts'
import type { Filter } from './filter-schema.ts'
import { bestFirst, DEFAULT_RRF_K, fuseByDistribution, fuseByRank, type Scored } from './fusion.ts'
import { compareIds } from './ids.ts'
import { elementsAt } from './payload-path.ts'
import type { Prefetch, QueryGroups, QueryPoints } from './query-schema.ts'
import { refuse } from './refusal.ts'
import { describePoint } from './results.ts'
import type { Collection, StoredPoint } from './state.ts'
import { isDistance, scorer } from './vectors.ts'

/** At every level, that of a prefetch too. */
export const DEFAULT_LIMIT = 10

function checkQuery({ prefetch, query, using, score_threshold: threshold }: Prefetch): void {
  const hasPrefetch = (prefetch?.length ?? 0) > 0
  const isFusion = query !== null && query !== undefined && !('nearest' in query)
  if (hasPrefetch && !query)
    refuse(
      400,
      "Bad request: A query is needed to merge the prefetches. Can't have prefetches without defining a query.",
    )
  if (isFusion && !hasPrefetch) refuse(400, 'Bad request: Validation failed: cannot apply Fusion without prefetches')
  if (isFusion && using) refuse(400, "Bad request: Fusion queries cannot be combined with the 'using' field.")
  if (typeof threshold === 'number' && !query) refuse(400, 'Bad request: A query is needed to use the score_threshold.')
}

type Wanted = { limit: number; filter: Filter | undefined }

function nearest(
  collection: Collection,
  { query, using, score_threshold: threshold }: Prefetch,
  points: Iterable<StoredPoint>,
): Scored[] {
  if (!query || !('nearest' in query)) return []
  const name = using ?? ''
  const scoreOf = scorer(collection, name, query.nearest)
  const lowerIsBetter = isDistance(collection, name)
  const scored: Scored[] = []
  for (const point of points) {
    const score = scoreOf(point.vectors.get(name))
    if (score === undefined) continue
    if (typeof threshold === 'number' && (lowerIsBetter ? score > threshold : score < threshold)) continue
    scored.push({ point, score })
  }
  return bestFirst(scored, lowerIsBetter)
}

function fuse({ query, score_threshold: threshold }: Prefetch, lists: readonly Scored[][]): Scored[] {
  if (!query || 'nearest' in query) return []
  const fused =
    'rrf' in query
      ? fuseByRank(lists, query.rrf.k ?? DEFAULT_RRF_K, query.rrf.weights)
      : query.fusion === 'rrf'
        ? fuseByRank(lists, DEFAULT_RRF_K)
        : fuseByDistribution(lists)
  return typeof threshold === 'number' ? fused.filter(({ score }) => score >= threshold) : fused
}

function run(collection: Collection, request: Prefetch, { limit, filter }: Wanted): Scored[] {
  checkQuery(request)
  const { query, prefetch } = request
  const seen = [...collection.points.values()].filter((point) => matchesFilter(filter, point))
  if (!prefetch || prefetch.length === 0) {
    const scored = query
      ? nearest(collection, request, seen)
      : seen.sort((a, b) => compareIds(a.id, b.id)).map((point) => ({ point, score: 0 }))
    return scored.slice(0, limit)
  }
  const lists = prefetch.map((one) =>
    run(collection, one, { limit: one.limit ?? DEFAULT_LIMIT, filter: mergeFilters(filter, one.filter) }),
  )
  if (query && 'nearest' in query) {
    const union = new Set(lists.flatMap((list) => list.map(({ point }) => point)))
    return nearest(collection, request, union).slice(0, limit)
  }
  return fuse(request, lists).slice(0, limit)
}

/** Nothing of the payload and no vector unless they are asked for. */
export function runQuery(collection: Collection, request: QueryPoints) {
  const offset = request.offset ?? 0
  const wanted = { limit: offset + (request.limit ?? DEFAULT_LIMIT), filter: request.filter ?? undefined }
  const points = run(collection, request, wanted)
    .slice(offset)
    .map(({ point, score }) => ({
      ...describePoint(point, request.with_payload ?? false, request.with_vector ?? false),
      version: point.version,
      score,
    }))
  return { points }
}

/** `limit` counts groups. Points without the field are in none, those with several values in several. */
export function runGroupedQuery(collection: Collection, { group_by: key, group_size: size, ...request }: QueryGroups) {
  const filter = request.filter ?? undefined
  const scored = run(collection, request, { limit: Number.POSITIVE_INFINITY, filter })
  const groups = new Map<string | number, object[]>()
  for (const { point, score } of scored) {
    for (const id of new Set(elementsAt(point.payload, key))) {
      if (typeof id !== 'string' && typeof id !== 'number') continue
      const hits = groups.get(id) ?? []
      if (hits.length === 0 && groups.size >= (request.limit ?? DEFAULT_LIMIT)) continue
      groups.set(id, hits)
      if (hits.length >= (size ?? 3)) continue
      const described = describePoint(point, request.with_payload ?? false, request.with_vector ?? false)
      hits.push({ ...described, version: point.version, score })
    }
  }
  return { groups: [...groups].map(([id, hits]) => ({ id, hits })) }
}
