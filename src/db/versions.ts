import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import { AppError } from '../errors.ts'
import { recordChange } from './changes.ts'
import { type Database, type Transaction, write } from './client.ts'
import { findDocumentRow } from './documents.ts'
import { type Chunk, chunks } from './schema/chunks.ts'
import { type DocumentRow, documents } from './schema/documents.ts'
import { points, vectors } from './schema/points.ts'
import { type Version, versions } from './schema/versions.ts'

type Optional = 'reader' | 'sketch'
export type NewVersion = Omit<Version, 'state' | 'chunkCount' | 'createdAt' | Optional> &
  Partial<Pick<Version, Optional>>
/** What a reading found out about its document; a person's corrections beat it. */
export type DetectedFields = Partial<Pick<DocumentRow, 'title' | 'kind' | 'date' | 'project' | 'people'>>

/** Writes a version that no query sees yet; its chunks and points follow in small transactions. */
export function stageVersion(db: Database, version: NewVersion): void {
  const row = { ...version, state: 'staged', createdAt: new Date().toISOString() } as const
  write(db, (tx) => tx.insert(versions).values(row).run())
}

export function stageChunks(db: Database, rows: readonly Chunk[]): void {
  if (rows.length === 0) return
  write(db, (tx) =>
    tx
      .insert(chunks)
      .values([...rows])
      .run(),
  )
}

/**
 * Makes a staged version the one that queries see, and retires the one before: its text and chunks
 * stay for old answers, its points leave the index.
 * @returns ids of the versions that were retired.
 * @throws AppError `not_found` when the document was removed meanwhile.
 */
export function activateVersion(
  tx: Transaction,
  version: { id: string; documentId: string; chunkCount: number },
  detected: DetectedFields,
): string[] {
  const document = findDocumentRow(tx, version.documentId)
  if (!document) throw new AppError('not_found', 'The document was removed while it was being read.')
  const fields = Object.fromEntries(Object.entries(detected).filter(([name]) => !document.corrected.includes(name)))
  const earlier = and(eq(versions.documentId, document.id), ne(versions.id, version.id), eq(versions.state, 'current'))
  const retired = tx
    .update(versions)
    .set({ state: 'superseded' })
    .where(earlier)
    .returning({ id: versions.id })
    .all()
    .map((row) => row.id)
  if (retired.length > 0) {
    tx.delete(points).where(inArray(points.versionId, retired)).run()
    tx.delete(vectors).where(inArray(vectors.versionId, retired)).run()
  }
  tx.update(versions).set({ state: 'current', chunkCount: version.chunkCount }).where(eq(versions.id, version.id)).run()
  const now = new Date().toISOString()
  tx.update(documents)
    .set({
      ...fields,
      currentVersionId: version.id,
      state: 'ready',
      errorCode: null,
      errorMessage: null,
      updatedAt: now,
    })
    .where(eq(documents.id, document.id))
    .run()
  recordChange(tx, document.id)
  return retired
}

/** Versions whose reading has not come to its end, or was interrupted. */
export function stagedVersions(db: Database, documentId?: string): string[] {
  const staged = eq(versions.state, 'staged')
  return db
    .select({ id: versions.id })
    .from(versions)
    .where(documentId === undefined ? staged : and(staged, eq(versions.documentId, documentId)))
    .all()
    .map((row) => row.id)
}

/** Removes what an interrupted reading left behind. */
export function dropStagedVersions(db: Database, documentId?: string): void {
  for (const id of stagedVersions(db, documentId)) {
    write(db, (tx) => tx.delete(versions).where(eq(versions.id, id)).run())
  }
}

export type VersionView = Omit<Version, 'text' | 'sketch'>

const viewColumns = {
  id: versions.id,
  documentId: versions.documentId,
  state: versions.state,
  contentHash: versions.contentHash,
  readerVersion: versions.readerVersion,
  embeddingModel: versions.embeddingModel,
  bytes: versions.bytes,
  characters: versions.characters,
  pages: versions.pages,
  reader: versions.reader,
  chunkCount: versions.chunkCount,
  warnings: versions.warnings,
  createdAt: versions.createdAt,
}

/** Newest first, staged ones left out. */
export function listVersions(db: Database, documentId: string): VersionView[] {
  return db
    .select(viewColumns)
    .from(versions)
    .where(and(eq(versions.documentId, documentId), ne(versions.state, 'staged')))
    .orderBy(desc(versions.createdAt))
    .all()
}

export function findVersion(db: Database, id: string): VersionView | undefined {
  return db
    .select(viewColumns)
    .from(versions)
    .where(and(eq(versions.id, id), ne(versions.state, 'staged')))
    .get()
}

/** The whole extracted text of a version. */
export function versionText(db: Database, id: string): string | undefined {
  return db
    .select({ text: versions.text })
    .from(versions)
    .where(and(eq(versions.id, id), ne(versions.state, 'staged')))
    .get()?.text
}
