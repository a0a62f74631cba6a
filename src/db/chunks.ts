import { and, asc, eq, getTableColumns, gt, inArray, sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import { type Chunk, chunks } from './schema/chunks.ts'
import { documents } from './schema/documents.ts'
import { spaces } from './schema/spaces.ts'
import { versions } from './schema/versions.ts'

/** A page of a version's chunks in text order; `after` is the ordinal of the last one seen. */
export function listChunks(
  db: Database,
  versionId: string,
  page: { after?: number | undefined; limit: number },
): Chunk[] {
  const mine = eq(chunks.versionId, versionId)
  return db
    .select()
    .from(chunks)
    .where(page.after === undefined ? mine : and(mine, gt(chunks.ordinal, page.after)))
    .orderBy(asc(chunks.ordinal))
    .limit(page.limit)
    .all()
}

/** A chunk with what a reader needs to see of its document. */
export type ChunkInContext = Chunk & {
  documentId: string
  title: string
  path: string
  kind: string
  space: string
  date: string
}

/** Prepares the loading of chunks by id, in the order asked; ids that are gone are left out. */
export function prepareChunkLoader(db: Database): (ids: readonly string[]) => ChunkInContext[] {
  const asked = sql`(SELECT value FROM json_each(${sql.placeholder('ids')}))`
  const select = db
    .select({
      ...getTableColumns(chunks),
      documentId: documents.id,
      title: documents.title,
      path: documents.path,
      kind: documents.kind,
      space: spaces.name,
      date: documents.date,
    })
    .from(chunks)
    .innerJoin(versions, eq(versions.id, chunks.versionId))
    .innerJoin(documents, eq(documents.id, versions.documentId))
    .innerJoin(spaces, eq(spaces.id, documents.spaceId))
    .where(inArray(chunks.id, asked))
    .prepare()
  return (ids) => {
    if (ids.length === 0) return []
    const found = new Map(select.all({ ids: JSON.stringify(ids) }).map((chunk) => [chunk.id, chunk]))
    return ids.flatMap((id) => found.get(id) ?? [])
  }
}
