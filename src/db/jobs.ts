import { randomUUID } from 'node:crypto'
import { and, count, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { type Database, type Transaction, write } from './client.ts'
import { releaseDocuments } from './documents.ts'
import { requeueDocuments } from './places.ts'
import { type JobRequest, type JobRow, type JobState, jobs, type SyncResult } from './schema/jobs.ts'

const ROWS_PER_STATEMENT = 250

/** The result that counting starts from. */
export const NOTHING_DONE: SyncResult = {
  added: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  moved: 0,
  failed: [],
  skipped: [],
  chunks: 0,
}

export type JobView = {
  id: string
  path: string
  kind: JobRequest['kind']
  parentId?: string
  /** The document that a file became; absent where its format is not read. */
  documentId?: string
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
    ...(row.request.kind === 'file' && row.request.documentId ? { documentId: row.request.documentId } : {}),
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

export function enqueueJob(
  tx: Transaction,
  job: { path: string; request: JobRequest; parentId?: string; lane?: number },
): JobRow {
  const now = new Date().toISOString()
  const row = { id: randomUUID(), state: 'queued', stage: 'waiting', createdAt: now, updatedAt: now, ...job } as const
  return tx.insert(jobs).values(row).returning().get()
}

export function findJob(db: Database | Transaction, id: string): JobRow | undefined {
  return db.select().from(jobs).where(eq(jobs.id, id)).get()
}

/** Queues many jobs of a sync, or of a file that holds others, at once and in the order given. */
export function enqueueJobs(
  tx: Transaction,
  parent: { id: string; lane: number },
  wanted: readonly { path: string; request: JobRequest }[],
): void {
  const now = new Date().toISOString()
  const { id: parentId, lane } = parent
  const common = { parentId, lane, state: 'queued', stage: 'waiting', createdAt: now, updatedAt: now } as const
  for (let at = 0; at < wanted.length; at += ROWS_PER_STATEMENT) {
    const rows = wanted.slice(at, at + ROWS_PER_STATEMENT).map((job) => ({ ...common, ...job, id: randomUUID() }))
    tx.insert(jobs).values(rows).run()
  }
}

/** Newest first; `before` is the sequence number of the last one seen. */
export function listJobs(
  db: Database,
  page: { before?: number | undefined; limit: number; parentId?: string | undefined; documentId?: string | undefined },
): JobRow[] {
  const conditions = [
    ...(page.documentId === undefined ? [] : [eq(sql`json_extract(${jobs.request}, '$.documentId')`, page.documentId)]),
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

type Outcome =
  | { state: 'done'; total?: number; result?: SyncResult }
  | { state: 'failed'; error: { code: string; message: string } }
  | { state: 'cancelled'; result?: SyncResult }

export function finishJob(tx: Transaction, id: string, outcome: Outcome): void {
  const error = outcome.state === 'failed' ? outcome.error : undefined
  const result = outcome.state === 'failed' ? undefined : outcome.result
  const total = outcome.state === 'done' ? outcome.total : undefined
  tx.update(jobs)
    .set({
      state: outcome.state,
      stage: 'finished',
      ...(outcome.state === 'done' ? { done: total ?? sql`${jobs.total}` } : {}),
      ...(total === undefined ? {} : { total }),
      ...(result ? { result } : {}),
      errorCode: error?.code ?? null,
      errorMessage: error?.message ?? null,
      updatedAt: new Date().toISOString(),
    })
    .where(eq(jobs.id, id))
    .run()
}

/** The condition on a job to be this one, or to have been queued by it, however deep. */
function isOfFamily(id: string): SQL {
  return sql`${jobs.id} IN (
    WITH RECURSIVE family(id) AS (
      SELECT ${id} UNION ALL SELECT child.id FROM jobs AS child JOIN family ON child.parent_id = family.id)
    SELECT id FROM family)`
}

/** Asks for an end. A waiting job ends at once, a running one at its next step; a sync takes its files along, and a file those inside it. */
export function cancelJob(db: Database, id: string): JobRow | undefined {
  return write(db, (tx) => {
    const updatedAt = new Date().toISOString()
    const family = isOfFamily(id)
    const waiting = tx
      .update(jobs)
      .set({ state: 'cancelled', stage: 'finished', updatedAt })
      .where(and(family, eq(jobs.state, 'queued')))
      .returning({ request: jobs.request })
      .all()
    releaseDocuments(
      tx,
      waiting.flatMap(({ request }) => (request.kind === 'file' ? [request.documentId] : [])),
    )
    tx.update(jobs)
      .set({ isCancelRequested: true, updatedAt })
      .where(and(family, eq(jobs.state, 'running')))
      .run()
    return findJob(tx, id)
  })
}

/** Queues a failed or cancelled job once more. It begins anew and lets go of the jobs it had queued before. */
export function retryJob(db: Database, id: string): JobRow | undefined {
  return write(db, (tx) => {
    const again = {
      state: 'queued',
      stage: 'waiting',
      done: 0,
      total: 0,
      isCancelRequested: false,
      attempts: 0,
      errorCode: null,
      errorMessage: null,
      result: null,
    } as const
    const job = tx
      .update(jobs)
      .set({ ...again, updatedAt: new Date().toISOString() })
      .where(and(eq(jobs.id, id), inArray(jobs.state, ['failed', 'cancelled'])))
      .returning()
      .get()
    if (job) tx.update(jobs).set({ parentId: null }).where(eq(jobs.parentId, id)).run()
    if (job?.request.kind === 'file') requeueDocuments(tx, [job.request.documentId])
    return job
  })
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
