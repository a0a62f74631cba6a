import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { documentQuery } from '../api/queries.ts'
import type { DocumentItem, Version } from '../api/wire.ts'
import type { Layout, Passage } from './model/layout.ts'
import { layoutQuery, passagesQuery, textQuery, versionsQuery } from './queries.ts'

const NO_VERSIONS: readonly Version[] = []
const NO_PASSAGES: readonly Passage[] = []

export type LoadedDocument = {
  document: DocumentItem | undefined
  versions: readonly Version[]
  /** The version that is shown; '' while none is known or ready. */
  version: string
  /** Undefined while something of them is missing. */
  content: { text: string; layout: Layout } | undefined
  passages: readonly Passage[]
  error: Error | null
  retry: () => void
}

/** A document with the text and layout of one of its versions, the current one where none is named. */
export function useDocument(id: string, versionId: string | undefined): LoadedDocument {
  const document = useQuery(documentQuery(id))
  const version = versionId ?? document.data?.versionId ?? ''
  const isNamed = version !== '' && document.isSuccess
  const place = { id, version }
  const versions = useQuery({ ...versionsQuery(id), enabled: document.isSuccess })
  const text = useQuery({ ...textQuery(place), enabled: isNamed })
  const layout = useQuery({ ...layoutQuery(place), enabled: isNamed })
  const passages = useQuery({ ...passagesQuery(place), enabled: text.isSuccess })
  const content = useMemo(
    () => (text.data !== undefined && layout.data ? { text: text.data, layout: layout.data } : undefined),
    [text.data, layout.data],
  )
  const asked = [document, text, layout]
  return {
    document: document.data,
    versions: versions.data ?? NO_VERSIONS,
    version,
    content,
    passages: passages.data ?? NO_PASSAGES,
    error: asked.find((query) => query.error)?.error ?? null,
    retry: () => {
      for (const query of asked) if (query.isError) void query.refetch()
    },
  }
}
