import type { CreateCollection } from './collection-schema.ts'
import type { PointId } from './ids.ts'
import type { IndexParams } from './index-schema.ts'
import type { Payload } from './payload-path.ts'
import { refuse } from './refusal.ts'
import type { SparseValue } from './vector-schema.ts'

/** Dense vectors in 32-bit floats, normalised where the distance is Cosine. */
export type StoredVector = Float32Array | SparseValue

export type StoredPoint = { id: PointId; version: number; payload: Payload; vectors: Map<string, StoredVector> }

export type Collection = {
  name: string
  config: CreateCollection
  indexes: Map<string, IndexParams>
  points: Map<PointId, StoredPoint>
  /** Operations that were acknowledged and are not applied yet. */
  pending: (() => void)[]
  /** Number of the last operation. */
  operation: number
  /** By sparse vector: how many points have it, and how many of those hold an index. Emptied by every change. */
  statistics: Map<string, { total: number; frequencies: Map<number, number> }>
  /** Overwritten copies that the optimiser has not dropped yet: they still count in the collection's info. */
  staleCopies: number
}

export type State = { collections: Map<string, Collection>; aliases: Map<string, string> }

export function emptyState(): State {
  return { collections: new Map(), aliases: new Map() }
}

/** By name or by alias. @throws Refusal 404 */
export function findCollection(state: State, name: string): Collection {
  const found = state.collections.get(state.aliases.get(name) ?? name)
  return found ?? refuse(404, `Not found: Collection \`${name}\` doesn't exist!`)
}
