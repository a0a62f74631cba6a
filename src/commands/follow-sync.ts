import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../db/client.ts'
import { cancelJob, findJob } from '../db/jobs.ts'
import type { JobRow } from '../db/schema/jobs.ts'
import { AppError, ERROR_STATUS, type ErrorCode } from '../errors.ts'
import type { ProgressState } from '../terminal/progress.ts'
import type { Estimate } from './sync-estimate.ts'
import { syncProgress } from './sync-progress.ts'

const POLL_MS = 50
const TELL_EVERY_MS = 200

const isErrorCode = (code: string): code is ErrorCode => code in ERROR_STATUS

function failureOf(job: JobRow): AppError {
  const code = job.errorCode ?? ''
  return new AppError(isErrorCode(code) ? code : 'internal', job.errorMessage ?? `The job ${job.id} failed.`)
}

export type FollowOptions = {
  onProgress: (state: ProgressState) => void
  /** Told once what the sync is going to cost, where it says so before it begins to read. */
  onEstimate?: (estimate: Estimate) => void
  /** @throws AppError `worker_failed` when nobody works on the queue any more. */
  assertWorker: () => void
  /** Cancels the sync; it is then followed until the worker has let go of it. */
  signal: AbortSignal
}

/**
 * Follows a queued sync until it is finished, cancelled or failed.
 * @throws AppError of the sync that could not run, or `worker_failed`: it never waits for nobody.
 */
export async function followSync(db: Database, id: string, options: FollowOptions): Promise<JobRow> {
  let isCancelling = false
  let isEstimated = false
  let toldAt = Number.NEGATIVE_INFINITY
  for (;;) {
    const job = findJob(db, id)
    if (!job) throw new AppError('not_found', `The job ${id} was removed while it was followed.`)
    if (job.state === 'failed') throw failureOf(job)
    if (job.state === 'done' || job.state === 'cancelled') return job
    if (options.signal.aborted && !isCancelling) {
      isCancelling = true
      cancelJob(db, id)
      continue
    }
    const estimate = isEstimated ? undefined : job.result?.estimate
    if (estimate) {
      isEstimated = true
      options.onEstimate?.(estimate)
    }
    if (performance.now() - toldAt >= TELL_EVERY_MS) {
      toldAt = performance.now()
      const progress = syncProgress(db, job)
      options.onProgress(isCancelling ? { ...progress, detail: 'cancelling' } : progress)
    }
    options.assertWorker()
    await pause(POLL_MS)
  }
}
