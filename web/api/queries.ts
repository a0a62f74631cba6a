import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { bodyOf, client } from './client.ts'

const PAGE = 100

type ListQuery = NonNullable<Parameters<typeof client.api.documents.$get>[0]>['query']
export type DocumentFilters = Omit<ListQuery, 'limit' | 'cursor'>

/** Documents a page at a time; every page says how many match in all. */
export function documentsQuery(filters: DocumentFilters = {}, limit = PAGE) {
  return infiniteQueryOptions({
    queryKey: ['documents', 'list', filters, limit],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam }
      const query = { ...filters, ...cursor, limit: String(limit) }
      return bodyOf(client.api.documents.$get({ query }, { init: { signal } }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
}

/** How many documents match. */
export function documentCountQuery(filters: DocumentFilters) {
  return queryOptions({
    queryKey: ['documents', 'count', filters],
    queryFn: async ({ signal }) => {
      const query = { ...filters, limit: '1' }
      return (await bodyOf(client.api.documents.$get({ query }, { init: { signal } }))).total
    },
    staleTime: 30_000,
  })
}

export function documentQuery(id: string) {
  return queryOptions({
    queryKey: ['documents', 'one', id],
    queryFn: ({ signal }) => bodyOf(client.api.documents[':id'].$get({ param: { id } }, { init: { signal } })),
    staleTime: 60_000,
  })
}

export function spacesQuery() {
  return queryOptions({
    queryKey: ['spaces'],
    queryFn: async ({ signal }) => (await bodyOf(client.api.spaces.$get({}, { init: { signal } }))).spaces,
  })
}

/** After something was added, corrected or removed: whatever shows documents looks again. */
export async function refreshDocuments(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['documents'] }),
    queries.invalidateQueries({ queryKey: ['spaces'] }),
  ])
}
