import { write } from '../../src/db/client.ts'
import { failDocument, findDocumentRow, releaseDocuments } from '../../src/db/documents.ts'
import { finishJob } from '../../src/db/jobs.ts'
import type { JobRow } from '../../src/db/schema/jobs.ts'
import { dropStagedVersions, stagedVersions } from '../../src/db/versions.ts'
import { toAppError } from '../../src/errors.ts'
import type { IngestDeps } from '../deps.ts'

/** Why a running job is made to end: somebody called it off, or the worker itself ends and the job will be taken up again. */
export type EndReason = 'cancelled' | 'stopping'

/** Takes out everything that readings which did not come to their end have staged. */
export async function dropStaged(deps: IngestDeps, documentId?: string): Promise<void> {
  for (const versionId of stagedVersions(deps.db, documentId)) await deps.removeFromIndex(versionId)
  dropStagedVersions(deps.db, documentId)
}

/** Brings a job that did not come to its end into the state it belongs in; a stopping worker leaves it as it is. */
export async function giveUp(
  job: JobRow,
  thrown: unknown,
  reason: EndReason | undefined,
  deps: IngestDeps,
): Promise<void> {
  if (reason === 'stopping') return
  const documentId = job.request.kind === 'file' ? job.request.documentId : undefined
  if (documentId !== undefined) await dropStaged(deps, documentId)
  const isGone = documentId !== undefined && !findDocumentRow(deps.db, documentId)
  const error = toAppError(thrown)
  const isCancelled = reason === 'cancelled' || isGone
  if (error.code === 'internal' && !isCancelled) {
    const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : String(thrown)
    deps.log(`job ${job.id} (${job.path}): ${cause.split('\n').slice(0, 4).join(' | ')}`)
  }
  write(deps.db, (tx) => {
    if (isCancelled) {
      if (documentId !== undefined) releaseDocuments(tx, [documentId])
      finishJob(tx, job.id, { state: 'cancelled' })
      return
    }
    const shown = { code: error.code, message: error.message }
    if (documentId !== undefined) failDocument(tx, documentId, shown)
    finishJob(tx, job.id, { state: 'failed', error: shown })
  })
}
