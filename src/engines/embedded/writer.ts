import { eq } from 'drizzle-orm'
import { type Database, type Transaction, write } from '../../db/client.ts'
import { fromVector } from '../../db/embeddings.ts'
import { chunks } from '../../db/schema/chunks.ts'
import { points, vectors } from '../../db/schema/points.ts'
import { versions } from '../../db/schema/versions.ts'
import type { IndexWriter } from '../engine.ts'

function bytesOf(array: Uint32Array | Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength)
}

function putVector(tx: Transaction, row: typeof vectors.$inferInsert): void {
  const { vector } = row
  tx.insert(vectors)
    .values(row)
    .onConflictDoUpdate({ target: [vectors.chunkId, vectors.model], set: { vector } })
    .run()
}

/** Whether a chunk is, or is about to be, found by a search. */
function isWanted(tx: Transaction, chunkId: string): boolean {
  const row = tx
    .select({ state: versions.state })
    .from(chunks)
    .innerJoin(versions, eq(versions.id, chunks.versionId))
    .where(eq(chunks.id, chunkId))
    .get()
  return row !== undefined && row.state !== 'superseded'
}

/** The embedded engine's writing half: rows that every process follows into its memory. `model`: the embedder's id. */
export function embeddedWriter(db: Database, model: string): IndexWriter {
  return {
    upsert: async (batch) => {
      write(db, (tx) => {
        for (const { chunkId, versionId, ordinal, sparse, dense } of batch) {
          const row = {
            versionId,
            ordinal,
            termIds: bytesOf(sparse.ids),
            termCounts: bytesOf(sparse.counts),
          }
          tx.delete(points).where(eq(points.chunkId, chunkId)).run()
          tx.insert(points)
            .values({ chunkId, ...row })
            .run()
          putVector(tx, { chunkId, model, versionId, vector: fromVector(dense) })
        }
      })
    },
    addVectors: async (otherModel, batch) => {
      write(db, (tx) => {
        for (const { chunkId, versionId, vector } of batch) {
          if (isWanted(tx, chunkId))
            putVector(tx, { chunkId, model: otherModel, versionId, vector: fromVector(vector) })
        }
      })
    },
    removeVersion: async (versionId) => {
      write(db, (tx) => {
        tx.delete(points).where(eq(points.versionId, versionId)).run()
        tx.delete(vectors).where(eq(vectors.versionId, versionId)).run()
      })
    },
  }
}
