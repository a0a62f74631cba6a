import { write } from '../../src/db/client.ts'
import { familyState, listFamily, openSyncs, reportProgress } from '../../src/db/job-queue.ts'
import { finishJob, NOTHING_DONE } from '../../src/db/jobs.ts'
import type { IngestDeps } from '../deps.ts'
import { addUp } from './sync-result.ts'

/**
 * Closes each sync whose last file job is finished, each file whose last inner file is, and each file whose version is
 * current and taken in; tells how far the others have come. Inner ones come first: a file was queued after its sync.
 *
 * @param isUnderWay whether this worker is still at a job.
 */
export function settleSyncs({ db }: IngestDeps, isUnderWay: (jobId: string) => boolean): void {
  for (const sync of openSyncs(db).reverse()) {
    if (isUnderWay(sync.id)) continue
    const { open, finished, total } = familyState(db, sync.id)
    if (open > 0) {
      if (finished !== sync.done || total !== sync.total) reportProgress(db, sync.id, { done: finished, total })
      continue
    }
    const result = addUp(sync.result ?? NOTHING_DONE, listFamily(db, sync.id))
    const isWhole = sync.request.kind === 'file' && total === 0
    const state = sync.isCancelRequested && !isWhole ? 'cancelled' : 'done'
    write(db, (tx) => finishJob(tx, sync.id, { state, result, ...(state === 'done' && !isWhole ? { total } : {}) }))
  }
}
