import { setTimeout as pause } from 'node:timers/promises'
import { openJobsOfKind } from '../db/job-queue.ts'
import { findJob } from '../db/jobs.ts'
import { openProgress } from '../terminal/progress.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Library } from './open-library.ts'

const POLL_MS = 100

/**
 * Follows the job that brings the library to another embedding model, where one is open, for as long as it gets on. An
 * interruption leaves it to the next worker; questions are answered with the old model's vectors meanwhile.
 */
export async function followReembedding(
  { services, assertWorker }: Pick<Library, 'services' | 'assertWorker'>,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const [open] = openJobsOfKind(services.db, 'reembed')
  if (!open || signal.aborted) return
  const progress = openProgress(terminal, 'chunks')
  try {
    for (;;) {
      const job = findJob(services.db, open.id)
      if (job?.errorCode) progress.note(`${job.errorMessage} Until then the vectors of the old model are used.`)
      if (!job || job.errorCode || (job.state !== 'queued' && job.state !== 'running')) return
      progress.update({ done: job.done, total: job.total, detail: `embedding with ${job.path}` })
      if (signal.aborted) {
        progress.note(`The documents are not all embedded with ${job.path} yet; the next run goes on.`)
        return
      }
      assertWorker()
      await pause(POLL_MS)
    }
  } finally {
    progress.stop()
  }
}
