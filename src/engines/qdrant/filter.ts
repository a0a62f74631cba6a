import type { Schemas } from '@qdrant/js-client-rest'
import type { Access, Filters } from '../access.ts'

export type Filter = Schemas['Filter']

/** Length of `YYYY-MM-DD`. */
const DAY_LENGTH = 10

/**
 * A date as a number that sorts as its text does: `2025-03-31` is 20250331, `2025-03` is 20250300, so that a month lies
 * before each of its days. Undefined for '' and for what is no date.
 */
export function dayNumber(date: string): number | undefined {
  const [, year, month = '00', day = '00'] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(date) ?? []
  return year === undefined ? undefined : Number(year + month + day)
}

function dayCondition(since: string): Schemas['Condition'] {
  const day = dayNumber(since) ?? Number.MAX_SAFE_INTEGER
  // A time of that day lies behind the day itself, which has none.
  return { key: 'day', range: since.length > DAY_LENGTH ? { gt: day } : { gte: day } }
}

/** Whether no point can pass: an empty list grants nothing, and Qdrant would have to be asked with an empty `any`. */
export function matchesNothing(access: Access, filters: Filters): boolean {
  const lists = [access.spaces, access.sensitivities, filters.spaces, filters.kinds, filters.documentIds]
  return lists.some((list) => Array.isArray(list) && list.length === 0)
}

/**
 * What `isVisible` says, as a filter; undefined where everything may be seen. Every condition stands in `must`, each in
 * a filter of its own, and there is no `should` anywhere: clauses of one kind are joined by Qdrant, so that an
 * alternative beside the access would open it.
 */
export function buildFilter(access: Access, filters: Filters): Filter | undefined {
  const any = (key: string, values: readonly string[]) => ({ key, match: { any: [...values] } })
  const conditions: Schemas['Condition'][] = [
    ...(access.spaces === 'all' ? [] : [any('space', access.spaces)]),
    ...(access.sensitivities === 'all' ? [] : [any('sensitivity', access.sensitivities)]),
    ...(filters.spaces ? [any('space', filters.spaces)] : []),
    ...(filters.kinds ? [any('kind', filters.kinds)] : []),
    ...(filters.documentIds ? [any('document_id', filters.documentIds)] : []),
    ...(filters.since ? [dayCondition(filters.since)] : []),
  ]
  if (conditions.length === 0) return undefined
  return { must: conditions.map((condition) => ({ must: [condition] })) }
}
