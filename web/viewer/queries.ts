import { queryOptions } from '@tanstack/react-query'
import { bodyOf, client, okResponse } from '../api/client.ts'
import type { Layout, Passage } from './model/layout.ts'

const api = client.api.documents[':id']
const PASSAGES_A_CALL = '500'

/** What a version holds never changes. */
const FOR_GOOD = { staleTime: Number.POSITIVE_INFINITY, gcTime: 120_000 } as const

type Place = { id: string; version: string }

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: ['documents', 'versions', id],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.versions.$get({ param: { id }, query: {} }, { init: { signal } }))).versions,
  })
}

export function textQuery({ id, version }: Place) {
  return queryOptions({
    queryKey: ['viewer', 'text', id, version],
    queryFn: async ({ signal }): Promise<string> => {
      const response = await okResponse(api.text.$get({ param: { id }, query: { version } }, { init: { signal } }))
      return response.text()
    },
    ...FOR_GOOD,
  })
}

export function layoutQuery({ id, version }: Place) {
  return queryOptions({
    queryKey: ['viewer', 'layout', id, version],
    queryFn: ({ signal }): Promise<Layout> =>
      bodyOf(api.layout.$get({ param: { id }, query: { version } }, { init: { signal } })),
    ...FOR_GOOD,
  })
}

/** All passages of a version in text order. */
export function passagesQuery({ id, version }: Place) {
  return queryOptions({
    queryKey: ['viewer', 'passages', id, version],
    queryFn: async ({ signal }): Promise<Passage[]> => {
      const passages: Passage[] = []
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const query = { version, limit: PASSAGES_A_CALL, ...(cursor !== '' && { cursor }) }
        const page: Awaited<ReturnType<typeof loadPage>> = await loadPage(id, query, signal)
        passages.push(...page.chunks.map(({ text: _text, span, ...chunk }) => ({ ...chunk, ...span })))
        cursor = page.nextCursor
      }
      return passages
    },
    ...FOR_GOOD,
  })
}

type PageQuery = { version: string; limit: string; cursor?: string }

function loadPage(id: string, query: PageQuery, signal: AbortSignal) {
  return bodyOf(api.chunks.$get({ param: { id }, query }, { init: { signal } }))
}

/** Where the original bytes of a version are. */
export function originalAddress({ id, version }: Place): string {
  return api.file.$url({ param: { id }, query: { version } }).href
}
