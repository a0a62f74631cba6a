import { z } from 'zod'

export type PointId = number | string

/** The spellings of a UUID that a server takes: hyphenated, plain, in braces, as a URN; in any case. */
const UUID = /^(?:urn:uuid:)?\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i

function canonicalUuid(text: string): string | undefined {
  return UUID.exec(text)?.slice(1).join('-').toLowerCase()
}

/** An unsigned integer, or a UUID that comes out in lower case with hyphens. Nothing else is an id. */
export const pointId = z.union([z.int().nonnegative(), z.string()]).transform((id, context): PointId => {
  const canonical = typeof id === 'number' ? id : canonicalUuid(id)
  if (canonical !== undefined) return canonical
  const message = `value ${id} is not a valid point ID, valid values are either an unsigned integer or a UUID`
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** Numbers before UUIDs, each in their own order. */
export function compareIds(a: PointId, b: PointId): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'number') return -1
  if (typeof b === 'number') return 1
  return a < b ? -1 : a > b ? 1 : 0
}
