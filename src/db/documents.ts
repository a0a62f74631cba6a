import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { recordChange } from './changes.ts'
import { type Database, type Transaction, write } from './client.ts'
import { type DocumentView, findDocument } from './document-views.ts'
import { withMembers } from './members.ts'
import { type DocumentRow, documents } from './schema/documents.ts'
import { ensureSpace } from './spaces.ts'

export type DocumentPlace = { space: string; isSample?: boolean; root: string; path: string }
export type CorrectableFields = Partial<
  Pick<DocumentRow, 'title' | 'kind' | 'date' | 'project' | 'people' | 'sensitivity'>
>

const IDS_PER_STATEMENT = 500

export function findDocumentRow(db: Database | Transaction, id: string): DocumentRow | undefined {
  return db.select().from(documents).where(eq(documents.id, id)).get()
}

/** The document at a place, made now (state `queued`) if there was none. */
export function placeDocument(
  tx: Transaction,
  place: DocumentPlace,
  fields: CorrectableFields = {},
): { document: DocumentRow; isNew: boolean } {
  const spaceId = ensureSpace(tx, place.space, place.isSample).id
  const at = and(eq(documents.spaceId, spaceId), eq(documents.root, place.root), eq(documents.path, place.path))
  const found = tx.select().from(documents).where(at).get()
  const given = { ...fields, corrected: Object.keys(fields) }
  if (found) {
    const corrected = [...new Set([...found.corrected, ...given.corrected])]
    const document = tx
      .update(documents)
      .set({ ...fields, corrected, state: 'queued' })
      .where(eq(documents.id, found.id))
      .returning()
      .get()
    return { document, isNew: found.currentVersionId === null }
  }
  const now = new Date().toISOString()
  const fileName = place.path.split('/').at(-1) ?? place.path
  const row: typeof documents.$inferInsert = {
    id: randomUUID(),
    spaceId,
    root: place.root,
    path: place.path,
    title: fileName,
    kind: 'other',
    people: [],
    ...given,
    state: 'queued',
    createdAt: now,
    updatedAt: now,
  }
  return { document: tx.insert(documents).values(row).returning().get(), isNew: true }
}

/** A document whose current version turned out to be up to date. */
export function readyDocument(tx: Transaction, id: string): void {
  tx.update(documents).set({ state: 'ready', errorCode: null, errorMessage: null }).where(eq(documents.id, id)).run()
}

/** Notes a failed reading. A document that has an earlier version stays `ready` with it and shows the error beside. */
export function failDocument(tx: Transaction, id: string, error: { code: string; message: string }): void {
  const row = findDocumentRow(tx, id)
  if (!row) return
  const state = row.currentVersionId === null ? 'failed' : 'ready'
  const now = new Date().toISOString()
  const outcome = { state, errorCode: error.code, errorMessage: error.message, updatedAt: now } as const
  tx.update(documents).set(outcome).where(eq(documents.id, id)).run()
}

/** Puts documents back to what they were before their reading was cancelled. */
export function releaseDocuments(tx: Transaction, ids: readonly string[]): void {
  const message = 'Its ingestion was cancelled; retry the job to read it.'
  const neverRead = sql`${documents.currentVersionId} IS NULL`
  for (let at = 0; at < ids.length; at += IDS_PER_STATEMENT) {
    tx.update(documents)
      .set({
        state: sql<'failed' | 'ready'>`CASE WHEN ${neverRead} THEN 'failed' ELSE 'ready' END`,
        errorCode: sql`CASE WHEN ${neverRead} THEN 'cancelled' ELSE ${documents.errorCode} END`,
        errorMessage: sql`CASE WHEN ${neverRead} THEN ${message} ELSE ${documents.errorMessage} END`,
        updatedAt: new Date().toISOString(),
      })
      .where(inArray(documents.id, ids.slice(at, at + IDS_PER_STATEMENT)))
      .run()
  }
}

/** Applies a person's corrections; later readings leave these fields alone. */
export function correctDocument(
  db: Database,
  id: string,
  fields: CorrectableFields & { space?: string | undefined },
): DocumentView | undefined {
  const { space, ...columns } = fields
  write(db, (tx) => {
    const row = findDocumentRow(tx, id)
    if (!row) return
    const corrected = [...new Set([...row.corrected, ...Object.keys(columns)])]
    const spaceId = space === undefined ? row.spaceId : ensureSpace(tx, space).id
    const updatedAt = new Date().toISOString()
    tx.update(documents)
      .set({ ...columns, spaceId, corrected, updatedAt })
      .where(eq(documents.id, id))
      .run()
    // Who may see a file may see what lies inside it, and nobody else.
    const shared = { spaceId, sensitivity: columns.sensitivity ?? row.sensitivity, updatedAt }
    for (const one of withMembers(tx, [id])) {
      if (one !== id) tx.update(documents).set(shared).where(eq(documents.id, one)).run()
      recordChange(tx, one)
    }
  })
  return findDocument(db, id)
}
