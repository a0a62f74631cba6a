import { write } from '../db/client.ts'
import { enqueueJob, NOTHING_DONE } from '../db/jobs.ts'
import type { JobRequest, JobRow, SyncResult } from '../db/schema/jobs.ts'
import { openProgress } from '../terminal/progress.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { followSync } from './follow-sync.ts'
import type { Library } from './open-library.ts'

export type SyncRequest = Omit<Extract<JobRequest, { kind: 'sync' }>, 'kind'>

/** `tookMs` is wall time, waiting for jobs queued earlier included. */
export type SyncOutcome = { state: JobRow['state']; result: SyncResult; tookMs: number }

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
    const job = await followSync(services.db, id, { onProgress: progress.update, assertWorker, signal })
    return { state: job.state, result: job.result ?? NOTHING_DONE, tookMs: Math.round(performance.now() - start) }
  } finally {
    progress.stop()
  }
}
