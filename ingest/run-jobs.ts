import { claimJobs, requestedCancels, requeueInterrupted } from '../src/db/job-queue.ts'
import { countOpenJobs } from '../src/db/jobs.ts'
import type { JobRow } from '../src/db/schema/jobs.ts'
import type { IngestDeps } from './deps.ts'
import type { Doorbell } from './doorbell.ts'
import { dropStaged, type EndReason, giveUp } from './give-up.ts'
import { ingestFile } from './ingest.ts'
import { settleSyncs } from './settle.ts'
import { runSync } from './sync.ts'

/** Jobs under way at once: while one is being read, others are embedded and written. */
const JOBS_AT_ONCE = 16
const IDLE_POLL_MS = 100
const LOOK_AROUND_MS = 200
const STOP_WITHIN_MS = 5_000

type Running = { controller: AbortController; ended: Promise<void> }

function runJob(job: JobRow, deps: IngestDeps, signal: AbortSignal): Promise<void> {
  return job.request.kind === 'sync'
    ? runSync(job, job.request, deps, signal)
    : ingestFile(job, job.request, deps, signal)
}

/** Everything that an earlier worker left half done waits again or is taken out. */
async function recover(deps: IngestDeps): Promise<void> {
  requeueInterrupted(deps.db)
  await dropStaged(deps)
}

/**
 * Works through the queue of a data folder until `stop` fires, or, draining, until no job is open. Jobs of one document
 * run one after another, all others side by side. At the end nothing is running: a job that was stopped waits again.
 */
export async function runJobs(
  deps: IngestDeps,
  options: { isDraining: boolean; stop: AbortSignal; bell: Doorbell },
): Promise<void> {
  const { bell, stop } = options
  const running = new Map<string, Running>()
  const busyDocuments = new Map<string, Promise<void>>()
  let lookedAround = 0
  /** Set when a job could be brought to no end at all: only a new worker can take it up again. */
  let stranded: { error: unknown } | undefined

  async function finish(job: JobRow, before: Promise<void> | undefined, signal: AbortSignal): Promise<void> {
    try {
      await before
      signal.throwIfAborted()
      await runJob(job, deps, signal)
    } catch (error) {
      const reason = signal.aborted ? (signal.reason as EndReason) : undefined
      await giveUp(job, error, reason, deps)
    }
  }

  function begin(job: JobRow): void {
    const controller = new AbortController()
    const documentId = job.request.kind === 'file' ? job.request.documentId : ''
    const before = documentId === '' ? undefined : busyDocuments.get(documentId)
    const ended = finish(job, before, controller.signal)
      .catch((error) => {
        stranded ??= { error }
      })
      .finally(() => {
        running.delete(job.id)
        if (busyDocuments.get(documentId) === ended) busyDocuments.delete(documentId)
        bell.ring()
      })
    if (documentId !== '') busyDocuments.set(documentId, ended)
    running.set(job.id, { controller, ended })
  }

  function lookAround(): void {
    lookedAround = Date.now()
    for (const id of requestedCancels(deps.db)) running.get(id)?.controller.abort('cancelled' satisfies EndReason)
    settleSyncs(deps)
  }

  await recover(deps)
  const onStop = () => bell.ring()
  stop.addEventListener('abort', onStop, { once: true })
  while (!stop.aborted) {
    if (stranded) throw stranded.error
    const claimed = running.size > JOBS_AT_ONCE / 2 ? [] : claimJobs(deps.db, JOBS_AT_ONCE - running.size)
    for (const job of claimed) begin(job)
    if (running.size === 0 || Date.now() - lookedAround >= LOOK_AROUND_MS) lookAround()
    if (options.isDraining && running.size === 0 && countOpenJobs(deps.db) === 0) break
    await bell.wait(IDLE_POLL_MS)
  }
  for (const { controller } of running.values()) controller.abort('stopping' satisfies EndReason)
  const allEnded = Promise.all([...running.values()].map(({ ended }) => ended))
  await Promise.race([allEnded, new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref())])
  await recover(deps)
}
