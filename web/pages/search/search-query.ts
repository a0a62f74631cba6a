import { queryOptions } from '@tanstack/react-query'
import { bodyOf, client } from '../../api/client.ts'
import type { Hit } from '../../api/wire.ts'
import type { QuerySearch } from './query-search.ts'

const HITS = 60
const FRESH_MS = 60_000

export type Found = { hits: Hit[]; degraded: string[]; tookMs: number }

/** The passages nearest to a query, with the reason of each. */
export function searchQuery({ q = '', space, kind, since }: QuerySearch) {
  type Request = Parameters<typeof client.api.search.$post>[0]['json']
  const filters = { ...(space && { space }), ...(kind && { kind }), ...(since && { since }) } as Request['filters']
  return queryOptions({
    queryKey: ['search', q, space, kind, since],
    queryFn: ({ signal }): Promise<Found> => {
      const json = { query: q, limit: HITS, explain: true, filters }
      return bodyOf(client.api.search.$post({ json }, { init: { signal } }))
    },
    enabled: q.trim() !== '',
    staleTime: FRESH_MS,
  })
}
