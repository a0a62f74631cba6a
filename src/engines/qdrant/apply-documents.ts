import type { QdrantClient, Schemas } from '@qdrant/js-client-rest'
import type { Database } from '../../db/client.ts'
import { type IndexDocument, indexChunks, indexDocuments } from '../../db/index-rows.ts'
import type { Collection } from './collection.ts'
import { readFailure } from './failure.ts'
import { factsPayload, toPoint } from './point.ts'
import { FOR_A_WRITE, withRetries } from './retry.ts'

/** A request may have 32 MB at the most; a quarter of that leaves room for what the estimate misses. */
const BYTES_PER_REQUEST = 8_000_000
const POINTS_PER_REQUEST = 256
const REQUESTS_AT_ONCE = 3
const CHUNKS_PER_PAGE = 128
const SERVER_TIMEOUT_S = 30
/** `wait`: the next search sees it. `medium`: two writes of one point keep their order on every replica. */
const WRITE = { wait: true, ordering: 'medium', timeout: SERVER_TIMEOUT_S } as const

type Point = Schemas['PointStruct']

export type WriteTarget = { client: QdrantClient; collection: Collection; signal?: AbortSignal | undefined }

/** What a version is written with: a complete one has all of its points under one revision, and is not written again. */
export function revisionOf({ versionId, vectorCount }: IndexDocument): string {
  return `${versionId}.${vectorCount}`
}

function estimateBytes({ vector, payload }: Point): number {
  const dense = typeof vector === 'object' && 'dense' in vector && Array.isArray(vector.dense) ? vector.dense.length : 0
  const terms =
    typeof vector === 'object' && 'lexical' in vector ? (vector.lexical as { indices: number[] }).indices.length : 0
  const text = typeof payload?.text === 'string' ? payload.text.length : 0
  return 1_000 + dense * 12 + terms * 20 + text * 3
}

/** Cuts points into requests by their number and by their bytes. */
export function* intoRequests(points: Iterable<Point>): Generator<Point[]> {
  let batch: Point[] = []
  let bytes = 0
  for (const point of points) {
    const size = estimateBytes(point)
    if (batch.length > 0 && (batch.length >= POINTS_PER_REQUEST || bytes + size > BYTES_PER_REQUEST)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(point)
    bytes += size
  }
  if (batch.length > 0) yield batch
}

async function forEachAtOnce<T>(items: Iterable<T>, atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const iterator = items[Symbol.iterator]()
  let hasFailed = false
  const worker = async () => {
    for (let next = iterator.next(); !next.done && !hasFailed; next = iterator.next()) {
      await work(next.value).catch((error: unknown) => {
        hasFailed = true
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** A write that is in the log and not applied yet comes back as a success: it is made once more, and waits for both. */
async function completed(write: Promise<Schemas['UpdateResult']>): Promise<void> {
  const { status } = await write
  if (status !== 'completed') throw new Error(`the write is not applied yet (${status})`)
}

function mayBeTooMuch(error: unknown): boolean {
  const { status, text } = readFailure(error)
  return status === 413 || status === 429 || (status === 400 && /size|large|limit|batch|exceed/i.test(text))
}

/** Writes points whole. A request that is too large for the server is made in halves. */
async function upsert(points: readonly Point[], target: WriteTarget): Promise<void> {
  const { client, collection, signal } = target
  const write = () => completed(client.upsert(collection.name, { ...WRITE, points: [...points] }))
  try {
    await withRetries(write, FOR_A_WRITE, signal)
  } catch (error) {
    if (points.length === 1 || !mayBeTooMuch(error)) throw error
    const half = Math.ceil(points.length / 2)
    await upsert(points.slice(0, half), target)
    await upsert(points.slice(half), target)
  }
}

function* pointsOf(db: Database, documents: readonly IndexDocument[], collection: Collection): Generator<Point> {
  const { embedder, meanLength } = collection
  for (const document of documents) {
    const revision = revisionOf(document)
    for (let after = -1; ; ) {
      const page = indexChunks(db, document.versionId, embedder, { after, limit: CHUNKS_PER_PAGE })
      for (const chunk of page) yield toPoint(document, chunk, { revision, meanLength })
      if (page.length < CHUNKS_PER_PAGE) break
      after = page.at(-1)?.ordinal ?? after
    }
  }
}

const isValue = (key: string, value: string): Schemas['Condition'] => ({ key, match: { value } })
const isAny = (key: string, values: readonly string[]): Schemas['Condition'] => ({ key, match: { any: [...values] } })

/** Whether the collection holds every point of the version as it is in SQLite. */
async function isComplete(document: IndexDocument, { client, collection, signal }: WriteTarget): Promise<boolean> {
  if (document.pointCount === 0) return true
  const filter = { must: [isValue('document_id', document.documentId), isValue('revision', revisionOf(document))] }
  const ask = () => client.count(collection.name, { filter, exact: true, timeout: SERVER_TIMEOUT_S })
  const { count } = await withRetries(ask, FOR_A_WRITE, signal)
  return count === document.pointCount
}

async function setFacts(document: IndexDocument, { client, collection, signal }: WriteTarget): Promise<void> {
  const filter = { must: [isValue('document_id', document.documentId)] }
  const write = () =>
    completed(client.setPayload(collection.name, { ...WRITE, payload: factsPayload(document), filter }))
  await withRetries(write, FOR_A_WRITE, signal)
}

/** Takes out the points of these documents that belong to none of the revisions. */
async function deleteOthers(
  documentIds: readonly string[],
  revisions: readonly string[],
  { client, collection, signal }: WriteTarget,
): Promise<void> {
  if (documentIds.length === 0) return
  const filter = {
    must: [isAny('document_id', documentIds)],
    ...(revisions.length > 0 ? { must_not: [isAny('revision', revisions)] } : {}),
  }
  await withRetries(() => completed(client.delete(collection.name, { ...WRITE, filter })), FOR_A_WRITE, signal)
}

/**
 * Makes a collection hold of these documents what SQLite holds: the points of the current version are put in first, then
 * those of others are taken out, so that a search in between finds one of both. Doing it again changes nothing.
 *
 * @param options.isForced writes points also where they seem to be complete.
 */
export async function applyDocuments(
  db: Database,
  documentIds: readonly string[],
  target: WriteTarget,
  { isForced }: { isForced: boolean },
): Promise<void> {
  const { collection } = target
  const documents = indexDocuments(db, documentIds, collection.embedder)
  const toWrite: IndexDocument[] = []
  for (const document of documents) {
    if (isForced || !(await isComplete(document, target))) toWrite.push(document)
    else if (document.pointCount > 0) await setFacts(document, target)
  }
  await forEachAtOnce(intoRequests(pointsOf(db, toWrite, collection)), REQUESTS_AT_ONCE, (points) =>
    upsert(points, target),
  )
  await deleteOthers(documentIds, documents.map(revisionOf), target)
}
