import { randomUUID } from 'node:crypto'
import { and, eq, gte, inArray, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { recordChange } from './changes.ts'
import type { Database, Transaction } from './client.ts'
import { findDocumentRow } from './documents.ts'
import { containersWithFailures, withMembers } from './members.ts'
import { type DocumentKind, documents } from './schema/documents.ts'
import { spaces } from './schema/spaces.ts'
import { versions } from './schema/versions.ts'
import { ensureSpace } from './spaces.ts'

const ROWS_PER_STATEMENT = 250

/** A file that the library has, as its current version was read. */
export type KnownFile = {
  documentId: string
  root: string
  path: string
  kind: DocumentKind
  /** '' while it has no current version. */
  contentHash: string
  readerVersion: number
  bytes: number
  /** Its last reading failed, or that of a file inside it; an earlier version may be current all the same. */
  hasError: boolean
}

/** @returns whether `path` is `folder` or lies in it; both absolute. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}

/** The rows of a root that lie at or under an absolute path; undefined when the two have nothing in common. */
function rowsOfRoot(root: string, target: string): SQL | undefined {
  const mine = eq(documents.root, root)
  if (isWithin(root, target)) return mine
  if (!isWithin(target, root)) return undefined
  const rest = target.slice(root === '/' ? 1 : root.length + 1)
  const beneath = and(gte(documents.path, `${rest}/`), lt(documents.path, `${rest}0`))
  return and(mine, or(eq(documents.path, rest), beneath))
}

/** Every file the library has at or under these absolute paths, whichever root brought it in. Uploads have no place there, nor have files inside others. */
export function knownFiles(db: Database, space: string, targets: readonly string[]): KnownFile[] {
  const roots = db
    .selectDistinct({ root: documents.root })
    .from(documents)
    .innerJoin(spaces, eq(spaces.id, documents.spaceId))
    .where(and(eq(spaces.name, space), ne(documents.root, '')))
    .all()
  const found = new Map<string, KnownFile>()
  for (const { root } of roots) {
    for (const target of targets) {
      const rows = rowsOfRoot(root, target)
      if (rows) for (const file of selectKnown(db, space, rows)) found.set(file.documentId, file)
    }
  }
  return [...found.values()]
}

function selectKnown(db: Database, space: string, where: SQL): KnownFile[] {
  const rows = db
    .select({
      documentId: documents.id,
      root: documents.root,
      path: documents.path,
      kind: documents.kind,
      contentHash: sql<string>`coalesce(${versions.contentHash}, '')`,
      readerVersion: sql<number>`coalesce(${versions.readerVersion}, 0)`,
      bytes: sql<number>`coalesce(${versions.bytes}, 0)`,
      errorCode: documents.errorCode,
    })
    .from(documents)
    .innerJoin(spaces, eq(spaces.id, documents.spaceId))
    .leftJoin(versions, eq(versions.id, documents.currentVersionId))
    .where(and(eq(spaces.name, space), isNull(documents.containerId), where))
    .all()
  const faulty = containersWithFailures(db)
  return rows.map(({ errorCode, ...file }) => ({
    ...file,
    hasError: errorCode !== null || faulty.has(file.documentId),
  }))
}

export type NewPlace = { root: string; path: string }

/** Makes many documents at once, state `queued`, at places that are free. @returns their ids, in the order given. */
export function placeNewDocuments(
  tx: Transaction,
  places: readonly NewPlace[],
  given: { space: string; isSample: boolean; kind: DocumentKind | undefined },
): string[] {
  const spaceId = ensureSpace(tx, given.space, given.isSample).id
  const now = new Date().toISOString()
  const common = {
    spaceId,
    kind: given.kind ?? 'other',
    people: [],
    corrected: given.kind === undefined ? [] : ['kind'],
    state: 'queued' as const,
    createdAt: now,
    updatedAt: now,
  }
  const rows = places.map((place) => ({
    ...common,
    id: randomUUID(),
    root: place.root,
    path: place.path,
    title: place.path.split('/').at(-1) ?? place.path,
  }))
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
    tx.insert(documents)
      .values(rows.slice(at, at + ROWS_PER_STATEMENT))
      .run()
  }
  return rows.map((row) => row.id)
}

/** Documents that wait for another reading. */
export function requeueDocuments(tx: Transaction, ids: readonly string[]): void {
  for (let at = 0; at < ids.length; at += ROWS_PER_STATEMENT) {
    tx.update(documents)
      .set({ state: 'queued' })
      .where(inArray(documents.id, ids.slice(at, at + ROWS_PER_STATEMENT)))
      .run()
  }
}

/** A document whose file was found at another place; the files inside it go along. */
export function moveDocument(tx: Transaction, id: string, to: NewPlace): void {
  const from = findDocumentRow(tx, id)?.path
  if (from === undefined) return
  for (const one of withMembers(tx, [id])) {
    const path = `${to.path}${findDocumentRow(tx, one)?.path.slice(from.length) ?? ''}`
    const updatedAt = new Date().toISOString()
    tx.update(documents).set({ root: to.root, path, updatedAt }).where(eq(documents.id, one)).run()
    recordChange(tx, one)
  }
}

export type OutdatedDocument = { id: string; path: string; contentHash: string }

/** Documents that another version of the reader has read without a failure; files inside others come with those. */
export function outdatedDocuments(db: Database, readerVersion: number): OutdatedDocument[] {
  return db
    .select({ id: documents.id, path: documents.path, contentHash: versions.contentHash })
    .from(documents)
    .innerJoin(versions, eq(versions.id, documents.currentVersionId))
    .where(and(ne(versions.readerVersion, readerVersion), isNull(documents.containerId), isNull(documents.errorCode)))
    .all()
}
