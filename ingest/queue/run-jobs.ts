import { write } from '../../src/db/client.ts'
import { claimJobs, claimSuspect, putBack, requestedCancels, requeueInterrupted } from '../../src/db/job-queue.ts'
import { countOpenJobs } from '../../src/db/jobs.ts'
import type { JobRow } from '../../src/db/schema/jobs.ts'
import { AppError, toAppError } from '../../src/errors.ts'
import type { IngestDeps } from '../deps.ts'
import { ingestFile } from '../ingest.ts'
import { reembed } from '../re-embed.ts'
import { reindex } from '../reindex.ts'
import { reread } from '../reread.ts'
import { runSync } from '../sync.ts'
import type { Doorbell } from './doorbell.ts'
import { dropStaged, type EndReason, giveUp } from './give-up.ts'
import { watchOutage } from './outage.ts'
import { settleSyncs } from './settle.ts'

/** Jobs under way at once: while one is being read, others are embedded and written. */
const JOBS_AT_ONCE = 16
const IDLE_POLL_MS = 100
const LOOK_AROUND_MS = 200
const STOP_WITHIN_MS = 5_000
/** A job that so many workers have ended at is to blame, and not tried once more. */
const MOST_ATTEMPTS = 30

type Running = { controller: AbortController; ended: Promise<void> }

function runJob(job: JobRow, deps: IngestDeps, signal: AbortSignal, onEmbedded: () => void): Promise<void> {
  if (job.request.kind === 'reembed') return reembed(job, job.request, deps, { signal, onEmbedded })
  if (job.request.kind === 'reread') return reread(job, deps, signal)
  if (job.request.kind === 'reindex') return reindex(job, job.request, deps, signal)
  return job.request.kind === 'sync'
    ? runSync(job, job.request, deps, signal)
    : ingestFile(job, job.request, deps, signal)
}

function assertWorthTrying(job: JobRow, surrendered: AppError | undefined): void {
  if (surrendered) throw surrendered
  if (job.attempts <= MOST_ATTEMPTS) return
  throw new AppError(
    'read_crashed',
    `${job.path} ended the ingest worker ${MOST_ATTEMPTS} times: it may be damaged or too large; save it anew or split it, then retry.`,
  )
}

/** The job waits for the service to come back, and says so meanwhile. */
async function waitForService(job: JobRow, thrown: unknown, deps: IngestDeps): Promise<void> {
  if (job.request.kind === 'file') await dropStaged(deps, job.request.documentId)
  const { code, message } = toAppError(thrown)
  write(deps.db, (tx) => putBack(tx, job, { code, message }))
}

/** Everything that an earlier worker left half done waits again or is taken out. */
async function recover(deps: IngestDeps, isOrderly: boolean): Promise<void> {
  requeueInterrupted(deps.db, isOrderly)
  await dropStaged(deps)
}

/**
 * Works through the queue of a data folder until `stop` fires, or, draining, until no job is open. Jobs of one document
 * run one after another, and so do syncs, which plan by what the library knows; all others run side by side. At the end nothing is running: a job that was stopped waits again.
 */
export async function runJobs(
  deps: IngestDeps,
  options: { isDraining: boolean; stop: AbortSignal; bell: Doorbell },
): Promise<void> {
  const { bell, stop } = options
  const running = new Map<string, Running>()
  const outage = watchOutage({ isDraining: options.isDraining, now: Date.now })
  /** By document, and by kind of what is no file: the last of those that go one after another. */
  const turns = new Map<string, Promise<void>>()
  let lookedAround = 0
  let isAlone = false
  /** Set when a job could be brought to no end at all: only a new worker can take it up again. */
  let stranded: { error: unknown } | undefined

  async function finish(job: JobRow, before: Promise<void> | undefined, signal: AbortSignal): Promise<void> {
    try {
      await before
      signal.throwIfAborted()
      assertWorthTrying(job, job.request.kind === 'file' ? outage.surrender() : undefined)
      await runJob(job, deps, signal, outage.noteSuccess)
      await deps.follower?.follow()
      if (job.request.kind === 'file') outage.noteSuccess()
    } catch (error) {
      const reason = signal.aborted ? (signal.reason as EndReason) : undefined
      if (reason === undefined && outage.noteFailure(error)) await waitForService(job, error, deps)
      else await giveUp(job, error, reason, deps)
    }
  }

  function begin(job: JobRow): void {
    const controller = new AbortController()
    const turn = job.request.kind === 'file' ? job.request.documentId : job.request.kind
    const before = turns.get(turn)
    const ended = finish(job, before, controller.signal)
      .catch((error) => {
        stranded ??= { error }
      })
      .finally(() => {
        running.delete(job.id)
        isAlone = false
        if (turns.get(turn) === ended) turns.delete(turn)
        bell.ring()
      })
    turns.set(turn, ended)
    running.set(job.id, { controller, ended })
  }

  /** What ended a worker more than once runs alone and after all others. */
  function claimNext(): JobRow[] {
    const room = running.size > JOBS_AT_ONCE / 2 ? 0 : outage.admit(JOBS_AT_ONCE - running.size, running.size)
    if (isAlone || room === 0) return []
    const claimed = claimJobs(deps.db, room)
    const suspect = claimed.length === 0 && running.size === 0 ? claimSuspect(deps.db) : undefined
    isAlone = suspect !== undefined
    return suspect ? [suspect] : claimed
  }

  function lookAround(): void {
    lookedAround = Date.now()
    for (const id of requestedCancels(deps.db)) running.get(id)?.controller.abort('cancelled' satisfies EndReason)
    settleSyncs(deps, (id) => running.has(id))
    deps.follower?.nudge()
  }

  const isIdle = () => running.size === 0 && countOpenJobs(deps.db) === 0

  await recover(deps, false)
  const onStop = () => bell.ring()
  stop.addEventListener('abort', onStop, { once: true })
  while (!stop.aborted) {
    if (stranded) throw stranded.error
    for (const job of claimNext()) begin(job)
    if (running.size === 0 || Date.now() - lookedAround >= LOOK_AROUND_MS) lookAround()
    if (options.isDraining && isIdle()) {
      // What an engine outside still lacks may come to a job of its own.
      await deps.follower?.follow()
      if (isIdle()) break
    }
    await bell.wait(IDLE_POLL_MS)
  }
  for (const { controller } of running.values()) controller.abort('stopping' satisfies EndReason)
  const allEnded = Promise.all([...running.values()].map(({ ended }) => ended))
  await Promise.race([allEnded, new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref())])
  await recover(deps, true)
}
