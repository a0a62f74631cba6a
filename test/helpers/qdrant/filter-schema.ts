import { z } from 'zod'
import { fieldRule } from './check-body.ts'
import { dateOf } from './dates.ts'
import { pointId } from './ids.ts'

const listOrOne = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((one) => [one])]).nullish()

const variants = z.union([z.array(z.string()), z.array(z.int())])

const match = z.union([
  z.strictObject({ value: z.union([z.string(), z.int(), z.boolean()]) }),
  z.strictObject({ any: variants }),
  z.strictObject({ except: variants }),
  z.strictObject({ text: z.string() }),
])

const date = z
  .string()
  .refine((text) => dateOf(text) !== undefined, 'does not match accepted datetime format (RFC3339)')
const bounds = <Bound extends z.ZodType>(bound: Bound) => ({
  gt: bound.nullish(),
  gte: bound.nullish(),
  lt: bound.nullish(),
  lte: bound.nullish(),
})
const numberRange = z.strictObject(bounds(z.number()))
const dateRange = z.strictObject(bounds(date))
const valuesCount = z.strictObject(bounds(z.int().nonnegative()))

const fieldCondition = z
  .strictObject({
    key: z.string().min(1),
    match: match.nullish(),
    range: z.union([numberRange, dateRange]).nullish(),
    values_count: valuesCount.nullish(),
    is_empty: z.boolean().nullish(),
    is_null: z.boolean().nullish(),
  })
  .refine(
    ({ key: _, ...tests }) => Object.values(tests).some((test) => test !== undefined && test !== null),
    fieldRule('at least one field condition must be specified'),
  )

const payloadField = z.strictObject({ key: z.string().min(1) })
const emptyCondition = z.strictObject({ is_empty: payloadField })
const nullCondition = z.strictObject({ is_null: payloadField })
const idCondition = z.strictObject({ has_id: z.array(pointId) })
const vectorCondition = z.strictObject({ has_vector: z.string() })

export type Match = z.output<typeof match>
export type Range = z.output<typeof numberRange> | z.output<typeof dateRange> | z.output<typeof valuesCount>
export type FieldCondition = z.output<typeof fieldCondition>
export type Condition =
  | FieldCondition
  | z.output<typeof emptyCondition>
  | z.output<typeof nullCondition>
  | z.output<typeof idCondition>
  | z.output<typeof vectorCondition>
  | { nested: { key: string; filter: Filter } }
  | Filter

export type Filter = {
  must?: Condition[] | null | undefined
  should?: Condition[] | null | undefined
  must_not?: Condition[] | null | undefined
  min_should?: { conditions: Condition[]; min_count: number } | null | undefined
}

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    fieldCondition,
    emptyCondition,
    nullCondition,
    idCondition,
    vectorCondition,
    z.strictObject({ nested: z.strictObject({ key: z.string().min(1), filter }) }),
    filter,
  ]),
)

/** What points are asked for. A field that is not known is refused at any depth. */
export const filter: z.ZodType<Filter> = z.lazy(() =>
  z.strictObject({
    must: listOrOne(condition),
    should: listOrOne(condition),
    must_not: listOrOne(condition),
    min_should: z
      .strictObject({
        conditions: z.array(condition),
        min_count: z.int().refine((count) => count >= 1, fieldRule('min_count must be greater than 0')),
      })
      .nullish(),
  }),
)
