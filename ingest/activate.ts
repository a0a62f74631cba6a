import type { Transaction } from '../src/db/client.ts'
import { joinRemovals, type Removal, removeDocument } from '../src/db/document-removal.ts'
import { findDocumentRow, readyDocument } from '../src/db/documents.ts'
import { reportProgress } from '../src/db/job-queue.ts'
import { enqueueJobs, finishJob, NOTHING_DONE } from '../src/db/jobs.ts'
import { placeMembers } from '../src/db/members.ts'
import type { DocumentRow } from '../src/db/schema/documents.ts'
import type { JobRow, SyncResult } from '../src/db/schema/jobs.ts'
import { activateVersion } from '../src/db/versions.ts'
import { READER_VERSION } from './plan.ts'
import type { Reading } from './read-file.ts'

/**
 * Makes a staged version current, and finishes the job; where an engine outside follows, that is left to whoever has seen
 * the version taken in.
 */
export function activate(
  tx: Transaction,
  job: JobRow,
  document: DocumentRow,
  version: { id: string; reading: Reading; isFollowed: boolean },
  counts: Partial<SyncResult>,
): Removal {
  const { id, reading, isFollowed } = version
  const chunks = reading.chunks.length
  const retired = activateVersion(tx, { id, documentId: document.id, chunkCount: chunks }, reading.detected)
  const gone = placeInside(tx, job, document, { reading, isFollowed }, { ...NOTHING_DONE, ...counts, chunks })
  return { originals: gone.originals, versionIds: [...retired, ...gone.versionIds] }
}

/** Gives the files inside a document another try; its own version stays. */
export function placeInsideAgain(tx: Transaction, job: JobRow, document: DocumentRow, reading: Reading): Removal {
  readyDocument(tx, document.id)
  return placeInside(tx, job, document, { reading, isFollowed: false }, { ...NOTHING_DONE, unchanged: 1 })
}

/**
 * Finishes the job; or, where files lie inside, queues them and leaves it open until the last of them is finished. Left
 * open it is in the stage `ingesting`, which a worker that ends does not put back: the version is current.
 */
function placeInside(
  tx: Transaction,
  job: JobRow,
  document: DocumentRow,
  { reading, isFollowed }: { reading: Reading; isFollowed: boolean },
  counts: SyncResult,
): Removal {
  const container = findDocumentRow(tx, document.id) ?? document
  const inside = placeMembers(tx, container, reading.members, READER_VERSION)
  const result: SyncResult = {
    ...counts,
    removed: inside.gone.length,
    failed: inside.failed,
    unchanged: counts.unchanged + inside.unchanged,
  }
  if (inside.wanted.length === 0 && isFollowed) {
    reportProgress(tx, job.id, { stage: 'ingesting', done: counts.chunks, total: counts.chunks, result })
  } else if (inside.wanted.length === 0) finishJob(tx, job.id, { state: 'done', total: counts.chunks, result })
  else {
    enqueueJobs(tx, job, inside.wanted)
    reportProgress(tx, job.id, { stage: 'ingesting', done: 0, total: inside.wanted.length, result })
  }
  return joinRemovals(inside.gone.map((one) => removeDocument(tx, one)))
}
