import type { z } from 'zod'
import { dateOf } from './dates.ts'
import { matchesFilter } from './filter-match.ts'
import { compareIds, type PointId } from './ids.ts'
import { elementsAt } from './payload-path.ts'
import type { count, facet, retrieve, Scroll } from './query-schema.ts'
import { refuse } from './refusal.ts'
import { describePoint } from './results.ts'
import type { Collection, StoredPoint } from './state.ts'

const DEFAULT_SCROLL_LIMIT = 10
const RANGE_INDEXES = ['integer', 'float', 'datetime']

function orderValue(point: StoredPoint, key: string): number | undefined {
  const [value] = elementsAt(point.payload, key)
  return typeof value === 'number' ? value : dateOf(value)
}

function scrollInOrder({ indexes }: Collection, request: Scroll, points: readonly StoredPoint[]) {
  const order = request.order_by
  if (!order) return []
  if (request.offset !== null && request.offset !== undefined)
    return refuse(400, 'Bad request: Cannot use an `offset` when using `order_by`. Use `order_by.start_from` instead.')
  if (!RANGE_INDEXES.includes(indexes.get(order.key)?.type ?? ''))
    return refuse(400, `Bad request: No range index for \`order_by\` key: \`${order.key}\`.`)
  const sign = 'direction' in order && order.direction === 'desc' ? -1 : 1
  const from = 'start_from' in order ? order.start_from : undefined
  const start = typeof from === 'string' ? dateOf(from) : from
  return points
    .flatMap((point) => {
      const value = orderValue(point, order.key)
      const isLeftOut = value === undefined || (typeof start === 'number' && sign * value < sign * start)
      return isLeftOut ? [] : [{ point, value }]
    })
    .sort((a, b) => sign * (a.value - b.value) || compareIds(a.point.id, b.point.id))
}

/** Pages in the order of ids; `offset` is the id that the page begins with. The payload comes unless it is declined. */
export function scrollPoints(collection: Collection, request: Scroll) {
  const limit = request.limit ?? DEFAULT_SCROLL_LIMIT
  const described = (point: StoredPoint) =>
    describePoint(point, request.with_payload ?? true, request.with_vector ?? false)
  const matching = [...collection.points.values()].filter((point) => matchesFilter(request.filter, point))
  if (request.order_by) {
    const ordered = scrollInOrder(collection, request, matching).slice(0, limit)
    const points = ordered.map(({ point, value }) => ({ ...described(point), order_value: value }))
    return { points, next_page_offset: null }
  }
  const from = request.offset ?? undefined
  const sorted = matching
    .filter(({ id }) => from === undefined || compareIds(id, from) >= 0)
    .sort((a, b) => compareIds(a.id, b.id))
  return { points: sorted.slice(0, limit).map(described), next_page_offset: sorted[limit]?.id ?? null }
}

/** Missing ids are absent. The order of the answer is not that of the question. */
export function retrievePoints({ points }: Collection, request: z.output<typeof retrieve>) {
  const found = [...new Set(request.ids)].sort(compareIds).flatMap((id: PointId) => points.get(id) ?? [])
  return found.map((point) => describePoint(point, request.with_payload ?? true, request.with_vector ?? false))
}

/** Without `exact` an estimate: here too many by a tenth. */
export function countPoints({ points }: Collection, { filter, exact }: z.output<typeof count>) {
  const matching = [...points.values()].filter((point) => matchesFilter(filter, point)).length
  return { count: exact === false ? Math.ceil(matching * 1.1) : matching }
}

const DEFAULT_FACET_LIMIT = 10

export function facetPoints({ points, indexes }: Collection, { key, limit, filter }: z.output<typeof facet>) {
  if (!['keyword', 'integer', 'uuid', 'bool'].includes(indexes.get(key)?.type ?? ''))
    return refuse(400, `Bad request: Index required but not found for "${key}". Help: Create an index for this key.`)
  const counts = new Map<unknown, number>()
  for (const point of points.values()) {
    if (!matchesFilter(filter, point)) continue
    for (const value of new Set(elementsAt(point.payload, key))) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const hits = [...counts].map(([value, matching]) => ({ value, count: matching }))
  const byCount = hits.sort((a, b) => b.count - a.count || (String(a.value) < String(b.value) ? -1 : 1))
  return { hits: byCount.slice(0, limit ?? DEFAULT_FACET_LIMIT) }
}
