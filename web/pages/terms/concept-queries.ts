import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { bodyOf, client, okResponse } from '../../api/client.ts'
import { type ConceptDraft, readWords } from './concept-words.ts'

type Listed = InferResponseType<typeof client.api.concepts.$get, 200>
export type OwnConcept = Listed['concepts'][number]

export function conceptsQuery() {
  return queryOptions({
    queryKey: ['concepts'],
    queryFn: async ({ signal }) =>
      (await bodyOf(client.api.concepts.$get({ query: {} }, { init: { signal } }))).concepts,
  })
}

/** What the built-in thesaurus knows of the words in a text. */
export function builtInQuery(text: string) {
  return queryOptions({
    queryKey: ['concepts', 'built-in', text],
    queryFn: async ({ signal }) =>
      (await bodyOf(client.api.concepts.$get({ query: { builtIn: text } }, { init: { signal } }))).builtIn ?? [],
    enabled: text !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Adds a concept, or changes the one with the id. */
export async function saveConcept(draft: ConceptDraft, id: string | undefined): Promise<OwnConcept> {
  const json = { chinese: readWords(draft.chinese), english: readWords(draft.english), strength: draft.strength }
  if (id === undefined) return bodyOf(client.api.concepts.$post({ json }))
  return bodyOf(client.api.concepts[':id'].$put({ param: { id }, json }))
}

export async function removeConcept(id: string): Promise<void> {
  await okResponse(client.api.concepts[':id'].$delete({ param: { id } }))
}

/** After a change: the list, and every search, which may now find something else. */
export async function refreshConcepts(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['concepts'], exact: true }),
    queries.invalidateQueries({ queryKey: ['search'] }),
  ])
}
