import type { Database } from '../src/db/client.ts'
import { write } from '../src/db/client.ts'
import { listFamily, openJobsOfKind, reportProgress } from '../src/db/job-queue.ts'
import { enqueueJob, enqueueJobs, NOTHING_DONE } from '../src/db/jobs.ts'
import { hasOriginal } from '../src/db/originals.ts'
import { type OutdatedDocument, outdatedDocuments, requeueDocuments } from '../src/db/places.ts'
import type { JobRow } from '../src/db/schema/jobs.ts'
import type { IngestDeps } from './deps.ts'
import { READER_VERSION } from './plan.ts'

/** Behind everything that a person waits for, or has just brought in. */
const LANE = 2
const FILES_PER_TRANSACTION = 500

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Queues the job that reads anew, from the originals that are kept, what an earlier version of the reader has read, where
 * there is such a document and no such job is open. Called when a worker starts; an upload has no folder that would be
 * synced again.
 */
export function offerRereading(db: Database): void {
  if (outdatedDocuments(db, READER_VERSION).length === 0 || openJobsOfKind(db, 'reread').length > 0) return
  write(db, (tx) => enqueueJob(tx, { path: `v${READER_VERSION}`, lane: LANE, request: { kind: 'reread' } }))
}

async function withOriginal(outdated: readonly OutdatedDocument[], dataFolder: string): Promise<OutdatedDocument[]> {
  const kept: OutdatedDocument[] = []
  for (const document of outdated) if (await hasOriginal(dataFolder, document.contentHash)) kept.push(document)
  return kept
}

/** Queues a file job for each document that is to be read anew; the job itself is closed when the last is finished. */
export async function reread(job: JobRow, deps: IngestDeps, signal: AbortSignal): Promise<void> {
  const queued = new Set(
    listFamily(deps.db, job.id).flatMap(({ request }) => (request.kind === 'file' ? [request.documentId] : [])),
  )
  const outdated = outdatedDocuments(deps.db, READER_VERSION).filter(({ id }) => !queued.has(id))
  const wanted = await withOriginal(outdated, deps.dataFolder)
  for (let at = 0; at < wanted.length; at += FILES_PER_TRANSACTION) {
    signal.throwIfAborted()
    const batch = wanted.slice(at, at + FILES_PER_TRANSACTION)
    write(deps.db, (tx) => {
      requeueDocuments(
        tx,
        batch.map(({ id }) => id),
      )
      const requests = batch.map(({ id: documentId, path, contentHash }) => ({
        path,
        request: { kind: 'file', documentId, isNew: false, contentHash } as const,
      }))
      enqueueJobs(tx, { id: job.id, lane: LANE }, requests)
    })
    await nextTurn()
  }
  reportProgress(deps.db, job.id, { stage: 'ingesting', total: wanted.length + queued.size, result: NOTHING_DONE })
}
