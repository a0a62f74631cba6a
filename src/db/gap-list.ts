import { and, asc, count, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import { answers } from './schema/answers.ts'
import { documents } from './schema/documents.ts'
import { type Gap, type GapState, gapDocuments, gaps } from './schema/gaps.ts'

const MOST_ANSWERS = 20

export type GapAnswer = { id: string; status: string | null; createdAt: string }
export type GapView = Gap & {
  /** Nearest first. */
  documents: { documentId: string; title: string }[]
  /** The latest twenty, newest first. */
  answers: GapAnswer[]
}
/** A place in the list: the last gap of the page before. */
export type GapPlace = { lastAskedAt: string; id: string }

function groupByGap<T>(rows: readonly (T & { gapId: string | null })[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const { gapId, ...row } of rows) {
    if (gapId !== null) groups.set(gapId, [...(groups.get(gapId) ?? []), row as T])
  }
  return groups
}

function documentsOf(db: Database, ids: string[]) {
  return db
    .select({ gapId: gapDocuments.gapId, documentId: documents.id, title: documents.title })
    .from(gapDocuments)
    .innerJoin(documents, eq(documents.id, gapDocuments.documentId))
    .where(inArray(gapDocuments.gapId, ids))
    .orderBy(asc(gapDocuments.gapId), asc(gapDocuments.rank))
    .all()
}

function answersOf(db: Database, ids: string[]) {
  const { gapId, id, status, createdAt } = answers
  const place = sql<number>`row_number() OVER (PARTITION BY ${gapId} ORDER BY ${createdAt} DESC, ${id})`.as('place')
  const ranked = db
    .select({ gapId, id, status, createdAt, place })
    .from(answers)
    .where(inArray(gapId, ids))
    .as('ranked')
  return db
    .select({ gapId: ranked.gapId, id: ranked.id, status: ranked.status, createdAt: ranked.createdAt })
    .from(ranked)
    .where(sql`${ranked.place} <= ${MOST_ANSWERS}`)
    .orderBy(asc(ranked.gapId), asc(ranked.place))
    .all()
}

function selectGaps(db: Database, where: SQL | undefined, limit: number): GapView[] {
  const rows = db.select().from(gaps).where(where).orderBy(desc(gaps.lastAskedAt), desc(gaps.id)).limit(limit).all()
  const ids = rows.map(({ id }) => id)
  const nearest = groupByGap<GapView['documents'][number]>(documentsOf(db, ids))
  const given = groupByGap<GapAnswer>(answersOf(db, ids))
  return rows.map((row) => ({ ...row, documents: nearest.get(row.id) ?? [], answers: given.get(row.id) ?? [] }))
}

/** The one asked last first. */
export function listGaps(
  db: Database,
  page: { state?: GapState | undefined; after?: GapPlace | undefined; limit: number },
): GapView[] {
  const { state, after, limit } = page
  const beside = after && and(eq(gaps.lastAskedAt, after.lastAskedAt), lt(gaps.id, after.id))
  const isLater = after && or(lt(gaps.lastAskedAt, after.lastAskedAt), beside)
  return selectGaps(db, and(state && eq(gaps.state, state), isLater), limit)
}

export function findGap(db: Database, id: string): GapView | undefined {
  return selectGaps(db, eq(gaps.id, id), 1)[0]
}

export function countGaps(db: Database): Record<GapState, number> {
  const rows = db.select({ state: gaps.state, n: count() }).from(gaps).groupBy(gaps.state).all()
  const none: Record<GapState, number> = { open: 0, assigned: 0, answered: 0, dismissed: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) }
}
