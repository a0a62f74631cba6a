import { write } from '../src/db/client.ts'
import { familyState, listFamily, openSyncs, reportProgress } from '../src/db/job-queue.ts'
import { finishJob } from '../src/db/jobs.ts'
import type { JobRow, SyncResult } from '../src/db/schema/jobs.ts'
import type { IngestDeps } from './deps.ts'

/** What a sync and its file jobs did together; failures in the order of their paths. */
export function addUp(
  sync: SyncResult,
  files: readonly Pick<JobRow, 'path' | 'result' | 'errorCode' | 'errorMessage'>[],
): SyncResult {
  const sum = (count: (result: SyncResult) => number) =>
    files.reduce((total, file) => total + (file.result ? count(file.result) : 0), count(sync))
  const failed = files.flatMap(({ path, errorCode, errorMessage }) =>
    errorCode === null ? [] : [{ path, code: errorCode, message: errorMessage ?? '' }],
  )
  return {
    ...sync,
    added: sum((one) => one.added),
    updated: sum((one) => one.updated),
    unchanged: sum((one) => one.unchanged),
    chunks: sum((one) => one.chunks),
    failed: [...sync.failed, ...failed].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  }
}

/** Closes each sync whose last file job is finished, and tells how far the others have come. */
export function settleSyncs({ db }: IngestDeps): void {
  for (const sync of openSyncs(db)) {
    const { open, finished, total } = familyState(db, sync.id)
    if (open > 0) {
      if (finished !== sync.done || total !== sync.total) reportProgress(db, sync.id, { done: finished, total })
      continue
    }
    const nothing: SyncResult = { added: 0, updated: 0, unchanged: 0, removed: 0, failed: [], skipped: [], chunks: 0 }
    const result = addUp(sync.result ?? nothing, listFamily(db, sync.id))
    const state = sync.isCancelRequested ? 'cancelled' : 'done'
    write(db, (tx) => finishJob(tx, sync.id, { state, result, ...(state === 'done' ? { total } : {}) }))
  }
}
