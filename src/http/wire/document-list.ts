import { z } from '@hono/zod-openapi'
import { type DocumentSort, ISSUES, SORT_KEYS } from '../../db/document-list.ts'
import { pageQuery } from '../paging.ts'
import { kindSchema, spaceNameSchema } from './common.ts'
import { documentSchema } from './document.ts'

const MAX_QUERY_CHARACTERS = 200

function listOf<Value extends string>(values: readonly Value[]) {
  const hint = `takes one or more of ${values.join(', ')}, with commas between`
  return z
    .string()
    .refine((text) => text.split(',').every((part) => values.some((value) => value === part)), hint)
    .transform((text) => values.filter((value) => text.split(',').includes(value)))
    .openapi({ type: 'string', description: hint })
}

const orders = SORT_KEYS.flatMap((key) => [key, `-${key}`])

/** `-updatedAt` is `updatedAt` from the latest on. */
const sortSchema = z
  .string()
  .refine((text) => orders.includes(text), `takes one of ${orders.join(', ')}`)
  .transform(
    (text): DocumentSort => ({
      by: SORT_KEYS.find((key) => text.endsWith(key)) ?? 'title',
      isDescending: text.startsWith('-'),
    }),
  )
  .openapi({ type: 'string', enum: orders })

export const documentListQuery = pageQuery.extend({
  q: z
    .string()
    .trim()
    .max(MAX_QUERY_CHARACTERS)
    .optional()
    .openapi({ description: 'Words that title, path, project or people have to hold' }),
  kind: listOf(kindSchema.options).optional(),
  space: spaceNameSchema.optional(),
  state: listOf(documentSchema.shape.state.options).optional(),
  container: z.string().optional().openapi({ description: 'Only files inside the document of that id' }),
  issue: z.enum(ISSUES).optional().openapi({ description: 'Only documents whose latest reading left one' }),
  sort: sortSchema.optional(),
  offset: z
    .string()
    .regex(/^\d{1,9}$/, 'takes a whole number from 0')
    .transform(Number)
    .optional()
    .openapi({ type: 'integer', minimum: 0, description: 'How many to pass over; beats `cursor`' }),
})

export const documentPageSchema = z.object({
  documents: z.array(documentSchema),
  total: z.int().openapi({ description: 'How many match on all pages' }),
  nextCursor: z.string().optional(),
})
