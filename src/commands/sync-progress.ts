import { and, asc, count, eq, isNotNull } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { type JobRow, jobs } from '../db/schema/jobs.ts'
import type { ProgressState } from '../terminal/progress.ts'

/** How much of a file's work is done when its text has been read; the rest is embedding and indexing. */
const SHARE_OF_READING = 0.5

/** The running jobs that were queued by a job, however deep. What holds one that runs is running, too. */
function runningWithin(db: Database, id: string): JobRow[] {
  const running = db.select().from(jobs).where(eq(jobs.state, 'running')).all()
  const byId = new Map(running.map((job) => [job.id, job]))
  const isWithin = (job: JobRow | undefined): boolean =>
    job?.parentId != null && (job.parentId === id || isWithin(byId.get(job.parentId)))
  return running.filter(isWithin)
}

/** Why queued jobs are not taken up, where that is known. */
function waitingReason(db: Database): string | undefined {
  const isHeldUp = and(eq(jobs.state, 'queued'), isNotNull(jobs.errorCode))
  return (
    db.select({ why: jobs.errorMessage }).from(jobs).where(isHeldUp).orderBy(asc(jobs.seq)).limit(1).get()?.why ??
    undefined
  )
}

function countFailed(db: Database, parentId: string): number {
  const isFailed = and(eq(jobs.parentId, parentId), eq(jobs.state, 'failed'))
  return db.select({ n: count() }).from(jobs).where(isFailed).get()?.n ?? 0
}

/** How far a file is, 0 to 1. */
function shareOf({ stage, done, total }: JobRow): number {
  const part = total > 0 ? Math.min(1, done / total) : 0
  if (stage === 'ingesting') return part
  return stage === 'reading' ? SHARE_OF_READING * part : SHARE_OF_READING + (1 - SHARE_OF_READING) * part
}

const UNITS: Readonly<Record<string, string>> = {
  reading: 'page',
  embedding: 'chunk',
  indexing: 'chunk',
  ingesting: 'file',
}

/** `reading 复盘.pdf (page 12 of 80)`. */
function describeFile({ stage, path, done, total }: JobRow): string {
  const unit = UNITS[stage]
  const place = unit !== undefined && total > 0 && done > 0 ? ` (${unit} ${done} of ${total})` : ''
  return `${stage} ${path}${place}`
}

/** The file that says most of where the work is: the one taken up last, rather than what it lies in. */
function currentFile(files: readonly JobRow[]): JobRow | undefined {
  const latest = [...files].sort((a, b) =>
    a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : b.seq - a.seq,
  )
  return latest.find(({ stage }) => stage !== 'ingesting') ?? latest[0]
}

function describeWork(db: Database, job: JobRow, files: readonly JobRow[]): string {
  const file = currentFile(files)
  if (file && file.stage !== 'ingesting') return describeFile(file)
  const why = job.stage === 'ingesting' || job.state === 'queued' ? waitingReason(db) : undefined
  if (why !== undefined) return `waiting: ${why}`
  return file ? describeFile(file) : job.stage
}

/** How far a sync is, with the files under way and what it waits for. */
export function syncProgress(db: Database, job: JobRow): ProgressState {
  const files = job.total > 0 ? runningWithin(db, job.id) : []
  const own = files.filter(({ parentId }) => parentId === job.id)
  const underWay = own.reduce((sum, file) => sum + shareOf(file), 0)
  const failed = job.total > 0 ? countFailed(db, job.id) : 0
  return { done: job.done, total: job.total, underWay, failed, detail: describeWork(db, job, files) }
}
