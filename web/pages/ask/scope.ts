import type { Answer } from '../../api/wire.ts'

/**
 * What a question is asked of; nothing set means everything that may be read. Where documents are chosen, they alone
 * count, and the rest only says which documents are offered.
 */
export type Scope = {
  space?: string
  kind?: string
  /** ISO 8601 day; documents dated before it are left out. */
  since?: string
  documents: readonly { id: string; title: string }[]
}

/** What the service takes in one question. */
export const MAX_SCOPE_DOCUMENTS = 1_000

export const EVERYTHING: Scope = { documents: [] }

export function isEverything({ space, kind, since, documents }: Scope): boolean {
  return space === undefined && kind === undefined && since === undefined && documents.length === 0
}

/** The scope with one property set, or taken out where the value is undefined. */
export function withProperty(scope: Scope, key: 'space' | 'kind' | 'since', value: string | undefined): Scope {
  const { [key]: _, ...rest } = scope
  return value === undefined || value === '' ? rest : { ...rest, [key]: value }
}

/** The scope with a document added, or taken out where it was in. */
export function toggleDocument(scope: Scope, document: { id: string; title: string }): Scope {
  const others = scope.documents.filter(({ id }) => id !== document.id)
  const isIn = others.length < scope.documents.length
  return { ...scope, documents: isIn ? others : [...others, { id: document.id, title: document.title }] }
}

/** What an answer was asked of. Titles are known of the documents that it shows; others have ''. */
export function scopeOfAnswer({ record, citations, nearest }: Answer): Scope {
  const { spaces = [], kinds = [], documentIds = [], since } = record?.filters ?? {}
  const titles = new Map([...nearest, ...citations].map(({ documentId, title }) => [documentId, title]))
  const [space] = spaces
  const [kind] = kinds
  return {
    ...(space === undefined ? {} : { space }),
    ...(kind === undefined ? {} : { kind }),
    ...(since === undefined ? {} : { since }),
    documents: documentIds.map((id) => ({ id, title: titles.get(id) ?? '' })),
  }
}
