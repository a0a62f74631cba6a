/** What the address of the library says: filters, order, and the document whose details are open. */
export type LibrarySearch = {
  q?: string | undefined
  space?: string | undefined
  kind?: string | undefined
  state?: StateFilter | undefined
  sort?: SortOrder | undefined
  doc?: string | undefined
}

export const STATE_FILTERS = ['working', 'ready', 'failed', 'warning'] as const
export type StateFilter = (typeof STATE_FILTERS)[number]

export const SORT_KEYS = ['title', 'kind', 'bytes', 'chunks', 'updatedAt'] as const
export type SortKey = (typeof SORT_KEYS)[number]
export type SortOrder = SortKey | `-${SortKey}`

export const DEFAULT_SORT: SortOrder = '-updatedAt'
const LARGEST_FIRST: readonly SortKey[] = ['bytes', 'chunks', 'updatedAt']

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((each) => each === value)
}

function textIn(value: unknown): string | undefined {
  return value === undefined || value === '' ? undefined : String(value).slice(0, 200)
}

/** Reads an address; what it does not know is left out. */
export function readLibrarySearch(search: Record<string, unknown>): LibrarySearch {
  const orders = SORT_KEYS.flatMap((key): SortOrder[] => [key, `-${key}`])
  const read = {
    q: textIn(search.q),
    space: textIn(search.space),
    kind: textIn(search.kind),
    state: oneOf(STATE_FILTERS, search.state),
    sort: oneOf(orders, search.sort),
    doc: textIn(search.doc),
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

const STATE_QUERIES: Readonly<Record<StateFilter, { state?: string; issue?: 'error' | 'warning' }>> = {
  working: { state: 'queued,reading' },
  ready: { state: 'ready' },
  failed: { issue: 'error' },
  warning: { issue: 'warning' },
}

/** Filters and order as `GET /api/documents` takes them. */
export type ListQuery = {
  q?: string
  space?: string
  kind?: string
  state?: string
  issue?: 'error' | 'warning'
  sort: SortOrder
}

/** What the service is asked for. */
export function toListQuery({ q, space, kind, state, sort }: LibrarySearch): ListQuery {
  return {
    ...(q === undefined || q.trim() === '' ? {} : { q: q.trim() }),
    ...(space === undefined ? {} : { space }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : STATE_QUERIES[state]),
    sort: sort ?? DEFAULT_SORT,
  }
}

export function isFiltered({ q, space, kind, state }: LibrarySearch): boolean {
  return [q, space, kind, state].some((value) => value !== undefined)
}

/** The order after a press on a column's head: sizes and dates begin with the largest. */
export function nextSort(current: SortOrder, key: SortKey): SortOrder {
  const first: SortOrder = LARGEST_FIRST.includes(key) ? `-${key}` : key
  const second: SortOrder = first === key ? `-${key}` : key
  return current === first ? second : first
}
