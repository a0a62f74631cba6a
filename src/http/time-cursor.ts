import { decodeCursor, invalidCursor } from './paging.ts'

/** The place of a row in a list ordered by time, then id. */
export type TimePlace = { at: string; id: string }

/** What `cutPage` takes for the position of a row. */
export const timePosition = ({ at, id }: TimePlace) => `${at} ${id}`

/** @throws AppError `invalid_request` for a cursor that was never given. */
export function decodeTimeCursor(cursor: string | undefined): TimePlace | undefined {
  const position = decodeCursor(cursor)
  if (position === undefined) return undefined
  const [, at, id] = /^(\S+) (.+)$/su.exec(position) ?? []
  if (at === undefined || id === undefined) throw invalidCursor()
  return { at, id }
}
