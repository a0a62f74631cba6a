import { asc, count, eq, gt, lte } from 'drizzle-orm'
import type { Database, Transaction } from './client.ts'
import { chunks } from './schema/chunks.ts'
import { documents } from './schema/documents.ts'
import { points } from './schema/points.ts'
import { versions } from './schema/versions.ts'

/** A page of the chunks that have points, in the order of those, with what their terms are taken from. */
export function chunksOfPoints(db: Database, page: { after: number; limit: number }) {
  return db
    .select({
      seq: points.seq,
      title: documents.title,
      text: chunks.text,
      headings: chunks.headings,
      speaker: chunks.speaker,
    })
    .from(points)
    .innerJoin(chunks, eq(chunks.id, points.chunkId))
    .innerJoin(versions, eq(versions.id, chunks.versionId))
    .innerJoin(documents, eq(documents.id, versions.documentId))
    .where(gt(points.seq, page.after))
    .orderBy(asc(points.seq))
    .limit(page.limit)
    .all()
}

const bytesOf = (array: Uint32Array | Uint8Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)

/** Gives a point other terms; its number stays. */
export function replaceTerms(tx: Transaction, seq: number, terms: { ids: Uint32Array; counts: Uint8Array }): void {
  tx.update(points)
    .set({ termIds: bytesOf(terms.ids), termCounts: bytesOf(terms.counts) })
    .where(eq(points.seq, seq))
    .run()
}

/** How many points there are, and how many of them up to a number. */
export function countPointsUpTo(db: Database, seq: number): { done: number; total: number } {
  const all = db.select({ n: count() }).from(points)
  return {
    done: db.select({ n: count() }).from(points).where(lte(points.seq, seq)).get()?.n ?? 0,
    total: all.get()?.n ?? 0,
  }
}
