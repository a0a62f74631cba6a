import { z } from 'zod'
import { fieldRule } from './check-body.ts'
import { type Filter, filter } from './filter-schema.ts'
import { pointId } from './ids.ts'
import { denseVector, sparseVector } from './vector-schema.ts'

const atLeastOne = z
  .int()
  .nonnegative()
  .refine((value) => value >= 1, fieldRule('value 0 invalid, must be 1 or larger'))
const limit = atLeastOne.nullish()
const paths = z.array(z.string())

export const withPayload = z.union([
  z.boolean(),
  paths.transform((include) => ({ include })),
  z.strictObject({ include: paths }),
  z.strictObject({ exclude: paths }),
])
export type WithPayload = z.output<typeof withPayload>
export const withVector = z.union([z.boolean(), z.array(z.string())])
export type WithVector = z.output<typeof withVector>

const params = z.strictObject({
  hnsw_ef: z.int().nonnegative().nullish(),
  exact: z.boolean().optional(),
  indexed_only: z.boolean().optional(),
  quantization: z
    .strictObject({
      ignore: z.boolean().optional(),
      rescore: z.boolean().nullish(),
      oversampling: z
        .number()
        .refine((value) => value >= 1, fieldRule('must be 1.0 or larger'))
        .nullish(),
    })
    .nullish(),
})

const vector = z.union([denseVector, sparseVector])
const rankFusion = z.strictObject({ k: limit, weights: z.array(z.number()).nullish() })
const query = z.union([
  vector.transform((nearest) => ({ nearest })),
  z.strictObject({ nearest: vector }),
  z.strictObject({ fusion: z.enum(['rrf', 'dbsf']) }),
  z.strictObject({ rrf: rankFusion }),
])
export type Query = z.output<typeof query>

const leaf = {
  query: query.nullish(),
  using: z.string().nullish(),
  filter: filter.nullish(),
  params: params.nullish(),
  score_threshold: z.number().nullish(),
  limit,
}

export type Prefetch = {
  prefetch?: Prefetch[] | null | undefined
  query?: Query | null | undefined
  using?: string | null | undefined
  filter?: Filter | null | undefined
  params?: z.output<typeof params> | null | undefined
  score_threshold?: number | null | undefined
  limit?: number | null | undefined
}

const prefetch: z.ZodType<Prefetch> = z.lazy(() => z.strictObject({ ...leaf, prefetch: prefetches }))
const prefetches = z.union([z.array(prefetch), prefetch.transform((one) => [one])]).nullish()

const results = { with_payload: withPayload.nullish(), with_vector: withVector.nullish() }

export const queryPoints = z.strictObject({
  ...leaf,
  ...results,
  prefetch: prefetches,
  offset: z.int().nonnegative().nullish(),
})
export type QueryPoints = z.output<typeof queryPoints>

export const queryBatch = z.strictObject({ searches: z.array(queryPoints) })

export const queryGroups = z.strictObject({
  ...leaf,
  ...results,
  prefetch: prefetches,
  group_by: z.string().min(1),
  group_size: limit,
})
export type QueryGroups = z.output<typeof queryGroups>

export const scroll = z.strictObject({
  ...results,
  filter: filter.nullish(),
  limit,
  offset: pointId.nullish(),
  order_by: z
    .union([
      z.string().transform((key) => ({ key })),
      z.strictObject({
        key: z.string(),
        direction: z.enum(['asc', 'desc']).nullish(),
        start_from: z.union([z.number(), z.string()]).nullish(),
      }),
    ])
    .nullish(),
})
export type Scroll = z.output<typeof scroll>

export const retrieve = z.strictObject({ ...results, ids: z.array(pointId) })
export const count = z.strictObject({ filter: filter.nullish(), exact: z.boolean().optional() })
export const facet = z.strictObject({
  key: z.string().min(1),
  limit,
  filter: filter.nullish(),
  exact: z.boolean().nullish(),
})
