import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { recordChange } from './changes.ts'
import type { Database, Transaction } from './client.ts'
import { toVector } from './embeddings.ts'
import { type Chunk, chunks } from './schema/chunks.ts'
import { documents } from './schema/documents.ts'
import { vectors } from './schema/points.ts'
import { versions } from './schema/versions.ts'
import { activeEmbedder, setActiveEmbedder } from './settings.ts'

/** The change that tells followers of another embedder; no document has this id. */
const NO_DOCUMENT = ''

/** The vectors that one embedder made of these chunks, as many as there are. */
export function findVectors(db: Database, model: string, chunkIds: readonly string[]): Map<string, Float32Array> {
  const rows = db
    .select({ chunkId: vectors.chunkId, vector: vectors.vector })
    .from(vectors)
    .where(and(inArray(vectors.chunkId, [...chunkIds]), eq(vectors.model, model)))
    .all()
  return new Map(rows.map(({ chunkId, vector }) => [chunkId, toVector(vector)]))
}

/** Size of the vectors that the library holds of an embedder; undefined where it has none. */
export function storedDimensions(db: Database, model: string): number | undefined {
  const any = db.select({ chunkId: vectors.chunkId }).from(vectors).where(eq(vectors.model, model)).limit(1).get()
  if (!any) return undefined
  return findVectors(db, model, [any.chunkId]).get(any.chunkId)?.length
}

const isCurrent = eq(versions.state, 'current')
const chunkCount = sql<number>`(SELECT count(*) FROM chunks WHERE chunks.version_id = ${versions.id})`
const vectorCount = (model: string) =>
  sql<number>`(SELECT count(*) FROM vectors WHERE vectors.version_id = ${versions.id} AND vectors.model = ${model})`

/** Current versions of which some chunk has no vector of this embedder, in a fixed order. */
export function incompleteVersions(db: Database | Transaction, model: string): string[] {
  return db
    .select({ id: versions.id })
    .from(versions)
    .where(and(isCurrent, sql`${chunkCount} > ${vectorCount(model)}`))
    .orderBy(asc(versions.id))
    .all()
    .map((row) => row.id)
}

/** How many chunks of current versions there are, and how many of them have a vector of this embedder. */
export function countVectors(db: Database, model: string): { done: number; total: number } {
  const total = sql<number>`coalesce(sum(${chunkCount}), 0)`
  const done = sql<number>`coalesce(sum(${vectorCount(model)}), 0)`
  return db.select({ done, total }).from(versions).where(isCurrent).get() ?? { done: 0, total: 0 }
}

export type ChunkToEmbed = Pick<Chunk, 'id' | 'versionId' | 'text' | 'headings' | 'speaker'> & {
  documentId: string
  title: string
  path: string
}

/** The first chunks of these current versions that have no vector of an embedder, with what is said around them. */
export function chunksToEmbed(
  db: Database,
  model: string,
  versionIds: readonly string[],
  limit: number,
): ChunkToEmbed[] {
  return db
    .select({
      id: chunks.id,
      versionId: chunks.versionId,
      text: chunks.text,
      headings: chunks.headings,
      speaker: chunks.speaker,
      documentId: documents.id,
      title: documents.title,
      path: documents.path,
    })
    .from(chunks)
    .innerJoin(versions, eq(versions.id, chunks.versionId))
    .innerJoin(documents, eq(documents.id, versions.documentId))
    .leftJoin(vectors, and(eq(vectors.chunkId, chunks.id), eq(vectors.model, model)))
    .where(and(inArray(chunks.versionId, [...versionIds]), isCurrent, isNull(vectors.chunkId)))
    .orderBy(asc(chunks.versionId), asc(chunks.ordinal))
    .limit(limit)
    .all()
}

/** Whether anything in the library was embedded with another embedder than this one, or not at all. */
export function needsReembedding(db: Database | Transaction, model: string): boolean {
  const other = db
    .select({ id: versions.id })
    .from(versions)
    .where(and(isCurrent, ne(versions.embeddingModel, model)))
  if (other.limit(1).get()) return true
  const stray = db.select({ id: vectors.chunkId }).from(vectors).where(ne(vectors.model, model)).limit(1).get()
  if (stray !== undefined || (activeEmbedder(db) !== model && hasCurrentVersion(db))) return true
  return incompleteVersions(db, model).length > 0
}

export function hasCurrentVersion(db: Database | Transaction): boolean {
  return db.select({ id: versions.id }).from(versions).where(isCurrent).limit(1).get() !== undefined
}

/**
 * Makes questions be compared with the vectors of this embedder from now on, provided that every chunk of a current
 * version has one.
 *
 * @param touched documents of which chunks got their vectors only now.
 * @returns whether it does.
 */
export function switchEmbedder(tx: Transaction, model: string, touched: ReadonlySet<string>): boolean {
  if (incompleteVersions(tx, model).length > 0) return false
  const others = tx
    .update(versions)
    .set({ embeddingModel: model })
    .where(and(isCurrent, ne(versions.embeddingModel, model)))
    .returning({ documentId: versions.documentId })
    .all()
  if (activeEmbedder(tx) === model) {
    for (const id of new Set([...touched, ...others.map(({ documentId }) => documentId)])) recordChange(tx, id)
    return true
  }
  setActiveEmbedder(tx, model)
  recordChange(tx, NO_DOCUMENT)
  return true
}

/** Takes some of the vectors of other embedders out. @returns how many; 0 when none is left. */
export function dropOtherVectors(tx: Transaction, model: string, limit: number): number {
  const some = tx.select({ rowid: sql<number>`rowid` }).from(vectors).where(ne(vectors.model, model)).limit(limit)
  return tx.delete(vectors).where(inArray(sql`rowid`, some)).run().changes
}
