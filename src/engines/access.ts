export const SENSITIVITIES = ['public', 'internal', 'confidential'] as const
export type Sensitivity = (typeof SENSITIVITIES)[number]

/**
 * Who asks, and what they may read. Every retrieval carries one, and every engine applies it before
 * ranking. An empty list grants nothing.
 */
export type Access = {
  viewer: string
  spaces: 'all' | readonly string[]
  sensitivities: 'all' | readonly Sensitivity[]
}

/** The one viewer there is until accounts exist: whoever reaches the loopback address. */
export const OWNER_ACCESS: Access = { viewer: 'owner', spaces: 'all', sensitivities: 'all' }

/** What a search may be narrowed to; a missing field narrows nothing, an empty list matches nothing. */
export type Filters = {
  spaces?: readonly string[]
  kinds?: readonly string[]
  documentIds?: readonly string[]
  /** ISO 8601 date; documents of that day or later. */
  since?: string
}

/** The facts of a document that access and filters look at. */
export type DocumentFacts = { documentId: string; space: string; kind: string; sensitivity: string; date: string }

/** @returns whether the viewer may see the document and the filters ask for it. */
export function isVisible(facts: DocumentFacts, access: Access, filters: Filters = {}): boolean {
  if (access.spaces !== 'all' && !access.spaces.includes(facts.space)) return false
  if (access.sensitivities !== 'all' && !access.sensitivities.some((one) => one === facts.sensitivity)) return false
  if (filters.spaces && !filters.spaces.includes(facts.space)) return false
  if (filters.kinds && !filters.kinds.includes(facts.kind)) return false
  if (filters.documentIds && !filters.documentIds.includes(facts.documentId)) return false
  if (filters.since && facts.date < filters.since) return false
  return true
}
