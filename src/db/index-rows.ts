import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import { toVector } from './embeddings.ts'
import { chunks } from './schema/chunks.ts'
import { documents } from './schema/documents.ts'
import { points, vectors } from './schema/points.ts'
import { spaces } from './schema/spaces.ts'
import { versions } from './schema/versions.ts'

/** The current version of a document with the facts that stand with its points. */
export type IndexDocument = {
  documentId: string
  versionId: string
  title: string
  path: string
  kind: string
  space: string
  sensitivity: string
  date: string
  pointCount: number
  /** How many of its chunks have a vector of the embedder asked for. */
  vectorCount: number
}

/** Those of these documents that have a current version; a few hundred ids at a time. */
export function indexDocuments(db: Database, ids: readonly string[], model: string): IndexDocument[] {
  const pointCount = sql<number>`(SELECT count(*) FROM points WHERE points.version_id = ${versions.id})`
  const vectorCount = sql<number>`(SELECT count(*) FROM vectors WHERE vectors.version_id = ${versions.id} AND vectors.model = ${model})`
  return db
    .select({
      documentId: documents.id,
      versionId: versions.id,
      title: documents.title,
      path: documents.path,
      kind: documents.kind,
      space: spaces.name,
      sensitivity: documents.sensitivity,
      date: documents.date,
      pointCount,
      vectorCount,
    })
    .from(documents)
    .innerJoin(versions, eq(versions.id, documents.currentVersionId))
    .innerJoin(spaces, eq(spaces.id, documents.spaceId))
    .where(and(inArray(documents.id, [...ids]), eq(versions.state, 'current')))
    .all()
}

function termIds(bytes: Buffer): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer)
}

/** A page of a version's chunks with their terms and their vectors, in text order; `after`: the last ordinal seen. */
export function indexChunks(db: Database, versionId: string, model: string, page: { after: number; limit: number }) {
  return db
    .select({
      chunkId: chunks.id,
      ordinal: chunks.ordinal,
      start: chunks.start,
      end: chunks.end,
      text: chunks.text,
      page: chunks.page,
      headings: chunks.headings,
      speaker: chunks.speaker,
      termIds: points.termIds,
      termCounts: points.termCounts,
      vector: vectors.vector,
    })
    .from(chunks)
    .innerJoin(points, eq(points.chunkId, chunks.id))
    .leftJoin(vectors, and(eq(vectors.chunkId, chunks.id), eq(vectors.model, model)))
    .where(and(eq(chunks.versionId, versionId), gt(chunks.ordinal, page.after)))
    .orderBy(asc(chunks.ordinal))
    .limit(page.limit)
    .all()
    .map(({ termIds: ids, termCounts, vector, ...chunk }) => ({
      ...chunk,
      sparse: { ids: termIds(ids), counts: new Uint8Array(termCounts) },
      dense: vector ? toVector(vector) : undefined,
    }))
}

/** How many points of current versions there are: as many as an index that follows has to hold. */
export function countCurrentPoints(db: Database): number {
  const row = db
    .select({ n: sql<number>`count(*)` })
    .from(points)
    .innerJoin(versions, eq(versions.id, points.versionId))
    .where(eq(versions.state, 'current'))
    .get()
  return row?.n ?? 0
}

/** Whether anything could be found at all. */
export function hasPoints(db: Database): boolean {
  return db.select({ seq: points.seq }).from(points).limit(1).get() !== undefined
}

/** A page of the ids of chunks that searches find, with their documents, in the order of the ids. */
export function currentPointIds(
  db: Database,
  page: { after: string; limit: number },
): { chunkId: string; documentId: string }[] {
  return db
    .select({ chunkId: points.chunkId, documentId: versions.documentId })
    .from(points)
    .innerJoin(versions, eq(versions.id, points.versionId))
    .where(and(gt(points.chunkId, page.after), eq(versions.state, 'current')))
    .orderBy(asc(points.chunkId))
    .limit(page.limit)
    .all()
}

export type ChunkFacts = {
  chunkId: string
  documentId: string
  space: string
  kind: string
  sensitivity: string
  date: string
}

const IDS_PER_QUERY = 500

/** The facts of the documents of these chunks, by chunk id; those that are not of a current version are left out. */
export function currentChunkFacts(db: Database, chunkIds: readonly string[]): Map<string, ChunkFacts> {
  const found = new Map<string, ChunkFacts>()
  for (let at = 0; at < chunkIds.length; at += IDS_PER_QUERY) {
    const rows = db
      .select({
        chunkId: chunks.id,
        documentId: documents.id,
        space: spaces.name,
        kind: documents.kind,
        sensitivity: documents.sensitivity,
        date: documents.date,
      })
      .from(chunks)
      .innerJoin(versions, and(eq(versions.id, chunks.versionId), eq(versions.state, 'current')))
      .innerJoin(documents, eq(documents.id, versions.documentId))
      .innerJoin(spaces, eq(spaces.id, documents.spaceId))
      .where(inArray(chunks.id, chunkIds.slice(at, at + IDS_PER_QUERY)))
      .all()
    for (const row of rows) found.set(row.chunkId, row)
  }
  return found
}
