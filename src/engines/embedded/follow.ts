import { and, asc, eq, getTableColumns, gt, inArray } from 'drizzle-orm'
import { changesAfter, latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { toVector } from '../../db/embeddings.ts'
import { documents } from '../../db/schema/documents.ts'
import { points, vectors } from '../../db/schema/points.ts'
import { spaces } from '../../db/schema/spaces.ts'
import { versions } from '../../db/schema/versions.ts'
import { findVectors } from '../../db/vectors.ts'
import { addChunks, type Corpus, numberVersion } from './corpus.ts'
import type { DenseView } from './dense.ts'

const POINTS_PER_STEP = 1_000
const VECTORS_PER_STEP = 200
const DOCUMENTS_PER_STEP = 500

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

async function followPoints(
  db: Database,
  corpus: Corpus,
  position: Position,
  viewInUse: () => DenseView,
): Promise<void> {
  for (;;) {
    const view = viewInUse()
    const rows = readPoints(db, position.point, view.model)
    const firstSlot = corpus.chunkIds.length
    addChunks(
      corpus,
      rows.map(({ chunkId, versionId, ordinal, termIds: ids, termCounts }) => ({
        chunkId,
        versionId,
        ordinal,
        sparse: { ids: termIds(ids), counts: new Uint8Array(termCounts) },
      })),
    )
    for (const [i, { vector }] of rows.entries()) view.vectors[firstSlot + i] = vector ? toVector(vector) : undefined
    position.point = rows.at(-1)?.seq ?? position.point
    if (rows.length < POINTS_PER_STEP) return
    await nextTurn()
  }
}

/**
 * Loads the vectors of another embedder for all chunks of a corpus that may grow meanwhile, in steps that let other work
 * through. `onWhole` is called at the very moment when no chunk is left out.
 */
export async function fillView(
  db: Database,
  corpus: Corpus,
  view: DenseView,
  onWhole: (view: DenseView) => void,
): Promise<void> {
  while (view.vectors.length < corpus.chunkIds.length) {
    const at = view.vectors.length
    const chunkIds = corpus.chunkIds.slice(at, at + VECTORS_PER_STEP)
    const found = findVectors(db, view.model, chunkIds)
    for (const chunkId of chunkIds) view.vectors.push(found.get(chunkId))
    await nextTurn()
  }
  onWhole(view)
}

function currentVersions(db: Database, documentIds: readonly string[]) {
  return db
    .select({
      versionId: versions.id,
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
    .where(and(inArray(documents.id, [...documentIds]), eq(versions.state, 'current')))
    .all()
}

/** Vectors can come after their points: where another embedder was in use when a version was read. */
function fillGaps(db: Database, corpus: Corpus, view: DenseView, version: number): void {
  const slots = (corpus.slotsOf[version] ?? []).filter((slot) => view.vectors[slot] === undefined)
  for (let at = 0; at < slots.length; at += VECTORS_PER_STEP) {
    const step = slots.slice(at, at + VECTORS_PER_STEP)
    const found = findVectors(
      db,
      view.model,
      step.map((slot) => corpus.chunkIds[slot] ?? ''),
    )
    for (const slot of step) view.vectors[slot] = found.get(corpus.chunkIds[slot] ?? '')
  }
}

async function followDocuments(
  db: Database,
  corpus: Corpus,
  documentIds: readonly string[],
  viewInUse: () => DenseView,
): Promise<void> {
  for (let at = 0; at < documentIds.length; at += DOCUMENTS_PER_STEP) {
    const step = new Set(documentIds.slice(at, at + DOCUMENTS_PER_STEP))
    const rows = currentVersions(db, [...step])
    for (const version of corpus.versions) if (step.has(version.facts.documentId)) version.isLive = false
    for (const { versionId, path, ...facts } of rows) {
      const number = numberVersion(corpus, versionId)
      corpus.versions[number] = { versionId, isLive: true, path, facts }
      fillGaps(db, corpus, viewInUse(), number)
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
  viewInUse: () => DenseView,
): Promise<void> {
  const target = latestChange(db)
  await followPoints(db, corpus, position, viewInUse)
  const changed = changesAfter(db, position.change)
    .filter((change) => change.seq <= target)
    .map((change) => change.documentId)
  await followDocuments(db, corpus, [...new Set(changed)], viewInUse)
  position.change = target
}
