import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { InferRequestType, InferResponseType } from 'hono/client'
import { bodyOf, client, okResponse } from '../../api/client.ts'
import { ServiceError } from '../../api/service-error.ts'
import type { GapState } from './gap-search.ts'

const one = client.api.gaps[':id']
const PAGE = '50'

export type Gap = InferResponseType<typeof one.$get, 200>
export type GapChange = InferRequestType<typeof one.$patch>['json']

/** Gaps a page at a time, with how many there are of each state. */
export function gapsQuery(state: GapState | undefined) {
  return infiniteQueryOptions({
    queryKey: ['gaps', 'list', state ?? ''],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: PAGE,
        ...(state === undefined ? {} : { state }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }
      return bodyOf(client.api.gaps.$get({ query }, { init: { signal } }))
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  })
}

/** A gap; null where there is none of that id. */
export function gapQuery(id: string) {
  return queryOptions({
    queryKey: ['gaps', 'one', id],
    queryFn: async ({ signal }) => {
      try {
        return await bodyOf(one.$get({ param: { id } }, { init: { signal } }))
      } catch (error) {
        if (error instanceof ServiceError && error.status === 404) return null
        throw error
      }
    },
  })
}

/** Changes a gap on the service and wherever it is shown; it keeps its place in the lists until they are read again. */
export async function changeGap(queries: QueryClient, id: string, json: GapChange): Promise<void> {
  const changed = await bodyOf(one.$patch({ param: { id }, json }))
  queries.setQueryData(gapQuery(id).queryKey, changed)
  await queries.invalidateQueries({ queryKey: ['gaps', 'list'] })
}

export async function removeGap(queries: QueryClient, id: string): Promise<void> {
  await okResponse(one.$delete({ param: { id } }))
  queries.removeQueries({ queryKey: gapQuery(id).queryKey })
  await queries.invalidateQueries({ queryKey: ['gaps', 'list'] })
}

/** Where the table of all gaps, or of those of a state, is. */
export function gapsTableAddress(state: GapState | undefined): string {
  return client.api.gaps.export.$url({ query: state === undefined ? {} : { state } }).href
}
