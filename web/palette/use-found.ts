import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileText, MessageSquareText, Quote, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { bodyOf, client } from '../api/client.ts'
import { useText } from '../language/language.tsx'
import { useAskingStore } from '../pages/ask/asking-context.tsx'
import { EVERYTHING } from '../pages/ask/scope.ts'
import type { Command } from './commands.ts'

const PAUSE_MS = 180
const DOCUMENTS = 5
const PASSAGES = 6

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

function documentsFound(q: string) {
  return {
    queryKey: ['documents', 'palette', q],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      bodyOf(
        client.api.documents.$get({ query: { q, limit: String(DOCUMENTS), sort: 'title' } }, { init: { signal } }),
      ),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  }
}

function passagesFound(query: string) {
  return {
    queryKey: ['search', 'palette', query],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      bodyOf(client.api.search.$post({ json: { query, limit: PASSAGES, explain: true } }, { init: { signal } })),
    enabled: query !== '',
    placeholderData: keepPreviousData,
  }
}

/** What a typed text leads to: asking it, searching for it, documents and passages that hold it. */
export function useFound(typed: string) {
  const { palette, document: words, common } = useText()
  const navigate = useNavigate()
  const store = useAskingStore()
  const query = useSettled(typed.trim())
  const documents = useQuery(documentsFound(query))
  const passages = useQuery(passagesFound(query))
  if (typed.trim() === '') return { commands: [], terms: [], isSearching: false, error: null }

  const askIt = () => {
    const conversationId = store.begin()
    store.ask(conversationId, { question: typed.trim(), scope: EVERYTHING, depth: 'quick' })
    void navigate({ to: '/c/$conversationId', params: { conversationId } })
  }
  const direct: Command[] = [
    { id: 'ask', group: 'actions', label: palette.askThis(typed.trim()), Icon: MessageSquareText, run: askIt },
    {
      id: 'search',
      group: 'actions',
      label: palette.searchThis(typed.trim()),
      Icon: Search,
      run: () => void navigate({ to: '/search', search: { q: typed.trim() } }),
    },
  ]
  const foundDocuments = (documents.data?.documents ?? []).map(
    ({ id, title, kind, space, date }): Command => ({
      id: `document:${id}`,
      group: 'documents',
      label: title,
      detail: [words.kinds[kind], space, date].filter((part) => part).join(' · '),
      Icon: FileText,
      run: () => void navigate({ to: '/documents/$documentId', params: { documentId: id } }),
    }),
  )
  const foundPassages = (passages.data?.hits ?? []).map(
    ({ chunkId, documentId, versionId, span, text, title, page }): Command => ({
      id: `passage:${chunkId}`,
      group: 'passages',
      label: text.replace(/\s+/g, ' '),
      detail: [title, page === undefined ? '' : common.page(page)].filter((part) => part !== '').join(' · '),
      Icon: Quote,
      run: () =>
        void navigate({
          to: '/documents/$documentId',
          params: { documentId },
          search: { version: versionId, ...span },
        }),
    }),
  )
  const terms = (passages.data?.hits ?? []).flatMap(({ why }) => [
    ...(why?.terms ?? []),
    ...(why?.concepts ?? []).map(({ found }) => found),
  ])
  return {
    commands: [...direct, ...foundDocuments, ...foundPassages],
    terms: [...new Set([...terms, ...typed.trim().split(/\s+/)])],
    isSearching: query !== typed.trim() || documents.isFetching || passages.isFetching,
    error: documents.error ?? passages.error,
  }
}
