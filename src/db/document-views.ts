import { and, asc, eq, gt, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import { type DocumentKind, type DocumentRow, documents } from './schema/documents.ts'
import { spaces } from './schema/spaces.ts'
import { versions } from './schema/versions.ts'

/** A document as the outside sees it (`Document` of the HTTP interface). */
export type DocumentView = {
  id: string
  /** '' until a first version is ready. */
  versionId: string
  title: string
  path: string
  kind: DocumentKind
  space: string
  isSample: boolean
  sensitivity: string
  date: string
  project: string
  people: string[]
  state: DocumentRow['state']
  bytes: number
  chunks: number
  /** Pages, slides or sheets; absent where the format has none. */
  pages?: number
  /** What read it beside the format's own reader: `LibreOffice`, `Tesseract`; '' for that reader alone. */
  reader: string
  /** The document it lies inside: the archive of an entry, the e-mail of an attachment. */
  containerId?: string
  /** How many there are, earlier ones included. */
  versions: number
  updatedAt: string
  warnings: string[]
  error?: { code: string; message: string }
}

const documentViewColumns = {
  document: documents,
  space: spaces.name,
  isSample: spaces.isSample,
  bytes: versions.bytes,
  chunks: versions.chunkCount,
  pages: versions.pages,
  reader: versions.reader,
  warnings: versions.warnings,
}

/** The number of finished versions of each document that has any. */
function countVersions(db: Database, ids: readonly string[]): ReadonlyMap<string, number> {
  const rows = db
    .select({ id: versions.documentId, n: sql<number>`count(*)` })
    .from(versions)
    .where(and(inArray(versions.documentId, [...ids]), ne(versions.state, 'staged')))
    .groupBy(versions.documentId)
    .all()
  return new Map(rows.map(({ id, n }) => [id, n]))
}

type ViewQuery = { where: SQL | undefined; orderBy: SQL[]; limit: number; offset?: number }

/** Documents with their space and current version, which `where` and `orderBy` may name. */
export function selectDocuments(db: Database, { where, orderBy, limit, offset = 0 }: ViewQuery): DocumentView[] {
  const rows = db
    .select(documentViewColumns)
    .from(documents)
    .innerJoin(spaces, eq(spaces.id, documents.spaceId))
    .leftJoin(versions, eq(versions.id, documents.currentVersionId))
    .where(where)
    .orderBy(...orderBy)
    .limit(limit)
    .offset(offset)
    .all()
  const versionCounts = countVersions(
    db,
    rows.map(({ document }) => document.id),
  )
  return rows.map(({ document, space, isSample, bytes, chunks, pages, reader, warnings }) => ({
    id: document.id,
    versionId: document.currentVersionId ?? '',
    title: document.title,
    path: document.path,
    kind: document.kind,
    space,
    isSample,
    sensitivity: document.sensitivity,
    date: document.date,
    project: document.project,
    people: document.people,
    state: document.state,
    bytes: bytes ?? 0,
    chunks: chunks ?? 0,
    ...(pages === null ? {} : { pages }),
    reader: reader ?? '',
    ...(document.containerId === null ? {} : { containerId: document.containerId }),
    versions: versionCounts.get(document.id) ?? 0,
    updatedAt: document.updatedAt,
    warnings: warnings ?? [],
    ...(document.errorCode ? { error: { code: document.errorCode, message: document.errorMessage ?? '' } } : {}),
  }))
}

/** A page of documents in the order of their ids; `after` is the last id of the page before. */
export function listDocuments(
  db: Database,
  page: { after?: string | undefined; limit: number; space?: string | undefined },
): DocumentView[] {
  const conditions = [
    ...(page.after === undefined ? [] : [gt(documents.id, page.after)]),
    ...(page.space === undefined ? [] : [eq(spaces.name, page.space)]),
  ]
  return selectDocuments(db, { where: and(...conditions), orderBy: [asc(documents.id)], limit: page.limit })
}

export function findDocument(db: Database, id: string): DocumentView | undefined {
  return selectDocuments(db, { where: eq(documents.id, id), orderBy: [], limit: 1 })[0]
}

export function countDocuments(db: Database): number {
  return db.select({ n: sql<number>`count(*)` }).from(documents).get()?.n ?? 0
}
