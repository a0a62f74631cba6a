import { matchesFilter } from './filter-match.ts'
import type { PointId } from './ids.ts'
import { isObject, type Payload } from './payload-path.ts'
import { refuse } from './refusal.ts'
import type { Collection, StoredPoint } from './state.ts'
import type { NamedVectors } from './vector-schema.ts'
import { storeVector } from './vectors.ts'
import type { Operation, Selector, SetPayload, Upsert } from './write-schema.ts'

function storeVectors(collection: Collection, vectors: NamedVectors) {
  return Object.entries(vectors).map(([name, value]) => [name, storeVector(collection, name, value)] as const)
}

/** Ids are found when the operation is handed in: what is written meanwhile escapes. */
function selectIds({ points }: Collection, { points: ids, filter }: Selector): PointId[] {
  if (ids) return ids
  return [...points.values()].filter((point) => matchesFilter(filter, point)).map(({ id }) => id)
}

function forEachPoint(collection: Collection, ids: readonly PointId[], change: (point: StoredPoint) => void) {
  for (const id of ids) {
    const point = collection.points.get(id)
    if (!point) continue
    change(point)
    point.version = collection.operation
  }
}

/** Replaces whole points: payload and vectors that are not sent are gone. Of the same id twice, the last survives. */
function prepareUpsert(collection: Collection, { points, update_filter: condition, update_mode: mode }: Upsert) {
  const stored = points.map(({ id, vector, payload }) => ({
    id,
    payload: structuredClone(payload ?? {}),
    vectors: new Map(storeVectors(collection, vector)),
  }))
  return () => {
    for (const point of stored) {
      const known = collection.points.get(point.id)
      if (known ? mode === 'insert_only' || !matchesFilter(condition, known) : mode === 'update_only') continue
      if (known) collection.staleCopies++
      collection.points.set(point.id, { ...point, version: collection.operation })
    }
  }
}

function mergeAt(payload: Payload, path: string | null | undefined, value: Payload): Payload {
  const [key, ...rest] = path?.split('.') ?? []
  if (key === undefined) return { ...payload, ...structuredClone(value) }
  const inner = payload[key]
  return { ...payload, [key]: mergeAt(isObject(inner) ? inner : {}, rest.length > 0 ? rest.join('.') : null, value) }
}

function prepareSetPayload(collection: Collection, { payload, key, ...selection }: SetPayload) {
  const ids = selectIds(collection, selection)
  return () =>
    forEachPoint(collection, ids, (point) => {
      point.payload = mergeAt(point.payload, key, payload)
    })
}

/**
 * An operation, checked and ready to be applied. What is found wrong here is reported with `wait=false`, too.
 *
 * @throws Refusal 400
 */
export function prepareOperation(collection: Collection, operation: Operation): () => void {
  if ('upsert' in operation) return prepareUpsert(collection, operation.upsert)
  if ('set_payload' in operation) return prepareSetPayload(collection, operation.set_payload)
  if ('update_vectors' in operation) {
    const { points, update_filter: condition } = operation.update_vectors
    const stored = points.map(({ id, vector }) => ({ id, vectors: storeVectors(collection, vector) }))
    return () => {
      const missing = stored.find(({ id }) => !collection.points.has(id))
      if (missing) refuse(404, `Not found: No point with id ${missing.id} found`)
      for (const { id, vectors } of stored) {
        forEachPoint(collection, [id], (point) => {
          if (!matchesFilter(condition, point)) return
          for (const [name, vector] of vectors) point.vectors.set(name, vector)
        })
      }
    }
  }
  if ('overwrite_payload' in operation) {
    const { payload, key, ...selection } = operation.overwrite_payload
    const ids = selectIds(collection, selection)
    return () =>
      forEachPoint(collection, ids, (point) => {
        point.payload = key ? { ...point.payload, [key]: structuredClone(payload) } : structuredClone(payload)
      })
  }
  if ('delete' in operation) {
    const ids = selectIds(collection, operation.delete)
    return () => {
      for (const id of ids) collection.points.delete(id)
    }
  }
  if ('clear_payload' in operation) {
    const ids = selectIds(collection, operation.clear_payload)
    return () =>
      forEachPoint(collection, ids, (point) => {
        point.payload = {}
      })
  }
  if ('delete_payload' in operation) {
    const { keys, ...selection } = operation.delete_payload
    const ids = selectIds(collection, selection)
    return () =>
      forEachPoint(collection, ids, (point) => {
        point.payload = Object.fromEntries(Object.entries(point.payload).filter(([key]) => !keys.includes(key)))
      })
  }
  const { vector: names, ...selection } = operation.delete_vectors
  const unknown = names.find((name) => !collection.config.vectors?.[name] && !collection.config.sparse_vectors?.[name])
  if (unknown !== undefined) refuse(400, `Wrong input: Not existing vector name error: ${unknown}`)
  const ids = selectIds(collection, selection)
  return () =>
    forEachPoint(collection, ids, (point) => {
      for (const name of names) point.vectors.delete(name)
    })
}
