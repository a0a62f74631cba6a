import { eq } from 'drizzle-orm'
import { type Database, write } from '../../db/client.ts'
import { fromVector } from '../../db/embeddings.ts'
import { points, vectors } from '../../db/schema/points.ts'
import type { IndexWriter } from '../engine.ts'

function bytesOf(array: Uint32Array | Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength)
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
          const vector = fromVector(dense)
          tx.insert(vectors)
            .values({ chunkId, model, versionId, vector })
            .onConflictDoUpdate({ target: [vectors.chunkId, vectors.model], set: { vector } })
            .run()
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
