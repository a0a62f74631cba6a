import { and, asc, eq, getTableColumns, gt, inArray } from 'drizzle-orm'
import { changesAfter, latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { toVector } from '../../db/embeddings.ts'
import { documents } from '../../db/schema/documents.ts'
import { points, vectors } from '../../db/schema/points.ts'
import { spaces } from '../../db/schema/spaces.ts'
import { versions } from '../../db/schema/versions.ts'
import { addChunks, type Corpus, numberVersion } from './corpus.ts'

const POINTS_PER_STEP = 1_000
const DOCUMENTS_PER_STEP = 500
const NO_VECTOR = new Float32Array(0)

/** How far a corpus in memory has followed the database. */
export type Position = { change: number; point: number }

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

function termIds(bytes: Buffer): Uint32Array {
  const copy = new Uint8Array(bytes)
  return new Uint32Array(copy.buffer)
}

function readPoints(db: Database, after: number, model: string) {
  return db
    .select({ ...getTableColumns(points), vector: vectors.vector })
    .from(points)
    .leftJoin(vectors, and(eq(vectors.chunkId, points.chunkId), eq(vectors.model, model)))
    .where(gt(points.seq, after))
    .orderBy(asc(points.seq))
    .limit(POINTS_PER_STEP)
    .all()
}

async function followPoints(db: Database, corpus: Corpus, position: Position, model: string): Promise<void> {
  for (;;) {
    const rows = readPoints(db, position.point, model)
    addChunks(
      corpus,
      rows.map(({ chunkId, versionId, ordinal, termIds: ids, termCounts, vector }) => ({
        chunkId,
        versionId,
        ordinal,
        sparse: { ids: termIds(ids), counts: new Uint8Array(termCounts) },
        dense: vector ? toVector(vector) : NO_VECTOR,
      })),
    )
    position.point = rows.at(-1)?.seq ?? position.point
    if (rows.length < POINTS_PER_STEP) return
    await nextTurn()
  }
}

function currentVersions(db: Database, documentIds: readonly string[]) {
  return db
    .select({
      versionId: versions.id,
      embeddingModel: versions.embeddingModel,
      documentId: documents.id,
      path: documents.path,
      space: spaces.name,
      kind: documents.kind,
      sensitivity: documents.sensitivity,
      date: documents.date,
    })
    .from(documents)
    .innerJoin(versions, eq(versions.id, documents.currentVersionId))
    .innerJoin(spaces, eq(spaces.id, documents.spaceId))
    .where(and(inArray(documents.id, [...documentIds])))
    .all()
}

async function followDocuments(
  db: Database,
  corpus: Corpus,
  embedderId: string,
  documentIds: readonly string[],
): Promise<void> {
  for (let at = 0; at < documentIds.length; at += DOCUMENTS_PER_STEP) {
    const step = new Set(documentIds.slice(at, at + DOCUMENTS_PER_STEP))
    const rows = currentVersions(db, [...step])
    for (const version of corpus.versions) if (step.has(version.facts.documentId)) version.isLive = false
    for (const { versionId, embeddingModel, path, ...facts } of rows) {
      const number = numberVersion(corpus, versionId)
      corpus.versions[number] = { versionId, isLive: true, hasVectors: embeddingModel === embedderId, path, facts }
    }
    await nextTurn()
  }
}

/**
 * Brings a corpus in memory up to the database, in steps that let other work through. Points come
 * before the changes that make them current, so a version is never live without its chunks.
 */
export async function followDatabase(
  db: Database,
  corpus: Corpus,
  position: Position,
  embedderId: string,
): Promise<void> {
  const target = latestChange(db)
  await followPoints(db, corpus, position, embedderId)
  const changed = changesAfter(db, position.change)
    .filter((change) => change.seq <= target)
    .map((change) => change.documentId)
  await followDocuments(db, corpus, embedderId, [...new Set(changed)])
  position.change = target
}
