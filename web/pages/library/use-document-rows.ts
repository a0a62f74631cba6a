import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { bodyOf, client } from '../../api/client.ts'
import type { DocumentItem } from '../../api/wire.ts'
import type { ListQuery } from './library-search.ts'

const PAGE = 100
const IDS_PAGE = 500

function pageQuery(list: ListQuery, page: number) {
  return queryOptions({
    queryKey: ['documents', 'page', list, page],
    queryFn: ({ signal }) => {
      const query = { ...list, limit: String(PAGE), offset: String(page * PAGE) }
      return bodyOf(client.api.documents.$get({ query }, { init: { signal } }))
    },
  })
}

/** The first page, which says how many there are. */
export function useFirstPage(list: ListQuery) {
  return useQuery({ ...pageQuery(list, 0), placeholderData: keepPreviousData })
}

/** Documents by their place in the list: the pages that hold the rows in sight are loaded, no others. */
export function useDocumentRows(list: ListQuery, rows: { first: number; last: number }) {
  const from = Math.floor(rows.first / PAGE)
  const to = Math.floor(Math.max(rows.first, rows.last) / PAGE)
  const pages = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const results = useQueries({ queries: pages.map((page) => pageQuery(list, page)) })
  return (index: number): DocumentItem | undefined =>
    results[Math.floor(index / PAGE) - from]?.data?.documents[index % PAGE]
}

/** Every document that matches, whether in sight or not. @throws ServiceError */
export async function collectDocuments(list: ListQuery): Promise<DocumentItem[]> {
  const all: DocumentItem[] = []
  for (let total = Number.POSITIVE_INFINITY; all.length < total; ) {
    const query = { ...list, limit: String(IDS_PAGE), offset: String(all.length) }
    const page = await bodyOf(client.api.documents.$get({ query }))
    if (page.documents.length === 0) break
    all.push(...page.documents)
    total = page.total
  }
  return all
}
