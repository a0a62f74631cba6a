import { write } from '../db/client.ts'
import { enqueueJob, NOTHING_DONE } from '../db/jobs.ts'
import type { JobRequest, JobRow, SyncResult } from '../db/schema/jobs.ts'
import { openProgress } from '../terminal/progress.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { followSync } from './follow-sync.ts'
import type { Library } from './open-library.ts'
import { formatEstimate, isWorthTelling } from './sync-estimate.ts'
import { type FileWarnings, syncWarnings } from './sync-warnings.ts'

export type SyncRequest = Omit<Extract<JobRequest, { kind: 'sync' }>, 'kind'>

/** `tookMs` is wall time, waiting for jobs queued earlier included. */
export type SyncOutcome = { state: JobRow['state']; result: SyncResult; warnings: FileWarnings[]; tookMs: number }

/** Queues a sync, wakes the worker and follows it with a progress bar. */
export async function runSync(
  { services, assertWorker }: Pick<Library, 'services' | 'assertWorker'>,
  request: SyncRequest,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<SyncOutcome> {
  const start = performance.now()
  const path = request.paths.join(', ')
  const { id } = write(services.db, (tx) => enqueueJob(tx, { path, request: { kind: 'sync', ...request } }))
  services.wakeWorker()
  const progress = openProgress(terminal, 'files')
  try {
    const job = await followSync(services.db, id, {
      onProgress: progress.update,
      onEstimate: (estimate) => {
        if (!request.dryRun && isWorthTelling(estimate)) progress.note(formatEstimate(estimate))
      },
      assertWorker,
      signal,
    })
    return {
      state: job.state,
      result: job.result ?? NOTHING_DONE,
      warnings: syncWarnings(services.db, id),
      tookMs: Math.round(performance.now() - start),
    }
  } finally {
    progress.stop()
  }
}
