/** What the address of the search page says. `since` is a day, `2025-03-31`. */
export type QuerySearch = {
  q?: string | undefined
  space?: string | undefined
  kind?: string | undefined
  since?: string | undefined
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const LONGEST_QUERY = 4_000

/** Reads an address; what it does not know is left out. */
export function readQuerySearch(search: Record<string, unknown>): QuerySearch {
  const text = (value: unknown, most: number) =>
    value === undefined || value === '' ? undefined : String(value).slice(0, most)
  const since = text(search.since, 10)
  const read = {
    q: text(search.q, LONGEST_QUERY),
    space: text(search.space, 100),
    kind: text(search.kind, 100),
    since: since !== undefined && DAY.test(since) ? since : undefined,
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

export const NO_FILTERS = { space: undefined, kind: undefined, since: undefined }

export function hasFilters({ space, kind, since }: QuerySearch): boolean {
  return [space, kind, since].some((value) => value !== undefined)
}

/** The day so many months before today, for a filter. */
export function monthsAgo(months: number, today = new Date()): string {
  const day = new Date(Date.UTC(today.getFullYear(), today.getMonth() - months, today.getDate()))
  return day.toISOString().slice(0, 10)
}
