import type { Schemas } from '@qdrant/js-client-rest'
import { z } from 'zod'
import type { IndexDocument } from '../../db/index-rows.ts'
import type { SparseVector } from '../engine.ts'
import type { StoredPassage } from '../stored-passage.ts'
import { dayNumber } from './filter.ts'

/** BM25 (Robertson and Zaragoza 2009): how fast repeats stop counting, and how much length is held against a chunk. */
const K1 = 1.2
const B = 0.75
/** Digits that a vector of unit length needs: float32 has no more, and JSON takes half as long. */
const DENSE_SCALE = 1e7

/** What of a document stands with each of its points. */
export type PointDocument = Omit<IndexDocument, 'pointCount' | 'vectorCount'>

/** A chunk as SQLite has it, with both of its vectors; `dense` is undefined where the embedder has made none. */
export type PointChunk = {
  chunkId: string
  ordinal: number
  start: number
  end: number
  text: string
  page: number | null
  headings: readonly string[]
  speaker: string | null
  sparse: SparseVector
  dense: Float32Array | undefined
}

/** The facts that can change while a version stays. */
export function factsPayload(document: PointDocument) {
  const { title, path, kind, space, sensitivity, date } = document
  return { title, path, kind, space, sensitivity, date, day: dayNumber(date) ?? null }
}

/**
 * The half of BM25 that lies in the chunk; the other half, the rarity of the term, is the server's (`modifier: idf`).
 * @param meanLength of the chunks of the collection, in terms: a weight is written once, so that every point of a
 *   collection has to be made with the same.
 */
export function lexicalVector(
  { ids, counts }: SparseVector,
  meanLength: number,
): { indices: number[]; values: number[] } {
  const length = counts.reduce((sum, count) => sum + count, 0)
  const norm = K1 * (1 - B + (B * length) / meanLength)
  const values = Array.from(counts, (count) => Math.round(((count * (K1 + 1)) / (count + norm)) * 1e5) / 1e5)
  return { indices: [...ids], values }
}

function denseVector(vector: Float32Array | undefined): number[] | undefined {
  if (!vector?.every(Number.isFinite)) return undefined
  return Array.from(vector, (value) => Math.round(value * DENSE_SCALE) / DENSE_SCALE)
}

/** The point of a chunk. Its id is the chunk's: a UUID that is derived from a random one, and every library has a collection of its own. */
export function toPoint(
  document: PointDocument,
  chunk: PointChunk,
  { revision, meanLength }: { revision: string; meanLength: number },
): Schemas['PointStruct'] {
  const dense = denseVector(chunk.dense)
  return {
    id: chunk.chunkId,
    vector: { lexical: lexicalVector(chunk.sparse, meanLength), ...(dense ? { dense } : {}) },
    payload: {
      document_id: document.documentId,
      version_id: document.versionId,
      revision,
      ...factsPayload(document),
      ordinal: chunk.ordinal,
      start: chunk.start,
      end: chunk.end,
      text: chunk.text,
      page: chunk.page,
      headings: [...chunk.headings],
      speaker: chunk.speaker,
    },
  }
}

const payloadSchema = z.object({
  document_id: z.string(),
  version_id: z.string(),
  title: z.string(),
  path: z.string(),
  kind: z.string(),
  space: z.string(),
  date: z.string(),
  ordinal: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  page: z.number().nullish(),
  headings: z.array(z.string()),
  speaker: z.string().nullish(),
})

/** The passage that a point holds; undefined for a point that is not ours. */
export function toStoredPassage(id: string | number, payload: unknown): StoredPassage | undefined {
  const parsed = payloadSchema.safeParse(payload)
  if (!parsed.success) return undefined
  const { document_id, version_id, start, end, page, speaker, ...rest } = parsed.data
  return {
    ...rest,
    chunkId: String(id),
    documentId: document_id,
    versionId: version_id,
    span: { start, end },
    ...(page === null || page === undefined ? {} : { page }),
    ...(speaker === null || speaker === undefined ? {} : { speaker }),
  }
}
