import { desc, gte, inArray } from 'drizzle-orm'
import type { Database } from './client.ts'
import { type JobRow, jobs } from './schema/jobs.ts'

/** Jobs that wait or run, newest first. */
export function openJobs(db: Database, limit: number): JobRow[] {
  return db
    .select()
    .from(jobs)
    .where(inArray(jobs.state, ['queued', 'running']))
    .orderBy(desc(jobs.seq))
    .limit(limit)
    .all()
}

/** Jobs written to at a moment (ISO 8601) or later, the latest change last. */
export function jobsChangedSince(db: Database, moment: string): JobRow[] {
  return db.select().from(jobs).where(gte(jobs.updatedAt, moment)).orderBy(jobs.updatedAt, jobs.seq).all()
}
