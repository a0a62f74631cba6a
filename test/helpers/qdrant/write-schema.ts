import { z } from 'zod'
import { fieldRule } from './check-body.ts'
import { type Filter, filter } from './filter-schema.ts'
import { type PointId, pointId } from './ids.ts'
import { denseVector, pointVectors, sparseVector } from './vector-schema.ts'

const payload = z.record(z.string(), z.unknown())
const ids = z.array(pointId)

const pointsList = z.strictObject({
  points: z.array(z.strictObject({ id: pointId, vector: pointVectors, payload: payload.nullish() })),
  update_filter: filter.nullish(),
  update_mode: z.enum(['upsert', 'insert_only', 'update_only']).nullish(),
})

const batchVectors = z.union([
  z.array(denseVector).transform((vectors): Record<string, (typeof vectors)[number][]> => ({ '': vectors })),
  z.record(z.string(), z.array(z.union([denseVector, sparseVector]))),
])

/** The form of columns, turned into the form of rows. */
const pointsBatch = z
  .strictObject({
    batch: z
      .strictObject({ ids, vectors: batchVectors, payloads: z.array(payload.nullable()).nullish() })
      .refine(
        ({ ids, vectors, payloads }) =>
          [...Object.values(vectors), ...(payloads ? [payloads] : [])].every((column) => column.length === ids.length),
        fieldRule('number of ids, vectors and payloads must be equal'),
      ),
    update_filter: filter.nullish(),
    update_mode: z.enum(['upsert', 'insert_only', 'update_only']).nullish(),
  })
  .transform(
    ({ batch, ...rest }): z.output<typeof pointsList> => ({
      ...rest,
      points: batch.ids.map((id, at) => ({
        id,
        payload: batch.payloads?.[at],
        vector: Object.fromEntries(Object.entries(batch.vectors).map(([name, column]) => [name, column[at] ?? []])),
      })),
    }),
  )

export const upsert = z.union([pointsList, pointsBatch])
export type Upsert = z.output<typeof upsert>

/** By ids, or by a filter: an empty filter is every point. */
export const selector = z.union([z.strictObject({ points: ids }), z.strictObject({ filter })])
export type Selector = { points?: PointId[] | null | undefined; filter?: Filter | null | undefined }

const selected = { points: ids.nullish(), filter: filter.nullish() }
const isSelected = ({ points, filter: asked }: Selector) => Boolean(points ?? asked)
const SELECTED = 'Either list of ids or filter must be provided'

export const setPayload = z
  .strictObject({ payload, key: z.string().nullish(), ...selected })
  .refine(isSelected, SELECTED)
export type SetPayload = z.output<typeof setPayload>

export const deletePayload = z.strictObject({ keys: z.array(z.string()), ...selected }).refine(isSelected, SELECTED)
export const deleteVectors = z
  .strictObject({
    vector: z.array(z.string()).refine((names) => names.length > 0, fieldRule('must specify vector names to delete')),
    ...selected,
  })
  .refine(isSelected, SELECTED)

export const updateVectors = z.strictObject({
  points: z
    .array(z.strictObject({ id: pointId, vector: pointVectors }))
    .refine((points) => points.length > 0, fieldRule('must specify points to update')),
  update_filter: filter.nullish(),
})

export const batchUpdate = z.strictObject({
  operations: z.array(
    z.union([
      z.strictObject({ upsert }),
      z.strictObject({ delete: selector }),
      z.strictObject({ set_payload: setPayload }),
      z.strictObject({ overwrite_payload: setPayload }),
      z.strictObject({ delete_payload: deletePayload }),
      z.strictObject({ clear_payload: selector }),
      z.strictObject({ update_vectors: updateVectors }),
      z.strictObject({ delete_vectors: deleteVectors }),
    ]),
  ),
})
export type Operation = z.output<typeof batchUpdate>['operations'][number]
