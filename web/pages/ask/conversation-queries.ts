import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { bodyOf, client } from '../../api/client.ts'
import { ServiceError } from '../../api/service-error.ts'

/** The conversations, the one that was spoken in last first. */
export function conversationsQuery() {
  return infiniteQueryOptions({
    queryKey: ['conversations', 'list'],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: '50', ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return bodyOf(client.api.conversations.$get({ query }, { init: { signal } }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
}

/** A conversation with its answers; null where the service knows none of that id. */
export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ['conversations', 'one', id],
    queryFn: async ({ signal }) => {
      try {
        return await bodyOf(client.api.conversations[':id'].$get({ param: { id } }, { init: { signal } }))
      } catch (error) {
        if (error instanceof ServiceError && error.status === 404) return null
        throw error
      }
    },
    staleTime: 60_000,
  })
}
