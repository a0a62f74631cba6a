import { z } from 'zod'
import { fieldRule } from './check-body.ts'

/** No null, so neither NaN nor infinity, which JSON cannot say. */
export const denseVector = z.array(z.number())

export const sparseVector = z
  .strictObject({ indices: z.array(z.int().min(0).max(0xffffffff)), values: z.array(z.number()) })
  .refine(
    ({ indices, values }) => indices.length === values.length,
    fieldRule('values: must be the same length as indices'),
  )
  .refine(({ indices }) => new Set(indices).size === indices.length, fieldRule('indices: must be unique'))

export type SparseValue = z.output<typeof sparseVector>
export type VectorValue = number[] | SparseValue
export type NamedVectors = Record<string, VectorValue>

/** A bare list is the vector with the empty name. */
export const pointVectors = z.union([
  denseVector.transform((values): NamedVectors => ({ '': values })),
  z.record(z.string(), z.union([denseVector, sparseVector])),
])
