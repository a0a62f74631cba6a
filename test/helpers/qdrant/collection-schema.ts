import { z } from 'zod'
import { fieldRule } from './check-body.ts'

export const flag = z.boolean().nullish()
const atLeast = (least: number) =>
  z
    .int()
    .nonnegative()
    .refine((value) => value >= least, fieldRule(`must be ${least} or larger`))
export const count = atLeast(0).nullish()
const share = z
  .number()
  .refine((value) => value >= 0 && value <= 1, fieldRule('must be from 0 to 1'))
  .nullish()

const hnsw = z.strictObject({
  m: count,
  ef_construct: atLeast(4).nullish(),
  full_scan_threshold: atLeast(10).nullish(),
  max_indexing_threads: count,
  on_disk: flag,
  payload_m: count,
  inline_storage: flag,
})

const quantile = z
  .number()
  .refine((value) => value >= 0.5 && value <= 1, fieldRule('must be from 0.5 to 1.0'))
  .nullish()
const quantization = z.union([
  z.strictObject({ scalar: z.strictObject({ type: z.literal('int8'), quantile, always_ram: flag }) }),
  z.strictObject({
    product: z.strictObject({ compression: z.enum(['x4', 'x8', 'x16', 'x32', 'x64']), always_ram: flag }),
  }),
  z.strictObject({
    binary: z.strictObject({
      always_ram: flag,
      encoding: z.enum(['one_bit', 'two_bits', 'one_and_half_bits']).nullish(),
      query_encoding: z.enum(['default', 'binary', 'scalar4bits', 'scalar8bits']).nullish(),
    }),
  }),
])

const vectorParams = z.strictObject({
  size: z
    .int()
    .nonnegative()
    .refine((size) => size >= 1 && size <= 65_536, fieldRule('size: must be from 1 to 65536')),
  distance: z.enum(['Cosine', 'Dot', 'Euclid', 'Manhattan']),
  hnsw_config: hnsw.nullish(),
  quantization_config: quantization.nullish(),
  on_disk: flag,
  datatype: z.enum(['float32', 'float16', 'uint8']).nullish(),
})
type VectorParams = z.output<typeof vectorParams>

const vectorName = z
  .string()
  .refine((name) => Buffer.byteLength(name) <= 200, fieldRule('a vector name holds at most 200 bytes'))
const vectors = z.union([
  vectorParams.transform((params): Record<string, VectorParams> => ({ '': params })),
  z.record(vectorName, vectorParams),
])

const sparseParams = z.strictObject({
  index: z
    .strictObject({
      full_scan_threshold: count,
      on_disk: flag,
      datatype: z.enum(['float32', 'float16', 'uint8']).nullish(),
    })
    .nullish(),
  modifier: z.enum(['none', 'idf']).nullish(),
})

const optimizers = z.strictObject({
  deleted_threshold: share,
  vacuum_min_vector_number: atLeast(100).nullish(),
  default_segment_number: count,
  max_segment_size: count,
  memmap_threshold: count,
  indexing_threshold: count,
  flush_interval_sec: count,
  max_optimization_threads: z.union([z.literal('auto'), z.int().nonnegative()]).nullish(),
  prevent_unoptimized: flag,
})

const strictMode = z.strictObject({
  enabled: flag,
  max_query_limit: atLeast(1).nullish(),
  max_timeout: atLeast(1).nullish(),
  unindexed_filtering_retrieve: flag,
  unindexed_filtering_update: flag,
  search_max_hnsw_ef: count,
  search_allow_exact: flag,
  search_max_oversampling: z.number().nullish(),
  upsert_max_batchsize: count,
  search_max_batchsize: count,
  max_collection_vector_size_bytes: count,
  max_collection_payload_size_bytes: count,
  max_points_count: atLeast(1).nullish(),
  read_rate_limit: atLeast(1).nullish(),
  write_rate_limit: atLeast(1).nullish(),
  filter_max_conditions: count,
  condition_max_size: count,
  max_payload_index_count: count,
})

const payload = z.record(z.string(), z.unknown())
const positive = atLeast(1).nullish()
const wal = z.strictObject({ wal_capacity_mb: positive, wal_segments_ahead: count, wal_retain_closed: positive })

export const createCollection = z.strictObject({
  vectors: vectors.optional(),
  sparse_vectors: z.record(vectorName, sparseParams).nullish(),
  shard_number: positive,
  sharding_method: z.enum(['auto', 'custom']).nullish(),
  replication_factor: positive,
  write_consistency_factor: positive,
  on_disk_payload: flag,
  hnsw_config: hnsw.nullish(),
  wal_config: wal.nullish(),
  optimizers_config: optimizers.nullish(),
  quantization_config: quantization.nullish(),
  strict_mode_config: strictMode.nullish(),
  metadata: payload.nullish(),
})
export type CreateCollection = z.output<typeof createCollection>

/** Size and distance of a vector are not among what can be changed. */
export const updateCollection = z.strictObject({
  vectors: z
    .record(
      vectorName,
      z.strictObject({
        hnsw_config: hnsw.nullish(),
        quantization_config: z.union([quantization, z.literal('Disabled')]).nullish(),
        on_disk: flag,
      }),
    )
    .nullish(),
  sparse_vectors: z.record(vectorName, sparseParams).nullish(),
  params: z
    .strictObject({
      replication_factor: positive,
      write_consistency_factor: positive,
      read_fan_out_factor: count,
      read_fan_out_delay_ms: count,
      on_disk_payload: flag,
    })
    .nullish(),
  hnsw_config: hnsw.nullish(),
  optimizers_config: optimizers.nullish(),
  quantization_config: z.union([quantization, z.literal('Disabled')]).nullish(),
  strict_mode_config: strictMode.nullish(),
  metadata: payload.nullish(),
})

export const changeAliases = z.strictObject({
  actions: z.array(
    z.union([
      z.strictObject({ create_alias: z.strictObject({ collection_name: z.string(), alias_name: z.string().min(1) }) }),
      z.strictObject({ delete_alias: z.strictObject({ alias_name: z.string() }) }),
      z.strictObject({
        rename_alias: z.strictObject({ old_alias_name: z.string(), new_alias_name: z.string().min(1) }),
      }),
    ]),
  ),
})
