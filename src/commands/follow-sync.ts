import { setTimeout as pause } from 'node:timers/promises'
import { and, desc, eq } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { cancelJob, findJob } from '../db/jobs.ts'
import { type JobRow, jobs } from '../db/schema/jobs.ts'
import { AppError, ERROR_STATUS, type ErrorCode } from '../errors.ts'
import type { ProgressState } from '../terminal/progress.ts'

const POLL_MS = 50

/** The file that the worker took up last, of those a sync has queued. */
function currentFile(db: Database, syncId: string): JobRow | undefined {
  const mine = and(eq(jobs.parentId, syncId), eq(jobs.state, 'running'))
  return db.select().from(jobs).where(mine).orderBy(desc(jobs.updatedAt), desc(jobs.seq)).limit(1).get()
}

function describeProgress(db: Database, job: JobRow): ProgressState {
  const file = job.total > 0 ? currentFile(db, job.id) : undefined
  return { done: job.done, total: job.total, detail: file ? `${file.stage} ${file.path}` : job.stage }
}

const isErrorCode = (code: string): code is ErrorCode => code in ERROR_STATUS

function failureOf(job: JobRow): AppError {
  const code = job.errorCode ?? ''
  return new AppError(isErrorCode(code) ? code : 'internal', job.errorMessage ?? `The job ${job.id} failed.`)
}

export type FollowOptions = {
  onProgress: (state: ProgressState) => void
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
    options.onProgress(
      isCancelling ? { ...describeProgress(db, job), detail: 'cancelling' } : describeProgress(db, job),
    )
    options.assertWorker()
    await pause(POLL_MS)
  }
}
