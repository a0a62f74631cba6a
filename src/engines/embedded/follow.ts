import { and, eq, inArray } from 'drizzle-orm'
import { changesAfter, latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { documents } from '../../db/schema/documents.ts'
import { points } from '../../db/schema/points.ts'
import { spaces } from '../../db/schema/spaces.ts'
import { versions } from '../../db/schema/versions.ts'
import { addSegment, type Corpus, dropRepeats, numberVersion, refreshLiveness, type Segment } from './corpus.ts'
import { fillGaps, fillSegment } from './fill-vectors.ts'
import { nextTurn } from './next-turn.ts'
import { pointReader, type ReadPoint } from './read-points.ts'
import { SEGMENT_SLOTS } from './tidy.ts'
import { emptyBlock, putVectors } from './vector-block.ts'

/** So many points are taken in without letting other work through. */
export const POINTS_PER_STEP = 1_000
const DOCUMENTS_PER_STEP = 500

/**
 * How far a corpus in memory has followed the database. `slotsAtFirst`: how large the first segments are, which are built
 * in one go.
 */
export type Position = { change: number; point: number; slotsAtFirst: number }

/** Where a corpus begins. While nobody can be answered, it is filled by whole segments. */
export function startPosition(slotsAtFirst = SEGMENT_SLOTS): Position {
  return { change: 0, point: 0, slotsAtFirst }
}

/** The embedder whose vectors are in use at the moment of the call. */
type ModelInUse = () => string

async function addPoints(
  db: Database,
  corpus: Corpus,
  read: readonly ReadPoint[],
  model: string,
  inUse: ModelInUse,
): Promise<Segment> {
  const segment = addSegment(corpus, read)
  const block = emptyBlock(read.length)
  putVectors(
    block,
    read.map(({ vector }) => vector),
  )
  block.isWhole = true
  segment.vectors.set(model, block)
  const numbers = new Set(segment.versionOf)
  const written = [...numbers].filter((number) => corpus.versions[number]?.isLive)
  for (const number of written) dropRepeats(corpus, number)
  if (written.length > 0) refreshLiveness(corpus)
  if (inUse() !== model) await fillSegment(db, segment, inUse())
  return segment
}

/** @returns the segments that were added. */
async function followPoints(
  db: Database,
  corpus: Corpus,
  position: Position,
  inUse: ModelInUse,
): Promise<ReadonlySet<Segment>> {
  const read = pointReader(db)
  const slots = position.point === 0 ? position.slotsAtFirst : POINTS_PER_STEP
  const added = new Set<Segment>()
  for (;;) {
    const model = inUse()
    const points: ReadPoint[] = []
    let isEnd = false
    while (!isEnd && points.length < slots) {
      const after = points.at(-1)?.seq ?? position.point
      const step = read(after, model, Math.min(POINTS_PER_STEP, slots - points.length))
      for (const point of step) points.push(point)
      isEnd = step.length === 0
      if (!isEnd) await nextTurn()
    }
    position.point = points.at(-1)?.seq ?? position.point
    if (points.length > 0) added.add(await addPoints(db, corpus, points, model, inUse))
    if (isEnd) return added
  }
}

function currentVersions(db: Database, documentIds: readonly string[]) {
  return db
    .select({
      versionId: versions.id,
      chunkCount: versions.chunkCount,
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

/** @returns the numbers of the versions that are live now. */
function activate(db: Database, corpus: Corpus, documentIds: ReadonlySet<string>): ReadonlySet<number> {
  for (const version of corpus.versions) if (documentIds.has(version.facts.documentId)) version.isLive = false
  const numbers = new Set<number>()
  for (const { versionId, path, chunkCount, ...facts } of currentVersions(db, [...documentIds])) {
    const number = numberVersion(corpus, versionId)
    const points = corpus.versions[number]?.points ?? 0
    corpus.versions[number] = { versionId, isLive: true, isGone: false, path, facts, points }
    if (points > chunkCount) dropRepeats(corpus, number)
    numbers.add(number)
  }
  return numbers
}

/** Versions of these that have points. */
export function versionsWithPoints(db: Database, versionIds: readonly string[]): Set<string> {
  const found = new Set<string>()
  for (let at = 0; at < versionIds.length; at += DOCUMENTS_PER_STEP) {
    const some = versionIds.slice(at, at + DOCUMENTS_PER_STEP)
    const rows = db.selectDistinct({ id: points.versionId }).from(points).where(inArray(points.versionId, some)).all()
    for (const { id } of rows) found.add(id)
  }
  return found
}

/**
 * Brings a corpus in memory up to the database, in steps that let other work through. Points come
 * before the changes that make them current, so a version is never live without its chunks.
 */
export async function followDatabase(
  db: Database,
  corpus: Corpus,
  position: Position,
  inUse: ModelInUse,
): Promise<void> {
  const target = latestChange(db)
  const added = await followPoints(db, corpus, position, inUse)
  const changed = changesAfter(db, position.change).filter((change) => change.seq <= target)
  const documentIds = [...new Set(changed.map((change) => change.documentId))]
  for (let at = 0; at < documentIds.length; at += DOCUMENTS_PER_STEP) {
    const live = activate(db, corpus, new Set(documentIds.slice(at, at + DOCUMENTS_PER_STEP)))
    const earlier = corpus.segments.filter((segment) => !added.has(segment))
    fillGaps(db, inUse(), earlier, live)
    refreshLiveness(corpus)
    await nextTurn()
  }
  position.change = target
}
