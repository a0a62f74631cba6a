import { randomUUID } from 'node:crypto'
import { and, asc, count, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { type Database, type Transaction, write } from './client.ts'
import { releaseDocument } from './documents.ts'
import { type JobRequest, type JobRow, type JobState, jobs, type SyncResult } from './schema/jobs.ts'

export type JobView = {
  id: string
  path: string
  kind: JobRequest['kind']
  parentId?: string
  state: JobState
  stage: string
  done: number
  total: number
  error?: { code: string; message: string }
  result?: SyncResult
  createdAt: string
  updatedAt: string
}

export function toJobView(row: JobRow): JobView {
  return {
    id: row.id,
    path: row.path,
    kind: row.request.kind,
    ...(row.parentId ? { parentId: row.parentId } : {}),
    state: row.state,
    stage: row.stage,
    done: row.done,
    total: row.total,
    ...(row.errorCode ? { error: { code: row.errorCode, message: row.errorMessage ?? '' } } : {}),
    ...(row.result ? { result: row.result } : {}),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }
}

export function enqueueJob(tx: Transaction, job: { path: string; request: JobRequest; parentId?: string }): JobRow {
  const now = new Date().toISOString()
  const row = { id: randomUUID(), state: 'queued', stage: 'waiting', createdAt: now, updatedAt: now, ...job } as const
  return tx.insert(jobs).values(row).returning().get()
}

export function findJob(db: Database | Transaction, id: string): JobRow | undefined {
  return db.select().from(jobs).where(eq(jobs.id, id)).get()
}

/** Newest first; `before` is the sequence number of the last one seen. */
export function listJobs(
  db: Database,
  page: { before?: number | undefined; limit: number; parentId?: string | undefined },
): JobRow[] {
  const conditions = [
    ...(page.before === undefined ? [] : [lt(jobs.seq, page.before)]),
    ...(page.parentId === undefined ? [] : [eq(jobs.parentId, page.parentId)]),
  ]
  return db
    .select()
    .from(jobs)
    .where(and(...conditions))
    .orderBy(desc(jobs.seq))
    .limit(page.limit)
    .all()
}

/** Takes the oldest waiting job; the single worker of a folder is the only caller. */
export function claimJob(db: Database): JobRow | undefined {
  return write(db, (tx) => {
    const next = tx
      .select({ seq: jobs.seq })
      .from(jobs)
      .where(eq(jobs.state, 'queued'))
      .orderBy(asc(jobs.seq))
      .limit(1)
      .get()
    if (!next) return undefined
    return tx
      .update(jobs)
      .set({ state: 'running', updatedAt: new Date().toISOString() })
      .where(eq(jobs.seq, next.seq))
      .returning()
      .get()
  })
}

type Progress = Partial<Pick<JobRow, 'stage' | 'done' | 'total' | 'result'>>

export function reportProgress(db: Database, id: string, progress: Progress): void {
  write(db, (tx) =>
    tx
      .update(jobs)
      .set({ ...progress, updatedAt: new Date().toISOString() })
      .where(eq(jobs.id, id))
      .run(),
  )
}

type Outcome =
  | { state: 'done'; result?: SyncResult }
  | { state: 'failed'; error: { code: string; message: string } }
  | { state: 'cancelled' }

export function finishJob(tx: Transaction, id: string, outcome: Outcome): void {
  const error = outcome.state === 'failed' ? outcome.error : undefined
  tx.update(jobs)
    .set({
      state: outcome.state,
      stage: 'finished',
      ...(outcome.state === 'done' ? { done: sql`${jobs.total}` } : {}),
      ...(outcome.state === 'done' && outcome.result ? { result: outcome.result } : {}),
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
      updatedAt: new Date().toISOString(),
    })
    .where(eq(jobs.id, id))
    .run()
}

/** Asks for an end. A waiting job ends at once, a running one at its next step; a sync takes its files along. */
export function cancelJob(db: Database, id: string): JobRow | undefined {
  return write(db, (tx) => {
    const family = [
      id,
      ...tx
        .select({ id: jobs.id })
        .from(jobs)
        .where(eq(jobs.parentId, id))
        .all()
        .map((row) => row.id),
    ]
    for (const one of family) cancelOne(tx, one)
    return findJob(tx, id)
  })
}

function cancelOne(tx: Transaction, id: string): void {
  const job = findJob(tx, id)
  if (job?.state === 'queued') {
    finishJob(tx, id, { state: 'cancelled' })
    if (job.request.kind === 'file') releaseDocument(tx, job.request.documentId)
  }
  if (job?.state === 'running') tx.update(jobs).set({ isCancelRequested: true }).where(eq(jobs.id, id)).run()
}

/** Queues a failed or cancelled job once more. */
export function retryJob(db: Database, id: string): JobRow | undefined {
  return write(db, (tx) => {
    const now = new Date().toISOString()
    const again = {
      state: 'queued',
      stage: 'waiting',
      done: 0,
      total: 0,
      isCancelRequested: false,
      errorCode: null,
      errorMessage: null,
    } as const
    return tx
      .update(jobs)
      .set({ ...again, updatedAt: now })
      .where(and(eq(jobs.id, id), inArray(jobs.state, ['failed', 'cancelled'])))
      .returning()
      .get()
  })
}

export function isCancelRequested(db: Database, id: string): boolean {
  return db.select({ flag: jobs.isCancelRequested }).from(jobs).where(eq(jobs.id, id)).get()?.flag ?? true
}

/** What a dead worker left running waits again; a sync that has queued its files just goes on being followed. */
export function requeueInterrupted(db: Database): void {
  write(db, (tx) =>
    tx
      .update(jobs)
      .set({ state: 'queued', stage: 'waiting' })
      .where(and(eq(jobs.state, 'running'), sql`${jobs.stage} <> 'ingesting'`))
      .run(),
  )
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

/** Syncs whose files are all finished but that have not been closed yet. */
export function openSyncs(db: Database): JobRow[] {
  return db
    .select()
    .from(jobs)
    .where(and(eq(jobs.state, 'running'), eq(jobs.stage, 'ingesting')))
    .all()
}

export function countOpenJobs(db: Database): number {
  return (
    db
      .select({ n: count() })
      .from(jobs)
      .where(inArray(jobs.state, ['queued', 'running']))
      .get()?.n ?? 0
  )
}
