import { and, eq, inArray, notInArray, type SQL, sql } from 'drizzle-orm'
import { scrubAnswers } from './answer-scrub.ts'
import { recordChange } from './changes.ts'
import { type Database, type Transaction, write } from './client.ts'
import { dropCachedEmbeddings } from './embeddings.ts'
import { scrubEvaluationQuestions } from './evaluation-questions.ts'
import { withMembers } from './members.ts'
import { documents } from './schema/documents.ts'
import { jobs } from './schema/jobs.ts'
import { versions } from './schema/versions.ts'

/** What has to be cleared away outside the database once a removal is committed. */
export type Removal = {
  /** Hashes of originals that nothing uses any more. */
  originals: string[]
  /** Versions whose points an engine still holds. */
  versionIds: string[]
}

/** Removes documents, each in a transaction of its own; see `removeDocument`. */
export function removeDocuments(db: Database, ids: readonly string[]): Removal {
  const removals = ids.map((id) => write(db, (tx) => removeDocument(tx, id)))
  return joinRemovals(removals)
}

export function joinRemovals(removals: readonly Removal[]): Removal {
  return {
    originals: removals.flatMap(({ originals }) => originals),
    versionIds: removals.flatMap(({ versionIds }) => versionIds),
  }
}

/**
 * Removes one document and the files that lay inside it, with everything that was made of them: versions, chunks,
 * points, cached vectors, and what stored answers and evaluation questions quote of them.
 */
export function removeDocument(tx: Transaction, id: string): Removal {
  const ids = withMembers(tx, [id])
  const mine = inArray(versions.documentId, ids)
  const versionIds = tx.select({ id: versions.id }).from(versions).where(mine).all()
  const hashes = new Set([...versionHashes(tx, mine), ...uploadHashes(tx, ids, 'of')])
  if (tx.delete(documents).where(eq(documents.id, id)).run().changes === 0) return { originals: [], versionIds: [] }
  for (const one of ids) {
    recordChange(tx, one)
    scrubAnswers(tx, one)
    scrubEvaluationQuestions(tx, one)
    dropCachedEmbeddings(tx, one)
  }
  const used = new Set([
    ...versionHashes(tx, inArray(versions.contentHash, [...hashes])),
    ...uploadHashes(tx, ids, 'not of'),
  ])
  return { originals: [...hashes].filter((hash) => !used.has(hash)), versionIds: versionIds.map((row) => row.id) }
}

function versionHashes(tx: Transaction, where: SQL | undefined): string[] {
  const rows = tx.selectDistinct({ hash: versions.contentHash }).from(versions).where(where).all()
  return rows.map((row) => row.hash)
}

/** Hashes of uploads that are not read yet, or could be read again, of these documents or of all others. */
function uploadHashes(tx: Transaction, ids: readonly string[], whose: 'of' | 'not of'): string[] {
  const field = (name: string) => sql<string | null>`json_extract(${jobs.request}, ${`$.${name}`})`
  const isUpload = sql`${field('kind')} = 'file' AND ${field('source')} IS NULL AND ${jobs.state} <> 'done'`
  const isTheirs = whose === 'of' ? inArray(documents.id, [...ids]) : notInArray(documents.id, [...ids])
  const rows = tx
    .select({ hash: field('contentHash') })
    .from(jobs)
    .innerJoin(documents, eq(documents.id, field('documentId')))
    .where(and(isUpload, isTheirs))
    .all()
  return rows.flatMap(({ hash }) => hash ?? [])
}

/** Hashes of all originals that a version was read from or a job may still read. */
export function usedOriginals(db: Database): ReadonlySet<string> {
  const ofVersions = db.selectDistinct({ hash: versions.contentHash }).from(versions).all()
  const field = (name: string) => sql<string | null>`json_extract(${jobs.request}, ${`$.${name}`})`
  const isUpload = sql`${field('kind')} = 'file' AND ${field('source')} IS NULL`
  const ofJobs = db
    .selectDistinct({ hash: field('contentHash') })
    .from(jobs)
    .where(isUpload)
    .all()
  return new Set([...ofVersions, ...ofJobs].flatMap(({ hash }) => hash ?? []))
}
