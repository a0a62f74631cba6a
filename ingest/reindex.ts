import { setTimeout as pause } from 'node:timers/promises'
import { recordChange } from '../src/db/changes.ts'
import { type Database, write } from '../src/db/client.ts'
import { hasPoints } from '../src/db/index-rows.ts'
import { openJobsOfKind, reportProgress } from '../src/db/job-queue.ts'
import { enqueueJob, finishJob } from '../src/db/jobs.ts'
import { chunksOfPoints, countPointsUpTo, replaceTerms } from '../src/db/point-terms.ts'
import type { JobRequest, JobRow } from '../src/db/schema/jobs.ts'
import { dropSettings, readSetting, termsVersion, writeSetting } from '../src/db/settings.ts'
import type { RebuildWatch } from '../src/engines/index-follower.ts'
import { toAppError } from '../src/errors.ts'
import { sparseVector, sparseVectorVersion } from '../src/language/terms.ts'
import type { IngestDeps } from './deps.ts'
import { embeddingText } from './embed.ts'

export type ReindexRequest = Extract<JobRequest, { kind: 'reindex' }>

const LANE = 1
const POINTS_PER_TRANSACTION = 200
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000
/** No document has this id: the change that tells followers of other terms. */
const NO_DOCUMENT = ''

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
const wantedTerms = sparseVectorVersion()

const hasOldTerms = (db: Database) => termsVersion(db) !== wantedTerms

/** Queues the job that builds the index anew, where none is open. */
export function queueReindexing(db: Database): void {
  write(db, (tx) => {
    if (openJobsOfKind(tx, 'reindex').some(({ isCancelRequested }) => !isCancelRequested)) return
    enqueueJob(tx, { path: `v${wantedTerms}`, lane: LANE, request: { kind: 'reindex', isForced: false } })
  })
}

/** Queues it where the points were made by an earlier version. Called when a worker starts. */
export function offerReindexing(db: Database): void {
  if (!hasPoints(db)) write(db, (tx) => writeSetting(tx, 'terms_version', wantedTerms))
  else if (hasOldTerms(db)) queueReindexing(db)
}

/** `<version>:<number of the last point>`; what was done for another version is done again. */
function progressOf(db: Database): number {
  const [version, seq] = (readSetting(db, 'terms_progress') ?? '').split(':')
  return version === wantedTerms ? Number(seq) : 0
}

/** Takes the terms of all points anew from the text of their chunks, in small transactions that can be gone on with. */
async function retakeTerms(job: JobRow, deps: IngestDeps, signal: AbortSignal): Promise<void> {
  const { db } = deps
  let after = progressOf(db)
  const progress = countPointsUpTo(db, after)
  reportProgress(db, job.id, { stage: 'indexing', ...progress })
  for (;;) {
    signal.throwIfAborted()
    const page = chunksOfPoints(db, { after, limit: POINTS_PER_TRANSACTION })
    if (page.length === 0) break
    const terms = page.map((chunk) => sparseVector(embeddingText(chunk.title, chunk)))
    after = page.at(-1)?.seq ?? after
    progress.done = Math.min(progress.total, progress.done + page.length)
    write(db, (tx) => {
      for (const [i, { seq }] of page.entries()) {
        const taken = terms[i]
        if (taken) replaceTerms(tx, seq, taken)
      }
      writeSetting(tx, 'terms_progress', `${wantedTerms}:${after}`)
      reportProgress(tx, job.id, progress)
    })
    await nextTurn()
  }
  write(db, (tx) => {
    writeSetting(tx, 'terms_version', wantedTerms)
    dropSettings(tx, ['terms_progress'])
    recordChange(tx, NO_DOCUMENT)
  })
}

/** A server that does not answer is waited for, unless somebody waits for this job. */
async function rebuildPatiently(deps: IngestDeps, watch: RebuildWatch, isForced: boolean): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    try {
      await deps.follower?.rebuild(watch)
      return
    } catch (error) {
      if (watch.signal.aborted || isForced || toAppError(error).code !== 'engine_unavailable') throw error
      await pause(pauseMs, undefined, { signal: watch.signal })
    }
  }
}

/**
 * Builds the index anew from what the database holds. Points keep their numbers, and their terms are replaced where they
 * are of an earlier version; an engine outside gets a collection of its own, which replaces the one in use when it is
 * whole. Interrupted, it is gone on with.
 *
 * @throws AppError, or the reason of the signal.
 */
export async function reindex(
  job: JobRow,
  { isForced }: ReindexRequest,
  deps: IngestDeps,
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps
  if (hasPoints(db) && (isForced || hasOldTerms(db))) await retakeTerms(job, deps, signal)
  const report = (progress: { done: number; total: number }) => reportProgress(db, job.id, progress)
  if (deps.follower && hasPoints(db)) await rebuildPatiently(deps, { report, signal }, isForced)
  deps.log('The index was built anew.')
  const { total } = countPointsUpTo(db, 0)
  await deps.commit((tx) => finishJob(tx, job.id, { state: 'done', total }))
}
