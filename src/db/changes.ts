import { asc, gt, max, sql } from 'drizzle-orm'
import type { Database, Transaction } from './client.ts'
import { changes } from './schema/changes.ts'

/** Tells every follower that a document's current version or its facts are others now. */
export function recordChange(tx: Transaction, documentId: string): void {
  tx.insert(changes).values({ documentId, at: new Date().toISOString() }).run()
}

/** The number of the last change; 0 for a new library. */
export function latestChange(db: Database): number {
  return (
    db
      .select({ seq: max(changes.seq) })
      .from(changes)
      .get()?.seq ?? 0
  )
}

export function changesAfter(db: Database, seq: number): { seq: number; documentId: string }[] {
  return db
    .select({ seq: changes.seq, documentId: changes.documentId })
    .from(changes)
    .where(gt(changes.seq, seq))
    .orderBy(asc(changes.seq))
    .all()
}

/** Each document that has changed since, once, with the number of its last change, in the order of those. */
export function changedDocuments(db: Database, after: number): { seq: number; documentId: string }[] {
  const last = sql<number>`max(${changes.seq})`
  return db
    .select({ seq: last, documentId: changes.documentId })
    .from(changes)
    .where(gt(changes.seq, after))
    .groupBy(changes.documentId)
    .orderBy(asc(last))
    .all()
}

/** The name of the corpus as it stands: answers carry it. */
export function snapshotId(db: Database): string {
  return `s${latestChange(db)}`
}
