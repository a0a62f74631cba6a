import { randomUUID } from 'node:crypto'
import { eq, inArray, sql } from 'drizzle-orm'
import type { Database, Transaction } from './client.ts'
import { type DocumentRow, documents } from './schema/documents.ts'
import type { JobRequest } from './schema/jobs.ts'
import { versions } from './schema/versions.ts'

/** A file that lies inside a document: `path` is relative to that one. */
export type MemberFile =
  | { path: string; contentHash: string; bytes: number }
  | { path: string; failure: { code: string; message: string } }

const IDS_PER_STATEMENT = 500

/** These documents and all that lie inside them, however deep. */
export function withMembers(tx: Database | Transaction, ids: readonly string[]): string[] {
  const all = [...ids]
  for (let level = [...ids]; level.length > 0; ) {
    const inside: string[] = []
    for (let at = 0; at < level.length; at += IDS_PER_STATEMENT) {
      const containers = level.slice(at, at + IDS_PER_STATEMENT)
      const rows = tx
        .select({ id: documents.id })
        .from(documents)
        .where(inArray(documents.containerId, containers))
        .all()
      for (const { id } of rows) inside.push(id)
    }
    all.push(...inside)
    level = inside
  }
  return all
}

/** What lies directly inside a document: how many files, of how many bytes in all. */
export type MemberCount = { files: number; bytes: number }

/** The outermost document around this one, or itself. */
export function outermostDocument(db: Database, documentId: string): string {
  const row = db.get<{ id: string }>(sql`
    WITH RECURSIVE up(id, container_id) AS (
      SELECT id, container_id FROM documents WHERE id = ${documentId}
      UNION ALL SELECT documents.id, documents.container_id FROM documents JOIN up ON documents.id = up.container_id)
    SELECT id FROM up WHERE container_id IS NULL`)
  return row?.id ?? documentId
}

/** What lies in a document and in each of those inside it, by their ids. A file that was never read has no bytes here. */
export function countMembers(db: Database, outermost: string): Map<string, MemberCount> {
  const rows = db.all<MemberCount & { id: string }>(sql`
    WITH RECURSIVE down(id) AS (
      SELECT ${outermost}
      UNION ALL SELECT documents.id FROM documents JOIN down ON documents.container_id = down.id)
    SELECT documents.container_id AS id, count(*) AS files, coalesce(sum(versions.bytes), 0) AS bytes
    FROM down JOIN documents ON documents.id = down.id
    LEFT JOIN versions ON versions.id = documents.current_version_id
    WHERE documents.id != ${outermost} GROUP BY documents.container_id`)
  return new Map(rows.map(({ id, files, bytes }) => [id, { files, bytes }]))
}

type KnownMember = { id: string; path: string; contentHash: string; readerVersion: number; hasError: boolean }

function knownMembers(tx: Transaction, containerId: string): KnownMember[] {
  return tx
    .select({
      id: documents.id,
      path: documents.path,
      contentHash: sql<string>`coalesce(${versions.contentHash}, '')`,
      readerVersion: sql<number>`coalesce(${versions.readerVersion}, 0)`,
      hasError: sql<number>`${documents.errorCode} IS NOT NULL`,
    })
    .from(documents)
    .leftJoin(versions, eq(versions.id, documents.currentVersionId))
    .where(eq(documents.containerId, containerId))
    .all()
    .map((row) => ({ ...row, hasError: row.hasError === 1 }))
}

export type PlacedMembers = {
  /** File jobs to queue, for what is new or changed. */
  wanted: { path: string; request: JobRequest }[]
  unchanged: number
  failed: { path: string; code: string; message: string }[]
  /** Documents of files that the container no longer holds. */
  gone: string[]
}

/**
 * Makes the files inside a document documents of their own, state `queued`; those that were there before keep their
 * ids, and are left alone where their bytes and the reader are the same.
 */
export function placeMembers(
  tx: Transaction,
  container: DocumentRow,
  members: readonly MemberFile[],
  readerVersion: number,
): PlacedMembers {
  const known = new Map(knownMembers(tx, container.id).map((one) => [one.path, one]))
  const placed: PlacedMembers = { wanted: [], unchanged: 0, failed: [], gone: [] }
  const now = new Date().toISOString()
  for (const member of members) {
    const path = `${container.path}/${member.path}`
    const before = known.get(path)
    known.delete(path)
    const isSame = 'contentHash' in member && before?.contentHash === member.contentHash && !before.hasError
    if (isSame && before.readerVersion === readerVersion) {
      placed.unchanged += 1
      continue
    }
    const failure = 'failure' in member ? member.failure : undefined
    const outcome = {
      state: failure ? (before?.contentHash ? 'ready' : 'failed') : 'queued',
      errorCode: failure?.code ?? null,
      errorMessage: failure?.message ?? null,
      updatedAt: now,
    } as const
    const id = before?.id ?? randomUUID()
    if (before) tx.update(documents).set(outcome).where(eq(documents.id, id)).run()
    else
      tx.insert(documents)
        .values(newMember(container, { id, path, ...outcome, createdAt: now }))
        .run()
    if (failure) placed.failed.push({ path, ...failure })
    else if ('contentHash' in member) {
      const { contentHash } = member
      placed.wanted.push({ path, request: { kind: 'file', documentId: id, isNew: !before?.contentHash, contentHash } })
    }
  }
  placed.gone = [...known.values()].map(({ id }) => id)
  return placed
}

type NewMember = Pick<DocumentRow, 'id' | 'path' | 'state' | 'errorCode' | 'errorMessage' | 'createdAt' | 'updatedAt'>

/** A member begins with what its container is: space, sensitivity, and a kind that a person gave. */
function newMember(container: DocumentRow, member: NewMember): typeof documents.$inferInsert {
  const isKindGiven = container.corrected.includes('kind')
  return {
    ...member,
    containerId: container.id,
    depth: container.depth + 1,
    spaceId: container.spaceId,
    root: container.root,
    title: member.path.split('/').at(-1) ?? member.path,
    kind: isKindGiven ? container.kind : 'other',
    sensitivity: container.sensitivity,
    people: [],
    corrected: isKindGiven ? ['kind'] : [],
  }
}

/** Documents with a file inside, however deep, that could not be read. */
export function containersWithFailures(db: Database): Set<string> {
  const rows = db.all<{ id: string }>(sql`
    WITH RECURSIVE around(id) AS (
      SELECT container_id FROM documents WHERE container_id IS NOT NULL AND error_code IS NOT NULL
      UNION SELECT documents.container_id FROM documents JOIN around ON documents.id = around.id
      WHERE documents.container_id IS NOT NULL)
    SELECT id FROM around`)
  return new Set(rows.map(({ id }) => id))
}
