import { isObject, type Payload } from './payload-path.ts'
import type { WithPayload, WithVector } from './query-schema.ts'
import type { StoredPoint } from './state.ts'
import { isSparse } from './vectors.ts'

function included(payload: Payload, [key, ...rest]: string[]): Payload {
  if (key === undefined || !(key in payload)) return {}
  const value = payload[key]
  if (rest.length === 0) return { [key]: value }
  return isObject(value) ? { [key]: included(value, rest) } : {}
}

function without(payload: Payload, [key, ...rest]: string[]): Payload {
  if (key === undefined || !(key in payload)) return payload
  const { [key]: value, ...others } = payload
  return rest.length > 0 && isObject(value) ? { ...others, [key]: without(value, rest) } : others
}

function merged(a: Payload, b: Payload): Payload {
  const entries = Object.entries(b).map(([key, value]) => {
    const known = a[key]
    return [key, isObject(known) && isObject(value) ? merged(known, value) : value]
  })
  return { ...a, ...Object.fromEntries(entries) }
}

function selectedPayload(payload: Payload, selection: Exclude<WithPayload, boolean>): Payload {
  if ('include' in selection)
    return selection.include.reduce<Payload>((kept, path) => merged(kept, included(payload, path.split('.'))), {})
  return selection.exclude.reduce((kept, path) => without(kept, path.split('.')), payload)
}

/** A point as an answer shows it; cosine vectors come back normalised. */
export function describePoint(point: StoredPoint, payload: WithPayload, vector: WithVector) {
  const names = Array.isArray(vector) ? vector : vector ? [...point.vectors.keys()] : []
  const vectors = names.flatMap((name) => {
    const stored = point.vectors.get(name)
    return stored ? [[name, isSparse(stored) ? stored : [...stored]] as const] : []
  })
  const [first] = vectors
  const isUnnamed = vectors.length === 1 && first?.[0] === ''
  return {
    id: point.id,
    ...(payload === false
      ? {}
      : { payload: payload === true ? point.payload : selectedPayload(point.payload, payload) }),
    ...(vector === false ? {} : { vector: isUnnamed ? first[1] : Object.fromEntries(vectors) }),
  }
}
