import { eq, sql } from 'drizzle-orm'
import { type Database, type Transaction, write } from '../../db/client.ts'
import { fromVector } from '../../db/embeddings.ts'
import { chunks } from '../../db/schema/chunks.ts'
import { points, vectors } from '../../db/schema/points.ts'
import { versions } from '../../db/schema/versions.ts'
import type { IndexWriter } from '../engine.ts'

function bytesOf(array: Uint32Array | Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength)
}

/** Prepared once: a file of many chunks writes three rows for each. They run inside whatever transaction is open. */
function prepareWrites(db: Database) {
  const { chunkId, versionId, ordinal, termIds, termCounts, model, vector } = {
    chunkId: sql.placeholder('chunkId'),
    versionId: sql.placeholder('versionId'),
    ordinal: sql.placeholder('ordinal'),
    termIds: sql.placeholder('termIds'),
    termCounts: sql.placeholder('termCounts'),
    model: sql.placeholder('model'),
    vector: sql.placeholder('vector'),
  }
  return {
    dropPoint: db.delete(points).where(eq(points.chunkId, chunkId)).prepare(),
    addPoint: db.insert(points).values({ chunkId, versionId, ordinal, termIds, termCounts }).prepare(),
    putVector: db
      .insert(vectors)
      .values({ chunkId, model, versionId, vector })
      .onConflictDoUpdate({ target: [vectors.chunkId, vectors.model], set: { vector: sql`excluded.vector` } })
      .prepare(),
  }
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
  const { dropPoint, addPoint, putVector } = prepareWrites(db)
  return {
    upsert: async (batch) => {
      write(db, () => {
        for (const { chunkId, versionId, ordinal, sparse, dense } of batch) {
          const terms = { termIds: bytesOf(sparse.ids), termCounts: bytesOf(sparse.counts) }
          dropPoint.run({ chunkId })
          addPoint.run({ chunkId, versionId, ordinal, ...terms })
          putVector.run({ chunkId, model, versionId, vector: fromVector(dense) })
        }
      })
    },
    addVectors: async (otherModel, batch) => {
      write(db, (tx) => {
        for (const { chunkId, versionId, vector } of batch) {
          if (isWanted(tx, chunkId))
            putVector.run({ chunkId, model: otherModel, versionId, vector: fromVector(vector) })
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
