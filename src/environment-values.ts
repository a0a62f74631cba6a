import { z } from 'zod'

/** What variables may hold. A blank one is an unset one. */
const blankIsUnset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
export const text = z.preprocess(blankIsUnset, z.string().trim().optional())
/** A key travels in an HTTP header. */
export const key = z.preprocess(
  blankIsUnset,
  z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
)
export const choice = <const T extends string>(...values: [T, ...T[]]) =>
  z.preprocess(blankIsUnset, z.enum(values).optional())
export const url = z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).optional())
/** A name that Qdrant takes for a collection, with room for what is put behind it. */
export const collectionName = z.preprocess(
  blankIsUnset,
  z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][\w.-]{0,99}$/)
    .optional(),
)
export const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    blankIsUnset,
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .pipe(z.number().min(min).max(max))
      .optional(),
  )

/** Put before texts as it stands, white space included. The characters `\n` are a line break; the word `none` is no prefix. */
export const prefix = z.preprocess(
  blankIsUnset,
  z
    .string()
    .max(2_000)
    .transform((value) => (value === 'none' ? '' : value.replaceAll('\\n', '\n')))
    .optional(),
)
const LOCAL = 'local:'
const LOCAL_MODEL = /^local:\w[\w.-]*(\/\w[\w.-]*)?$/
export const embeddingModel = z.preprocess(
  blankIsUnset,
  z
    .string()
    .trim()
    .refine((name) => !name.startsWith(LOCAL) || LOCAL_MODEL.test(name))
    .optional(),
)
