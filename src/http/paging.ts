import { z } from '@hono/zod-openapi'
import { AppError } from '../errors.ts'

const MAX_LIMIT = 500

/** `limit` of a list or a search: 1 to 500; more is cut to 500. */
export const limitSchema = z
  .int()
  .min(1)
  .default(50)
  .transform((limit) => Math.min(limit, MAX_LIMIT))
  .openapi({ type: 'integer', minimum: 1, default: 50, description: 'More than 500 is cut to 500' })

export const pageQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,9}$/, 'takes a whole number from 1 to 500')
    .default('50')
    .transform(Number)
    .pipe(z.number().min(1, 'takes a whole number from 1 to 500'))
    .transform((limit) => Math.min(limit, MAX_LIMIT))
    .openapi({ type: 'integer', minimum: 1, default: 50, description: 'More than 500 is cut to 500' }),
  cursor: z.string().max(1_000).optional().openapi({ description: '`nextCursor` of the page before' }),
})

export function encodeCursor(position: string | number): string {
  return Buffer.from(String(position)).toString('base64url')
}

/** @throws AppError `invalid_request` for what `encodeCursor` never made. */
export function decodeCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const position = Buffer.from(cursor, 'base64url').toString()
  if (position === '' || encodeCursor(position) !== cursor) throw invalidCursor()
  return position
}

export function decodeNumberCursor(cursor: string | undefined): number | undefined {
  const position = decodeCursor(cursor)
  if (position !== undefined && !/^\d{1,15}$/.test(position)) throw invalidCursor()
  return position === undefined ? undefined : Number(position)
}

export function invalidCursor(): AppError {
  return new AppError('invalid_request', 'cursor: takes the nextCursor of an earlier page, unchanged.')
}

/** Cuts a list read one longer than its page. @returns the page, and the cursor of the next one where there is one. */
export function cutPage<T>(rows: readonly T[], limit: number, positionOf: (row: T) => string | number) {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor(positionOf(last)) : undefined
  return { page, ...(nextCursor === undefined ? {} : { nextCursor }) }
}
