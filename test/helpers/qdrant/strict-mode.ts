import type { Condition, FieldCondition, Filter } from './filter-schema.ts'
import type { IndexParams } from './index-schema.ts'
import { DEFAULT_LIMIT } from './queries.ts'
import type { Prefetch, QueryPoints } from './query-schema.ts'
import { refuse } from './refusal.ts'
import type { Collection } from './state.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
type IndexType = IndexParams['type']
const ANY: IndexType[] = ['keyword', 'integer', 'float', 'text', 'bool', 'datetime', 'uuid']

function typesForValues(values: readonly unknown[]): IndexType[] {
  if (values.length > 0 && values.every((value) => typeof value === 'number')) return ['integer']
  if (values.length > 0 && values.every((value) => typeof value === 'boolean')) return ['bool']
  const areUuids = values.every((value) => typeof value === 'string' && UUID.test(value))
  return areUuids ? ['keyword', 'uuid'] : ['keyword']
}

/** The types of index that can answer a condition. */
function typesFor({ match, range, values_count: count, is_empty, is_null }: FieldCondition): IndexType[] {
  if (count || typeof is_empty === 'boolean' || typeof is_null === 'boolean') return ANY
  const byMatch = !match
    ? []
    : 'text' in match
      ? (['text'] as const)
      : typesForValues('value' in match ? [match.value] : 'any' in match ? match.any : match.except)
  const byRange = !range
    ? []
    : Object.values(range).some((bound) => typeof bound === 'string')
      ? (['datetime'] as const)
      : (['integer', 'float'] as const)
  return [...byMatch, ...byRange]
}

function serves(index: IndexParams, type: IndexType, condition: FieldCondition): boolean {
  if (index.type !== type) return false
  if (index.type !== 'integer') return true
  return condition.range ? index.range !== false : !condition.match || index.lookup !== false
}

type Need = { key: string; types: IndexType[]; isServed: (index: IndexParams) => boolean }

function needsOf(condition: Condition, prefix: string): Need[] {
  if ('key' in condition) {
    const types = typesFor(condition)
    const isServed = (index: IndexParams) => types.some((type) => serves(index, type, condition))
    return [{ key: prefix + condition.key, types, isServed }]
  }
  if ('is_empty' in condition) return [{ key: prefix + condition.is_empty.key, types: ANY, isServed: () => true }]
  if ('is_null' in condition) return [{ key: prefix + condition.is_null.key, types: ANY, isServed: () => true }]
  if ('has_id' in condition || 'has_vector' in condition) return []
  if ('nested' in condition) return filterNeeds(condition.nested.filter, `${prefix}${condition.nested.key}[].`)
  return filterNeeds(condition, prefix)
}

function conditionsOf(filter: Filter | null | undefined): Condition[] {
  return [
    ...(filter?.must ?? []),
    ...(filter?.should ?? []),
    ...(filter?.must_not ?? []),
    ...(filter?.min_should?.conditions ?? []),
  ]
}

function filterNeeds(filter: Filter | null | undefined, prefix = ''): Need[] {
  return conditionsOf(filter).flatMap((condition) => needsOf(condition, prefix))
}

function countConditions(filter: Filter | null | undefined): number {
  return conditionsOf(filter).reduce((count, condition) => {
    if ('nested' in condition) return count + countConditions(condition.nested.filter)
    const isLeaf = ['key', 'is_empty', 'is_null', 'has_id', 'has_vector'].some((name) => name in condition)
    return count + (isLeaf ? 1 : countConditions(condition as Filter))
  }, 0)
}

function largestCondition(filter: Filter | null | undefined): number {
  const sizes = conditionsOf(filter).map((condition) => {
    if ('has_id' in condition) return condition.has_id.length
    if ('nested' in condition) return largestCondition(condition.nested.filter)
    if (!('key' in condition))
      return 'is_empty' in condition || 'is_null' in condition ? 1 : largestCondition(condition as Filter)
    const { match } = condition
    return match && 'any' in match ? match.any.length : match && 'except' in match ? match.except.length : 1
  })
  return Math.max(0, ...sizes)
}

function checkLimit(name: string, value: number, limit: number | null | undefined): void {
  if (typeof limit !== 'number' || value <= limit) return
  refuse(
    400,
    `Bad request: Limit exceeded ${value} > ${limit} for "${name}". Help: Reduce the "${name}" parameter to or below ${limit}.`,
  )
}

function modeOf({ config }: Collection) {
  return config.strict_mode_config?.enabled ? config.strict_mode_config : {}
}

/** @throws Refusal 400 where a collection in strict mode does not take the filter */
export function checkFilter(
  collection: Collection,
  filter: Filter | null | undefined,
  use: 'retrieve' | 'update',
): void {
  const mode = modeOf(collection)
  const mayScan = use === 'retrieve' ? mode.unindexed_filtering_retrieve : mode.unindexed_filtering_update
  const lacking = filterNeeds(filter).find(({ key, isServed }) => {
    const index = collection.indexes.get(key)
    return !index || !isServed(index)
  })
  if (mayScan === false && lacking) {
    const types = lacking.types.join(', ')
    refuse(
      400,
      `Bad request: Index required but not found for "${lacking.key}" of one of the following types: [${types}]. Help: Create an index for this key or use a different filter.`,
    )
  }
  checkLimit('filter_max_conditions', countConditions(filter), mode.filter_max_conditions)
  checkLimit('condition_max_size', largestCondition(filter), mode.condition_max_size)
}

function checkLevel(collection: Collection, request: Prefetch): void {
  const mode = modeOf(collection)
  checkLimit('limit', request.limit ?? DEFAULT_LIMIT, mode.max_query_limit)
  checkLimit('hnsw_ef', request.params?.hnsw_ef ?? 0, mode.search_max_hnsw_ef)
  checkLimit('oversampling', request.params?.quantization?.oversampling ?? 0, mode.search_max_oversampling)
  if (mode.search_allow_exact === false && request.params?.exact)
    refuse(400, 'Bad request: Exact search disabled!. Help: Set exact=false.')
  checkFilter(collection, request.filter, 'retrieve')
  for (const prefetch of request.prefetch ?? []) checkLevel(collection, prefetch)
}

export function checkQueries(collection: Collection, requests: readonly QueryPoints[]): void {
  checkLimit('searches', requests.length, modeOf(collection).search_max_batchsize)
  for (const request of requests) checkLevel(collection, request)
}

export function checkUpsert(collection: Collection, points: number): void {
  const mode = modeOf(collection)
  checkLimit('upsert limit', points, mode.upsert_max_batchsize)
  checkLimit('points count', collection.points.size + points, mode.max_points_count)
}

export function checkTimeout(collection: Collection, seconds: number | undefined): void {
  checkLimit('timeout', seconds ?? 0, modeOf(collection).max_timeout)
}

export function checkIndexCount(collection: Collection): void {
  checkLimit('max_payload_index_count', collection.indexes.size + 1, modeOf(collection).max_payload_index_count)
}
