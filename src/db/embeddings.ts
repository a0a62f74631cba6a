import { eq, inArray, isNull, or } from 'drizzle-orm'
import { type Database, type Transaction, write } from './client.ts'
import { embeddings } from './schema/points.ts'

const KEYS_PER_QUERY = 500

export function toVector(bytes: Buffer): Float32Array {
  const copy = new Uint8Array(bytes)
  return new Float32Array(copy.buffer)
}

export function fromVector(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
}

/** @returns the vectors known for these cache keys; a missing one has to be made. */
export function cachedEmbeddings(db: Database, keys: readonly string[]): Map<string, Float32Array> {
  const found = new Map<string, Float32Array>()
  for (let at = 0; at < keys.length; at += KEYS_PER_QUERY) {
    const rows = db
      .select()
      .from(embeddings)
      .where(inArray(embeddings.key, keys.slice(at, at + KEYS_PER_QUERY)))
      .all()
    for (const row of rows) found.set(row.key, toVector(row.vector))
  }
  return found
}

export type CacheEntry = { key: string; documentId: string; vector: Float32Array }

export function cacheEmbeddings(db: Database, entries: readonly CacheEntry[]): void {
  if (entries.length === 0) return
  write(db, (tx) => {
    for (const { key, documentId, vector } of entries) {
      tx.insert(embeddings)
        .values({ key, documentId, vector: fromVector(vector) })
        .onConflictDoNothing()
        .run()
    }
  })
}

/** Forgets the vectors that were made for a document's text, and those of which it is not known whose text it was. */
export function dropCachedEmbeddings(tx: Transaction, documentId: string): void {
  tx.delete(embeddings)
    .where(or(eq(embeddings.documentId, documentId), isNull(embeddings.documentId)))
    .run()
}
