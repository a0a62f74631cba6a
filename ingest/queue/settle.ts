import { write } from '../../src/db/client.ts'
import { familyState, listFamily, openSyncs, reportProgress } from '../../src/db/job-queue.ts'
import { finishJob, NOTHING_DONE } from '../../src/db/jobs.ts'
import type { IngestDeps } from '../deps.ts'
import { addUp } from './sync-result.ts'

/**
 * Closes each sync whose last file job is finished, and each file whose last inner file is; tells how far the others
 * have come. Inner ones come first: a file was queued after its sync.
 */
export function settleSyncs({ db }: IngestDeps): void {
  for (const sync of openSyncs(db).reverse()) {
    const { open, finished, total } = familyState(db, sync.id)
    if (open > 0) {
      if (finished !== sync.done || total !== sync.total) reportProgress(db, sync.id, { done: finished, total })
      continue
    }
    const result = addUp(sync.result ?? NOTHING_DONE, listFamily(db, sync.id))
    const state = sync.isCancelRequested ? 'cancelled' : 'done'
    write(db, (tx) => finishJob(tx, sync.id, { state, result, ...(state === 'done' ? { total } : {}) }))
  }
}
