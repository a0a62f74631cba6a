import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../db/client.ts'
import { jobsChangedSince, openJobs } from '../db/job-changes.ts'
import { type JobView, toJobView } from '../db/jobs.ts'
import type { JobRow, JobState } from '../db/schema/jobs.ts'
import { countJobs } from './library-counts.ts'

const POLL_MS = 250
const JOBS_PER_MESSAGE = 500
/** A job is stamped a moment before its transaction ends: looking back this far misses none. */
const LOOK_BACK_MS = 2_000

/** What happened to the jobs. `at`: the moment to go on from after a broken connection. */
export type JobNews = { at: string; counts: Record<JobState, number>; jobs: Omit<JobView, 'result'>[] }

function toCounts(found: ReadonlyMap<JobState, number>): JobNews['counts'] {
  const of = (state: JobState) => found.get(state) ?? 0
  return {
    queued: of('queued'),
    running: of('running'),
    done: of('done'),
    failed: of('failed'),
    cancelled: of('cancelled'),
  }
}

function toNews(row: JobRow): JobNews['jobs'][number] {
  const { result: _, ...view } = toJobView(row)
  return view
}

function lookBack(moment: string): string {
  return new Date(Date.parse(moment) - LOOK_BACK_MS).toISOString()
}

/**
 * Tells of every job: first of those that wait or run, or of all that changed since a moment; then of
 * each change. Ends when `signal` is aborted.
 */
export async function followJobs(
  db: Database,
  since: string | undefined,
  send: (news: JobNews) => void,
  signal: AbortSignal,
): Promise<void> {
  let at = since ?? new Date().toISOString()
  let rows = since === undefined ? openJobs(db, JOBS_PER_MESSAGE) : jobsChangedSince(db, lookBack(since))
  let told: ReadonlyMap<string, string> = new Map()
  let toldCounts = ''
  while (!signal.aborted) {
    const now = new Map(rows.map((row) => [row.id, JSON.stringify(toNews(row))]))
    const news = rows.filter(({ id }) => told.get(id) !== now.get(id)).map(toNews)
    const counts = toCounts(countJobs(db))
    const isNew = news.length > 0 || JSON.stringify(counts) !== toldCounts
    for (let from = 0; isNew && (from === 0 || from < news.length); from += JOBS_PER_MESSAGE) {
      send({ at, counts, jobs: news.slice(from, from + JOBS_PER_MESSAGE) })
    }
    told = now
    toldCounts = JSON.stringify(counts)
    await pause(POLL_MS, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    rows = jobsChangedSince(db, lookBack(at))
    at = new Date().toISOString()
  }
}
