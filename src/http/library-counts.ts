import { count, eq, sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { documents } from '../db/schema/documents.ts'
import { type JobState, jobs } from '../db/schema/jobs.ts'
import { spaces } from '../db/schema/spaces.ts'
import { versions } from '../db/schema/versions.ts'

export type SpaceCount = { name: string; isSample: boolean; documents: number }

/** Every space with the number of its documents, by name. */
export function countBySpace(db: Database): SpaceCount[] {
  return db
    .select({ name: spaces.name, isSample: spaces.isSample, documents: count(documents.id) })
    .from(spaces)
    .leftJoin(documents, eq(documents.spaceId, spaces.id))
    .groupBy(spaces.id)
    .orderBy(spaces.name)
    .all()
}

/** Chunks that a search can find: those of current versions. */
export function countChunks(db: Database): number {
  const total = sql<number>`coalesce(sum(${versions.chunkCount}), 0)`
  const current = eq(documents.currentVersionId, versions.id)
  return db.select({ total }).from(versions).innerJoin(documents, current).get()?.total ?? 0
}

export function countJobs(db: Database): Map<JobState, number> {
  const rows = db.select({ state: jobs.state, n: count() }).from(jobs).groupBy(jobs.state).all()
  return new Map(rows.map((row) => [row.state, row.n]))
}
