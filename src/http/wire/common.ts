import { z } from '@hono/zod-openapi'
import { DOCUMENT_KINDS } from '../../db/schema/documents.ts'
import { SENSITIVITIES } from '../../engines/access.ts'

export const spanSchema = z
  .object({ start: z.int(), end: z.int() })
  .openapi('Span', { description: 'UTF-16 offsets into /text of that version, end exclusive' })

export const failureSchema = z.object({ code: z.string(), message: z.string() }).openapi('Failure')

export const kindSchema = z.enum(DOCUMENT_KINDS)
export const sensitivitySchema = z.enum(SENSITIVITIES)
export const spaceNameSchema = z.string().trim().min(1).max(100)

/** A day (`2025-03-31`) or a moment, of which the day counts. */
export const daySchema = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], 'takes an ISO 8601 date such as 2025-03-31')
  .transform((value) => value.slice(0, 10))
  .openapi({ type: 'string', format: 'date' })

export function jsonContent<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const
}
