import { dateOf } from './dates.ts'
import type { Condition, FieldCondition, Filter, Match, Range } from './filter-schema.ts'
import { elementsAt, isObject, type Payload, valuesAt } from './payload-path.ts'
import type { StoredPoint } from './state.ts'

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** Strict about types: "1" and 1 are two values. */
function matchesValue(match: Match, value: unknown): boolean {
  if ('value' in match) return value === match.value
  if ('any' in match) return match.any.some((one) => one === value)
  if ('except' in match) return !match.except.some((one) => one === value)
  if (typeof value !== 'string') return false
  const words = new Set(wordsOf(value))
  return wordsOf(match.text).every((word) => words.has(word))
}

function numberOf(bound: unknown): number | undefined {
  return typeof bound === 'string' ? dateOf(bound) : typeof bound === 'number' ? bound : undefined
}

function isWithin({ gt, gte, lt, lte }: Range, value: number): boolean {
  const above = (bound: unknown, test: (limit: number) => boolean) => {
    const limit = numberOf(bound)
    return limit === undefined || test(limit)
  }
  return (
    above(gt, (limit) => value > limit) &&
    above(gte, (limit) => value >= limit) &&
    above(lt, (limit) => value < limit) &&
    above(lte, (limit) => value <= limit)
  )
}

function matchesRange(range: Range, value: unknown): boolean {
  const asksForDates = Object.values(range).some((bound) => typeof bound === 'string')
  const comparable = asksForDates ? dateOf(value) : typeof value === 'number' ? value : undefined
  return comparable !== undefined && isWithin(range, comparable)
}

/** Missing, null and [] are empty. */
function isEmpty(payload: Payload, key: string): boolean {
  return valuesAt(payload, key).every((value) => value === null || (Array.isArray(value) && value.length === 0))
}

/** Only an explicit null is null; a missing field is not. */
function isNull(payload: Payload, key: string): boolean {
  return valuesAt(payload, key).some((value) => value === null)
}

function countOf(payload: Payload, key: string): number {
  return valuesAt(payload, key).reduce<number>(
    (count, value) => count + (Array.isArray(value) ? value.length : value === null ? 0 : 1),
    0,
  )
}

/** A missing field matches no `match` and no `range`, not even `except`. */
function matchesField(condition: FieldCondition, payload: Payload): boolean {
  const { key, match, range, values_count: count } = condition
  const elements = elementsAt(payload, key)
  const tests = [
    match && elements.some((value) => matchesValue(match, value)),
    range && elements.some((value) => matchesRange(range, value)),
    count && isWithin(count, countOf(payload, key)),
    typeof condition.is_empty === 'boolean' && isEmpty(payload, key) === condition.is_empty,
    typeof condition.is_null === 'boolean' && isNull(payload, key) === condition.is_null,
  ]
  return tests.some((test) => test === true)
}

function matchesCondition(condition: Condition, point: StoredPoint): boolean {
  if ('key' in condition) return matchesField(condition, point.payload)
  if ('is_empty' in condition) return isEmpty(point.payload, condition.is_empty.key)
  if ('is_null' in condition) return isNull(point.payload, condition.is_null.key)
  if ('has_id' in condition) return condition.has_id.includes(point.id)
  if ('has_vector' in condition) return point.vectors.has(condition.has_vector)
  if (!('nested' in condition)) return matchesFilter(condition, point)
  const { key, filter } = condition.nested
  return elementsAt(point.payload, key).some(
    (element) => isObject(element) && matchesFilter(filter, { ...point, payload: element }),
  )
}

/** An empty or missing clause restricts nothing, `should: []` too. */
export function matchesFilter(filter: Filter | null | undefined, point: StoredPoint): boolean {
  if (!filter) return true
  const holds = (condition: Condition) => matchesCondition(condition, point)
  const { must, should, must_not: mustNot, min_should: minShould } = filter
  if (must && !must.every(holds)) return false
  if (should && should.length > 0 && !should.some(holds)) return false
  if (mustNot?.some(holds)) return false
  return !minShould || minShould.conditions.filter(holds).length >= minShould.min_count
}

/**
 * The filter of a request and that of a prefetch, joined clause by clause: two lists of `should` become one list of
 * alternatives, so that an access rule in a bare `should` is opened by the other.
 */
export function mergeFilters(root: Filter | null | undefined, own: Filter | null | undefined): Filter | undefined {
  if (!root || !own) return root ?? own ?? undefined
  const both = (a: Condition[] | null | undefined, b: Condition[] | null | undefined) =>
    a || b ? [...(a ?? []), ...(b ?? [])] : undefined
  const [one, two] = [root.min_should, own.min_should]
  return {
    must: both(root.must, own.must),
    should: both(root.should, own.should),
    must_not: both(root.must_not, own.must_not),
    min_should:
      one && two
        ? { conditions: [...one.conditions, ...two.conditions], min_count: Math.max(one.min_count, two.min_count) }
        : (one ?? two),
  }
}
