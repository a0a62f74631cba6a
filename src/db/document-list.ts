import { and, asc, count, desc, eq, gt, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import { type DocumentView, selectDocuments } from './document-views.ts'
import { type DocumentKind, type DocumentRow, documents } from './schema/documents.ts'
import { spaces } from './schema/spaces.ts'
import { versions } from './schema/versions.ts'

export const SORT_KEYS = ['title', 'updatedAt', 'bytes', 'chunks', 'kind'] as const
export const ISSUES = ['error', 'warning'] as const

export type DocumentFilters = {
  /** Words that title, path, project or people hold, letter case aside; all of them have to be there. */
  q?: string | undefined
  kinds?: readonly DocumentKind[] | undefined
  space?: string | undefined
  states?: readonly DocumentRow['state'][] | undefined
  /** Only files inside that document. */
  container?: string | undefined
  issue?: (typeof ISSUES)[number] | undefined
}

/** What a viewer may see. */
type Readable = { spaces: 'all' | readonly string[]; sensitivities: 'all' | readonly string[] }

export type DocumentSort = { by: (typeof SORT_KEYS)[number]; isDescending: boolean }

const SORT_COLUMNS: Readonly<Record<DocumentSort['by'], SQL>> = {
  title: sql`${documents.title} COLLATE NOCASE`,
  updatedAt: sql`${documents.updatedAt}`,
  bytes: sql`coalesce(${versions.bytes}, 0)`,
  chunks: sql`coalesce(${versions.chunkCount}, 0)`,
  kind: sql`${documents.kind}`,
}

function holds(word: string): SQL {
  const searched = sql`lower(${documents.title} || char(10) || ${documents.path} || char(10) || ${documents.project} || char(10) || ${documents.people})`
  return sql`instr(${searched}, lower(${word})) > 0`
}

function visibleTo({ spaces: names, sensitivities }: Readable): SQL[] {
  return [
    ...(names === 'all' ? [] : [inArray(spaces.name, [...names])]),
    ...(sensitivities === 'all' ? [] : [inArray(documents.sensitivity, [...sensitivities])]),
  ]
}

function toConditions({ q, kinds, space, states, container, issue }: DocumentFilters): SQL[] {
  return [
    ...(q === undefined ? [] : q.split(/\s+/u).filter(Boolean).map(holds)),
    ...(kinds === undefined ? [] : [inArray(documents.kind, [...kinds])]),
    ...(space === undefined ? [] : [eq(spaces.name, space)]),
    ...(states === undefined ? [] : [inArray(documents.state, [...states])]),
    ...(container === undefined ? [] : [eq(documents.containerId, container)]),
    ...(issue === 'error' ? [isNotNull(documents.errorCode)] : []),
    ...(issue === 'warning' ? [sql`json_array_length(${versions.warnings}) > 0`] : []),
  ]
}

function toOrder({ by, isDescending }: DocumentSort): SQL[] {
  const column = SORT_COLUMNS[by]
  return [isDescending ? desc(column) : asc(column), asc(documents.path), asc(documents.id)]
}

function countMatching(db: Database, where: SQL | undefined): number {
  return (
    db
      .select({ n: count() })
      .from(documents)
      .innerJoin(spaces, eq(spaces.id, documents.spaceId))
      .leftJoin(versions, eq(versions.id, documents.currentVersionId))
      .where(where)
      .get()?.n ?? 0
  )
}

/** Where a page begins: after a document in the order of ids, or so many documents into a sorted list. */
export type ListPosition = { afterId: string } | { offset: number }

/**
 * A page of the documents that a viewer may see, with the number of all that match. Unsorted documents
 * come in the order of their ids; ties of a sorted list are broken by path.
 */
export function browseDocuments(
  db: Database,
  request: {
    access: Readable
    filters: DocumentFilters
    sort?: DocumentSort | undefined
    from?: ListPosition | undefined
    limit: number
  },
): { documents: DocumentView[]; total: number } {
  const { access, filters, sort, from = { offset: 0 }, limit } = request
  const matching = [...visibleTo(access), ...toConditions(filters)]
  const where = 'afterId' in from ? and(...matching, gt(documents.id, from.afterId)) : and(...matching)
  const offset = 'afterId' in from ? 0 : from.offset
  const orderBy = sort ? toOrder(sort) : [asc(documents.id)]
  return {
    documents: selectDocuments(db, { where, orderBy, limit, offset }),
    total: countMatching(db, and(...matching)),
  }
}
