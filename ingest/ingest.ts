import { randomUUID } from 'node:crypto'
import { v5 as uuidv5 } from 'uuid'
import type { Removal } from '../src/db/document-removal.ts'
import { findDocumentRow, readyDocument } from '../src/db/documents.ts'
import { reportProgress } from '../src/db/job-queue.ts'
import { finishJob, NOTHING_DONE } from '../src/db/jobs.ts'
import { saveLayout } from '../src/db/layouts.ts'
import { containersWithFailures, type MemberCount } from '../src/db/members.ts'
import { originalPath, removeOriginals } from '../src/db/originals.ts'
import type { Chunk } from '../src/db/schema/chunks.ts'
import type { DocumentRow } from '../src/db/schema/documents.ts'
import type { JobRequest, JobRow } from '../src/db/schema/jobs.ts'
import { findVersion, stageChunks, stageVersion } from '../src/db/versions.ts'
import { AppError } from '../src/errors.ts'
import { sparseVector } from '../src/language/terms.ts'
import { activate, placeInsideAgain } from './activate.ts'
import type { IngestDeps } from './deps.ts'
import { embeddingText } from './embed.ts'
import { fileName, READER_VERSION } from './plan.ts'
import { canHoldFiles } from './read/formats.ts'
import type { Reading, ReadOutcome } from './read-file.ts'
import { whenAborted } from './when-aborted.ts'

export type FileRequest = Extract<JobRequest, { kind: 'file' }>

const CHUNKS_PER_BATCH = 64
const PROGRESS_EVERY_MS = 100

type Progress = { stage: 'reading' | 'chunking' | 'embedding' | 'indexing'; done: number; total: number }

/** Writes progress now and then: a file that is done in no time costs no write at all. */
function progressReporter(deps: IngestDeps, jobId: string): (progress: Progress) => void {
  let last = Date.now()
  return (progress) => {
    if (Date.now() - last < PROGRESS_EVERY_MS) return
    last = Date.now()
    reportProgress(deps.db, jobId, progress)
  }
}

function readBytes(
  document: DocumentRow,
  request: FileRequest,
  deps: IngestDeps,
  report: (pages: { done: number; total: number }) => void,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  const current = document.currentVersionId === null ? undefined : findVersion(deps.db, document.currentVersionId)
  const isUpToDate =
    current?.readerVersion === READER_VERSION &&
    request.isMoved !== true &&
    !(canHoldFiles(document.path) && containersWithFailures(deps.db).has(document.id))
  const order = {
    path: request.source ?? originalPath(deps.dataFolder, request.contentHash),
    name: fileName(document.path),
    dataFolder: deps.dataFolder,
    isKept: request.source === undefined,
    depth: document.depth,
    knownHash: isUpToDate ? current.contentHash : '',
  }
  const read = (room: MemberCount) => deps.reader.read({ ...order, room }, signal, report)
  return canHoldFiles(document.path) ? deps.roomFor(document, read) : read({ files: 0, bytes: 0 })
}

function toChunks(versionId: string, { text, chunks }: Reading): Chunk[] {
  return chunks.map(({ start, end, headings, speaker, page }, ordinal) => ({
    id: uuidv5(`${start}:${end}`, versionId),
    versionId,
    ordinal,
    start,
    end,
    text: text.slice(start, end),
    page: page ?? null,
    headings,
    speaker: speaker ?? null,
  }))
}

type StagedVersion = { id: string; title: string; documentId: string }

/** Stages a batch of chunks and makes them known to the index; no query sees them yet. */
async function indexBatch(batch: readonly Chunk[], of: StagedVersion, deps: IngestDeps): Promise<void> {
  const items = batch.map((chunk) => ({ text: embeddingText(of.title, chunk), documentId: of.documentId }))
  const vectors = await deps.embed(items)
  const points = batch.flatMap(({ id: chunkId, versionId, ordinal }, i) => {
    const dense = vectors[i]
    return dense ? [{ chunkId, versionId, ordinal, sparse: sparseVector(items[i]?.text ?? ''), dense }] : []
  })
  if (points.length !== batch.length)
    throw new AppError('embedding_failed', 'The embedding model gave too few vectors: retry the job.')
  await deps.bridge(points, items)
  await deps.index(points)
}

/** Stages a version with all its chunks and points. */
async function stageReading(
  version: StagedVersion,
  reading: Reading,
  deps: IngestDeps,
  report: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  const chunks = toChunks(version.id, reading)
  const total = chunks.length
  const aborted = whenAborted(signal)
  report({ stage: 'chunking', done: 0, total })
  const row = {
    id: version.id,
    documentId: version.documentId,
    contentHash: reading.contentHash,
    readerVersion: READER_VERSION,
    embeddingModel: deps.embedderId,
    bytes: reading.bytes,
    characters: reading.text.length,
    pages: reading.pages ?? null,
    reader: reading.reader,
    sketch: Buffer.from(reading.sketch),
    warnings: reading.warnings,
    text: reading.text,
  }
  for (let done = 0; done === 0 || done < total; done += CHUNKS_PER_BATCH) {
    signal.throwIfAborted()
    const batch = chunks.slice(done, done + CHUNKS_PER_BATCH)
    await deps.commit(() => {
      if (done === 0) {
        stageVersion(deps.db, row)
        saveLayout(deps.db, row.id, reading.layout)
      }
      stageChunks(deps.db, batch)
    })
    report({ stage: 'embedding', done, total })
    await Promise.race([indexBatch(batch, version, deps), aborted])
    report({ stage: 'indexing', done: Math.min(total, done + CHUNKS_PER_BATCH), total })
  }
}

/**
 * Brings one file into the library: read in the child, staged chunk by chunk, embedded, indexed, and made current in a
 * last transaction that finishes the job, too. Whatever fails before leaves a staged version that no query sees; the
 * caller drops it.
 *
 * @throws AppError, or the reason of the signal.
 */
export async function ingestFile(
  job: JobRow,
  request: FileRequest,
  deps: IngestDeps,
  signal: AbortSignal,
): Promise<void> {
  const document = findDocumentRow(deps.db, request.documentId)
  if (!document) throw new AppError('not_found', `${job.path} was removed from the library before it was read.`)
  const report = progressReporter(deps, job.id)
  const onPage = (pages: { done: number; total: number }) => report({ stage: 'reading', ...pages })
  const reading = await readBytes(document, request, deps, onPage, signal)
  if (reading.isUnchanged) {
    await deps.commit((tx) => {
      readyDocument(tx, document.id)
      finishJob(tx, job.id, { state: 'done', result: { ...NOTHING_DONE, unchanged: 1 } })
    })
    return
  }
  const removal = isAsBefore(document, request, reading, deps)
    ? await deps.commit((tx) => placeInsideAgain(tx, job, document, reading))
    : await bringIn(job, request, { document, reading }, deps, report, signal)
  for (const versionId of removal.versionIds) await deps.removeFromIndex(versionId)
  await removeOriginals(deps.dataFolder, removal.originals)
}

/** Whether a container was opened again only for files inside it that could not be read. */
function isAsBefore(document: DocumentRow, request: FileRequest, reading: Reading, deps: IngestDeps): boolean {
  const current = document.currentVersionId === null ? undefined : findVersion(deps.db, document.currentVersionId)
  const isSame = current?.contentHash === reading.contentHash && current.readerVersion === READER_VERSION
  return isSame && canHoldFiles(document.path) && request.isMoved !== true
}

/** Stages what was read as a version of its own, and makes that the current one. */
async function bringIn(
  job: JobRow,
  request: FileRequest,
  { document, reading }: { document: DocumentRow; reading: Reading },
  deps: IngestDeps,
  report: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Removal> {
  const id = randomUUID()
  const title = document.corrected.includes('title') ? document.title : reading.detected.title
  await stageReading({ id, title, documentId: document.id }, reading, deps, report, signal)
  signal.throwIfAborted()
  const counts = request.isMoved ? {} : document.currentVersionId === null ? { added: 1 } : { updated: 1 }
  const isFollowed = deps.follower !== undefined
  return deps.commit((tx) => activate(tx, job, document, { id, reading, isFollowed }, counts))
}
