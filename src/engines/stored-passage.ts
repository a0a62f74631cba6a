import type { Span } from '../language/span.ts'

/** A stored chunk with what its reader needs to see of the document. `text` is the version's text cut at `span`. */
export type StoredPassage = {
  chunkId: string
  documentId: string
  versionId: string
  title: string
  path: string
  kind: string
  space: string
  /** ISO 8601 date of the document, '' when unknown. */
  date: string
  /** Position of the chunk in its version, from 0. */
  ordinal: number
  text: string
  span: Span
  page?: number
  headings: string[]
  speaker?: string
}
