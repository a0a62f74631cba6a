import type { Database } from '../../db/client.ts'
import type { IndexedChunk } from './corpus.ts'

export type ReadPoint = IndexedChunk & { seq: number; vector: Float32Array | undefined }

type Row = [
  seq: number,
  chunkId: string,
  versionId: string,
  ordinal: number,
  ids: Buffer,
  counts: Buffer,
  vector: Buffer | null,
]

/** Rows come as plain arrays: at 100,000 of them whatever else is made of each costs seconds. */
const POINTS_AFTER = `
  SELECT points.seq, points.chunk_id, points.version_id, points.ordinal, points.term_ids, points.term_counts, vectors.vector
  FROM points LEFT JOIN vectors ON vectors.chunk_id = points.chunk_id AND vectors.model = ?
  WHERE points.seq > ? ORDER BY points.seq LIMIT ?`

/** The bytes as 32-bit numbers, in place where they lie on a border of four. */
function aligned(bytes: Buffer): { buffer: ArrayBufferLike; byteOffset: number; length: number } {
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  return { buffer, byteOffset, length: bytes.byteLength >> 2 }
}

function termIds(bytes: Buffer): Uint32Array {
  const { buffer, byteOffset, length } = aligned(bytes)
  return new Uint32Array(buffer, byteOffset, length)
}

function vectorOf(bytes: Buffer): Float32Array {
  const { buffer, byteOffset, length } = aligned(bytes)
  return new Float32Array(buffer, byteOffset, length)
}

/** Reads points that came after one, in their order, with the vectors that an embedder made of their chunks. */
export function pointReader(db: Database): (after: number, model: string, limit: number) => ReadPoint[] {
  const statement = db.$client.prepare<[string, number, number], Row>(POINTS_AFTER).raw()
  return (after, model, limit) =>
    statement.all(model, after, limit).map(([seq, chunkId, versionId, ordinal, ids, counts, vector]) => ({
      seq,
      chunkId,
      versionId,
      ordinal,
      sparse: { ids: termIds(ids), counts },
      vector: vector === null ? undefined : vectorOf(vector),
    }))
}
