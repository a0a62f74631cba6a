import { and, asc, count, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { type Database, type Transaction, write } from './client.ts'
import { documents } from './schema/documents.ts'
import { type JobRequest, type JobRow, jobs } from './schema/jobs.ts'

/** Jobs that so many workers have ended at may be what ended them. */
const SUSPECT_ATTEMPTS = 3

/**
 * Takes the oldest waiting jobs of the lowest lane; their documents are `reading` from now on. The single worker of a
 * folder is the only caller. An empty queue costs a reading and no write lock.
 */
export function claimJobs(db: Database, limit: number): JobRow[] {
  return claim(db, lt(jobs.attempts, SUSPECT_ATTEMPTS), limit)
}

/** Takes one of the jobs that `claimJobs` leaves alone. */
export function claimSuspect(db: Database): JobRow | undefined {
  return claim(db, gte(jobs.attempts, SUSPECT_ATTEMPTS), 1)[0]
}

function claim(db: Database, which: SQL, limit: number): JobRow[] {
  const waiting = db
    .select({ seq: jobs.seq })
    .from(jobs)
    .where(and(eq(jobs.state, 'queued'), which))
    .orderBy(asc(jobs.lane), asc(jobs.seq))
    .limit(limit)
    .all()
    .map((row) => row.seq)
  if (waiting.length === 0) return []
  const kind = sql`json_extract(${jobs.request}, '$.kind')`
  const stage = sql<string>`CASE ${kind} WHEN 'sync' THEN 'planning' WHEN 'reread' THEN 'planning' WHEN 'reembed' THEN 'embedding' WHEN 'reindex' THEN 'indexing' ELSE 'reading' END`
  const taken = {
    state: 'running',
    stage,
    // Embedding and indexing anew read no file that could end a worker, and go on where they were.
    attempts: sql`CASE WHEN ${kind} IN ('reembed', 'reindex') THEN 0 ELSE ${jobs.attempts} + 1 END`,
    errorCode: null,
    errorMessage: null,
  } as const
  return write(db, (tx) => {
    const claimed = tx
      .update(jobs)
      .set({ ...taken, updatedAt: new Date().toISOString() })
      .where(and(inArray(jobs.seq, waiting), eq(jobs.state, 'queued')))
      .returning()
      .all()
    const read = claimed.flatMap(({ request }) => (request.kind === 'file' ? [request.documentId] : []))
    if (read.length > 0) tx.update(documents).set({ state: 'reading' }).where(inArray(documents.id, read)).run()
    return claimed.sort((a, b) => a.lane - b.lane || a.seq - b.seq)
  })
}

type Progress = Partial<Pick<JobRow, 'stage' | 'done' | 'total' | 'result'>>

export function reportProgress(db: Database | Transaction, id: string, progress: Progress): void {
  db.update(jobs)
    .set({ ...progress, updatedAt: new Date().toISOString() })
    .where(eq(jobs.id, id))
    .run()
}

export function isCancelRequested(db: Database | Transaction, id: string): boolean {
  return db.select({ flag: jobs.isCancelRequested }).from(jobs).where(eq(jobs.id, id)).get()?.flag ?? true
}

/** Running jobs that somebody wants to end. */
export function requestedCancels(db: Database): string[] {
  return db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.state, 'running'), eq(jobs.isCancelRequested, true)))
    .all()
    .map((row) => row.id)
}

/** A job that could not be done now waits again, with the reason; so does its document. */
export function putBack(tx: Transaction, job: JobRow, reason: { code: string; message: string }): void {
  tx.update(jobs)
    .set({
      state: 'queued',
      stage: 'waiting',
      done: 0,
      total: 0,
      attempts: sql`${jobs.attempts} - 1`,
      errorCode: reason.code,
      errorMessage: reason.message,
      updatedAt: new Date().toISOString(),
    })
    .where(eq(jobs.id, job.id))
    .run()
  if (job.request.kind !== 'file') return
  tx.update(documents).set({ state: 'queued' }).where(eq(documents.id, job.request.documentId)).run()
}

/**
 * What a worker that ended left running waits again, its documents too; a sync that has queued its
 * files just goes on being followed. `isOrderly`: the worker was told to stop, so nothing that it was at is to blame.
 */
export function requeueInterrupted(db: Database, isOrderly: boolean): void {
  const attempts = isOrderly ? sql`${jobs.attempts} - 1` : jobs.attempts
  write(db, (tx) => {
    tx.update(jobs)
      .set({ state: 'queued', stage: 'waiting', done: 0, total: 0, attempts })
      .where(and(eq(jobs.state, 'running'), sql`${jobs.stage} <> 'ingesting'`))
      .run()
    tx.update(documents).set({ state: 'queued' }).where(eq(documents.state, 'reading')).run()
  })
}

/** Syncs that have queued their files, and files that have queued those inside them, and wait for the last; oldest first. */
export function openSyncs(db: Database): JobRow[] {
  return db
    .select()
    .from(jobs)
    .where(and(eq(jobs.state, 'running'), eq(jobs.stage, 'ingesting')))
    .orderBy(asc(jobs.seq))
    .all()
}

/** Jobs of one kind that wait or run, oldest first. */
export function openJobsOfKind(db: Database | Transaction, kind: JobRequest['kind']): JobRow[] {
  const isOfKind = eq(sql`json_extract(${jobs.request}, '$.kind')`, kind)
  return db
    .select()
    .from(jobs)
    .where(and(inArray(jobs.state, ['queued', 'running']), isOfKind))
    .orderBy(asc(jobs.seq))
    .all()
}

export type FamilyState = { open: number; finished: number; total: number }

/** How far the file jobs of a sync have come. */
export function familyState(db: Database | Transaction, parentId: string): FamilyState {
  const rows = db
    .select({ state: jobs.state, n: count() })
    .from(jobs)
    .where(eq(jobs.parentId, parentId))
    .groupBy(jobs.state)
    .all()
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  const open = rows
    .filter((row) => row.state === 'queued' || row.state === 'running')
    .reduce((sum, row) => sum + row.n, 0)
  return { open, finished: total - open, total }
}

export function listFamily(db: Database, parentId: string): JobRow[] {
  return db.select().from(jobs).where(eq(jobs.parentId, parentId)).orderBy(asc(jobs.seq)).all()
}
