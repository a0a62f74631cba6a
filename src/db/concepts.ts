import { asc, count, eq, max } from 'drizzle-orm'
import type { Database, Transaction } from './client.ts'
import { type ConceptRow, concepts } from './schema/concepts.ts'

export function listConcepts(db: Database): ConceptRow[] {
  return db.select().from(concepts).orderBy(asc(concepts.createdAt), asc(concepts.id)).all()
}

/**
 * Prepares the reading of what changes whenever a concept is added, changed or removed: each of them has a time of
 * change of its own.
 */
export function conceptsVersionReader(db: Database): () => string {
  const select = db
    .select({ rows: count(), latest: max(concepts.updatedAt) })
    .from(concepts)
    .prepare()
  return () => {
    const row = select.get()
    return `${row?.rows ?? 0}:${row?.latest ?? ''}`
  }
}

/** Now, or a millisecond after the last change where the clock has not moved on since, or was put back. */
function nextChangeTime(tx: Transaction): string {
  const row = tx
    .select({ latest: max(concepts.updatedAt) })
    .from(concepts)
    .get()
  const after = row?.latest ? Date.parse(row.latest) + 1 : 0
  return new Date(Math.max(Date.now(), after)).toISOString()
}

/** Adds a concept, or puts it in the place of the one with its id. */
export function putConcept(tx: Transaction, concept: Omit<ConceptRow, 'createdAt' | 'updatedAt'>): ConceptRow {
  const now = nextChangeTime(tx)
  const row = { ...concept, createdAt: now, updatedAt: now }
  const { createdAt: _, ...changed } = row
  return tx.insert(concepts).values(row).onConflictDoUpdate({ target: concepts.id, set: changed }).returning().get()
}

/** @returns whether there was one. */
export function removeConcept(tx: Transaction, id: string): boolean {
  return tx.delete(concepts).where(eq(concepts.id, id)).run().changes > 0
}
