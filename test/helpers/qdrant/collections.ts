import type { z } from 'zod'
import type { CreateCollection, changeAliases, updateCollection } from './collection-schema.ts'
import type { IndexParams } from './index-schema.ts'
import { elementsAt } from './payload-path.ts'
import { refuse } from './refusal.ts'
import { type Collection, findCollection, type State } from './state.ts'

const FORBIDDEN_IN_NAMES = ['<', '>', ':', '"', '/', '\\', '|', '?', '*', '\0', '\u{1f}']

/** @throws Refusal 409 where the name is taken by a collection or an alias, 422 where it is no name */
export function createCollectionIn(state: State, name: string, config: CreateCollection): boolean {
  if (name.length === 0 || name.length > 255 || FORBIDDEN_IN_NAMES.some((character) => name.includes(character)))
    return refuse(422, `Validation error in path parameters: [name: collection name cannot contain "${name}"]`)
  if (state.collections.has(name)) return refuse(409, `Wrong input: Collection \`${name}\` already exists!`)
  if (state.aliases.has(name))
    return refuse(
      400,
      `Wrong input: Can't create collection with name ${name}. Alias with the same name already exists`,
    )
  const names = [...Object.keys(config.vectors ?? {}), ...Object.keys(config.sparse_vectors ?? {})]
  if (new Set(names).size < names.length) return refuse(400, 'Dense and sparse vector names must be unique')
  state.collections.set(name, {
    name,
    config,
    indexes: new Map(),
    points: new Map(),
    pending: [],
    operation: 0,
    statistics: new Map(),
    staleCopies: 0,
  })
  return true
}

/** Its aliases go with it. @returns whether there was one; by its own name, not by an alias */
export function deleteCollectionIn(state: State, name: string): boolean {
  for (const [alias, target] of state.aliases) if (target === name) state.aliases.delete(alias)
  return state.collections.delete(name)
}

type Changes = z.output<typeof updateCollection>

function patched<Value extends object>(old: Value | null | undefined, change: Partial<Value> | null | undefined) {
  return change ? ({ ...old, ...change } as Value) : old
}

function patchedMetadata(old: Record<string, unknown> | null | undefined, change: Record<string, unknown>) {
  return Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== null))
}

export function updateCollectionIn(collection: Collection, changes: Changes): boolean {
  const { config } = collection
  const vectors = Object.entries(changes.vectors ?? {}).map(([name, change]) => {
    const params = config.vectors?.[name] ?? refuse(400, `Wrong input: Not existing vector name error: ${name}`)
    return [name, { ...params, ...change }]
  })
  for (const name of Object.keys(changes.sparse_vectors ?? {})) {
    if (!config.sparse_vectors?.[name]) refuse(400, `Wrong input: Not existing vector name error: ${name}`)
  }
  collection.config = {
    ...config,
    ...changes.params,
    vectors: { ...config.vectors, ...Object.fromEntries(vectors) },
    sparse_vectors: patched(config.sparse_vectors, changes.sparse_vectors),
    hnsw_config: patched(config.hnsw_config, changes.hnsw_config),
    optimizers_config: patched(config.optimizers_config, changes.optimizers_config),
    strict_mode_config: patched(config.strict_mode_config, changes.strict_mode_config),
    quantization_config:
      changes.quantization_config === 'Disabled' ? null : (changes.quantization_config ?? config.quantization_config),
    metadata: changes.metadata ? patchedMetadata(config.metadata, changes.metadata) : config.metadata,
  }
  return true
}

/** In order and without a way back: an action that fails leaves those before it done. @throws Refusal 404, 409 */
export function changeAliasesIn(state: State, { actions }: z.output<typeof changeAliases>): boolean {
  for (const action of actions) {
    if ('create_alias' in action) {
      const { alias_name: alias, collection_name: target } = action.create_alias
      if (!state.collections.has(target)) refuse(404, `Not found: Collection \`${target}\` doesn't exist!`)
      if (state.collections.has(alias)) refuse(409, `Wrong input: Collection \`${alias}\` already exists!`)
      state.aliases.set(alias, target)
    } else if ('delete_alias' in action) {
      state.aliases.delete(action.delete_alias.alias_name)
    } else {
      const { old_alias_name: old, new_alias_name: next } = action.rename_alias
      const target = state.aliases.get(old) ?? refuse(404, `Not found: Alias ${old} does not exists!`)
      state.aliases.delete(old)
      state.aliases.set(next, target)
    }
  }
  return true
}

export function aliasesOf(state: State, name?: string) {
  const target = name === undefined ? undefined : findCollection(state, name).name
  const aliases = [...state.aliases]
    .filter(([, collection]) => target === undefined || collection === target)
    .map(([alias, collection]) => ({ alias_name: alias, collection_name: collection }))
  return { aliases }
}

/** Only values of the index's type are in it; others are passed over without an error. */
function fits({ type }: IndexParams, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'float') return typeof value === 'number'
  if (type === 'bool') return typeof value === 'boolean'
  return typeof value === 'string'
}

function unnamed<Params>(vectors: Record<string, Params> | undefined) {
  const only = vectors?.['']
  return only && Object.keys(vectors ?? {}).length === 1 ? only : (vectors ?? {})
}

/** The counts of points are approximate: copies that were overwritten still count. */
export function describeCollection({ config, indexes, points, pending, staleCopies }: Collection) {
  const all = [...points.values()]
  const payloadSchema = [...indexes].map(([field, params]) => {
    const count = all.filter(({ payload }) => elementsAt(payload, field).some((value) => fits(params, value))).length
    return [field, { data_type: params.type, params, points: count }]
  })
  return {
    status: 'green',
    optimizer_status: 'ok',
    indexed_vectors_count: 0,
    points_count: points.size + staleCopies,
    segments_count: 2,
    config: {
      params: {
        vectors: unnamed(config.vectors),
        shard_number: config.shard_number ?? 1,
        replication_factor: config.replication_factor ?? 1,
        write_consistency_factor: config.write_consistency_factor ?? 1,
        on_disk_payload: config.on_disk_payload ?? true,
        ...(config.sparse_vectors ? { sparse_vectors: config.sparse_vectors } : {}),
      },
      hnsw_config: { m: 16, ef_construct: 100, full_scan_threshold: 10_000, on_disk: false, ...config.hnsw_config },
      optimizer_config: {
        deleted_threshold: 0.2,
        vacuum_min_vector_number: 1000,
        default_segment_number: 0,
        indexing_threshold: 10_000,
        flush_interval_sec: 5,
        ...config.optimizers_config,
      },
      wal_config: { wal_capacity_mb: 32, wal_segments_ahead: 0, ...config.wal_config },
      quantization_config: config.quantization_config ?? null,
      ...(config.strict_mode_config ? { strict_mode_config: config.strict_mode_config } : {}),
      ...(config.metadata ? { metadata: config.metadata } : {}),
    },
    payload_schema: Object.fromEntries(payloadSchema),
    update_queue: { length: pending.length },
  }
}
