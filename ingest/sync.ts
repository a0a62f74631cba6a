import { type Transaction, write } from '../src/db/client.ts'
import { joinRemovals, removeDocument } from '../src/db/document-removal.ts'
import { correctDocument } from '../src/db/documents.ts'
import { isCancelRequested, listFamily, reportProgress } from '../src/db/job-queue.ts'
import { enqueueJobs, finishJob, NOTHING_DONE } from '../src/db/jobs.ts'
import { removeOriginals } from '../src/db/originals.ts'
import { moveDocument, placeNewDocuments, requeueDocuments } from '../src/db/places.ts'
import { DOCUMENT_KINDS, type DocumentKind } from '../src/db/schema/documents.ts'
import type { JobRow, SyncResult } from '../src/db/schema/jobs.ts'
import { AppError } from '../src/errors.ts'
import { type Comparison, compareWithLibrary, type SyncRequest } from './compare.ts'
import type { IngestDeps } from './deps.ts'
import { type Estimate, estimateReading, measureFiles } from './estimate.ts'
import { inBatches } from './in-batches.ts'
import { isToRead, type PlannedFile, READER_VERSION } from './plan.ts'

/** A file that a person brings alone goes before the files of a folder. */
const FOLDER_LANE = 1
const FILES_PER_TRANSACTION = 500
const REMOVALS_PER_TRANSACTION = 50

/** A sync that is called off closes with what it has done; one whose worker ends is planned anew. */
function throwIfStopping(signal: AbortSignal): void {
  if (signal.reason === 'stopping') signal.throwIfAborted()
}

/** Lets other work of this process go on between two transactions. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

function givenKind(request: SyncRequest): DocumentKind | undefined {
  return DOCUMENT_KINDS.find((kind) => kind === request.documentKind)
}

/** Takes note of where the moved ones of these files lie now. */
function noteMoves(tx: Transaction, job: JobRow, result: SyncResult, batch: readonly PlannedFile[]): void {
  const moved = batch.filter((file) => file.action === 'move')
  if (moved.length === 0) return
  for (const { known, root, path } of moved) if (known) moveDocument(tx, known.documentId, { root, path })
  result.moved += moved.length
  reportProgress(tx, job.id, { result })
}

/** Queues a batch of file jobs. @returns false when the sync is to end. */
function queueBatch(
  job: JobRow,
  request: SyncRequest,
  result: SyncResult,
  batch: readonly PlannedFile[],
  deps: IngestDeps,
): boolean {
  return write(deps.db, (tx) => {
    if (isCancelRequested(tx, job.id)) return false
    noteMoves(tx, job, result, batch)
    const fresh = batch.filter((file) => file.known === undefined)
    const ids = placeNewDocuments(tx, fresh, { ...request, kind: givenKind(request) })
    const idOf = new Map(fresh.map((file, i) => [file, ids[i]]))
    requeueDocuments(
      tx,
      batch.flatMap((file) => file.known?.documentId ?? []),
    )
    const wanted = batch.flatMap((file) => {
      const documentId = file.known?.documentId ?? idOf.get(file)
      if (documentId === undefined) return []
      const { contentHash, absolute: source, action } = file
      const isMoved = action === 'move' ? ({ isMoved: true } as const) : {}
      const wanted = { kind: 'file', documentId, isNew: action === 'add', source, contentHash, ...isMoved } as const
      return [{ path: file.path, request: wanted }]
    })
    enqueueJobs(tx, { id: job.id, lane: FOLDER_LANE }, wanted)
    return true
  })
}

/** Takes documents out, with their originals where nothing else uses them. */
async function removeBatch(
  job: JobRow,
  result: SyncResult,
  batch: readonly PlannedFile[],
  deps: IngestDeps,
): Promise<boolean> {
  const ids = batch.flatMap((file) => file.known?.documentId ?? [])
  const removal = write(deps.db, (tx) => {
    if (isCancelRequested(tx, job.id)) return undefined
    result.removed += ids.length
    reportProgress(tx, job.id, { result })
    return joinRemovals(ids.map((id) => removeDocument(tx, id)))
  })
  if (!removal) return false
  for (const versionId of removal.versionIds) await deps.removeFromIndex(versionId)
  await removeOriginals(deps.dataFolder, removal.originals)
  return true
}

/** Moved files whose text stays as it is. */
function moveBatch(job: JobRow, result: SyncResult, batch: readonly PlannedFile[], deps: IngestDeps): boolean {
  return write(deps.db, (tx) => {
    if (isCancelRequested(tx, job.id)) return false
    noteMoves(tx, job, result, batch)
    return true
  })
}

/** A kind given with the command holds for files that need no reading, too. */
function applyGivenKind(request: SyncRequest, planned: readonly PlannedFile[], deps: IngestDeps): void {
  const kind = givenKind(request)
  if (kind === undefined) return
  for (const { known, action } of planned) {
    if (known && action !== 'remove' && known.kind !== kind) correctDocument(deps.db, known.documentId, { kind })
  }
}

/** What the files that have to be read will come to; nothing where there are none. */
async function estimateWork(changed: readonly PlannedFile[], deps: IngestDeps): Promise<{ estimate?: Estimate }> {
  return changed.length === 0 ? {} : { estimate: estimateReading(await measureFiles(changed), deps.asksService) }
}

/** Nothing was found, nothing is to be taken out, and a path is the reason. */
function assertSomethingThere({ planned, failed }: Comparison): void {
  const [first] = failed
  if (planned.length === 0 && first) throw new AppError(first.code, first.message)
}

/**
 * Compares folders and files with the library, takes out what is gone, and queues a file job for each file that is
 * new or changed. The sync itself is closed when the last of them is finished. Running it once more
 * after an interruption queues nothing twice.
 */
export async function runSync(job: JobRow, request: SyncRequest, deps: IngestDeps, signal: AbortSignal): Promise<void> {
  const comparison = await compareWithLibrary(request, deps)
  const queuedBefore = new Set(
    listFamily(deps.db, job.id).flatMap((child) => (child.request.kind === 'file' ? [child.request.documentId] : [])),
  )
  if (queuedBefore.size === 0) assertSomethingThere(comparison)
  const planned = comparison.planned.filter((file) => !(file.known && queuedBefore.has(file.known.documentId)))
  const result: SyncResult = {
    ...NOTHING_DONE,
    removed: job.result?.removed ?? 0,
    moved: job.result?.moved ?? 0,
    failed: comparison.failed,
    skipped: comparison.skipped,
  }
  const changed = planned.filter((file) => isToRead(file, READER_VERSION))
  if (request.dryRun) {
    Object.assign(result, await estimateWork(changed, deps))
    const plan = planned.map(({ path, action, known }) => ({
      path,
      action,
      ...(action === 'move' && known && { from: known.path }),
    }))
    write(deps.db, (tx) => finishJob(tx, job.id, { state: 'done', result: { ...result, plan } }))
    return
  }
  result.unchanged = planned.filter((file) => file.action === 'keep').length
  applyGivenKind(request, planned, deps)
  const moved = planned.filter((file) => file.action === 'move' && !isToRead(file, READER_VERSION))
  const gone = planned.filter((file) => file.action === 'remove')
  let isWanted = true
  for (const batch of inBatches(moved, FILES_PER_TRANSACTION)) {
    isWanted = isWanted && moveBatch(job, result, batch, deps)
    await nextTurn()
    throwIfStopping(signal)
  }
  for (const batch of inBatches(changed, FILES_PER_TRANSACTION)) {
    isWanted = isWanted && queueBatch(job, request, result, batch, deps)
    await nextTurn()
    throwIfStopping(signal)
  }
  for (const batch of inBatches(gone, REMOVALS_PER_TRANSACTION)) {
    isWanted = isWanted && (await removeBatch(job, result, batch, deps))
    await nextTurn()
    throwIfStopping(signal)
  }
  Object.assign(result, await estimateWork(changed, deps))
  reportProgress(deps.db, job.id, { stage: 'ingesting', total: changed.length + queuedBefore.size, result })
}
