import { asc, eq, inArray, ne } from 'drizzle-orm'
import type { Database } from './client.ts'
import { chunks } from './schema/chunks.ts'
import { versions } from './schema/versions.ts'
import { activeEmbedder } from './settings.ts'
import { incompleteVersions } from './vectors.ts'

/** Faults in the file itself, in SQLite's words; none when it is sound. */
export function findStorageFaults(db: Database): string[] {
  const quick = db.$client.pragma('quick_check(5)') as { quick_check: string }[]
  const faults = quick.map((row) => row.quick_check).filter((line) => line !== 'ok')
  const orphans = db.$client.pragma('foreign_key_check') as { table: string; parent: string }[]
  const pairs = new Set(orphans.map(({ table, parent }) => `${table} rows without their ${parent}`))
  return [...faults, ...pairs]
}

export type SpanFaults = { chunks: number; faulty: string[] }

/** Compares every chunk with the slice of its version's text. `faulty`: ids of those that differ. */
export function findSpanFaults(db: Database): SpanFaults {
  const ids = db.select({ id: versions.id }).from(versions).where(ne(versions.state, 'staged')).all()
  const faulty: string[] = []
  let count = 0
  for (const { id } of ids) {
    const text = db.select({ text: versions.text }).from(versions).where(eq(versions.id, id)).get()?.text ?? ''
    const slices = db
      .select({ id: chunks.id, start: chunks.start, end: chunks.end, text: chunks.text })
      .from(chunks)
      .where(eq(chunks.versionId, id))
      .orderBy(asc(chunks.ordinal))
      .all()
    count += slices.length
    for (const chunk of slices) if (text.slice(chunk.start, chunk.end) !== chunk.text) faulty.push(chunk.id)
  }
  return { chunks: count, faulty }
}

export type IndexFaults = {
  points: number
  /** Chunks of current versions that no search can find. */
  missing: number
  /** Points of versions that are neither current nor being written. */
  stray: number
  /** Chunks of current versions that have no vector of the embedder in use, which their version says it has. */
  withoutVector: number
  /** Vectors of another size than the configured embedder makes. */
  wrongSize: number
  /** Documents that have no vectors of the configured embedder yet. */
  toEmbed: number
}

const FLOAT_BYTES = 4

/**
 * Compares the embedded index with the chunks it was made from.
 * @param embedder the configured one; `dimensions` 0: not known, not compared.
 */
export function findIndexFaults(db: Database, embedder: { id: string; dimensions: number }): IndexFaults {
  const hasNoSize = embedder.dimensions === 0
  const count = (sql: string, ...values: (string | number)[]) =>
    Number(
      db.$client
        .prepare(sql)
        .pluck()
        .get(...values),
    )
  return {
    points: count('SELECT count(*) FROM points'),
    missing: count(`SELECT count(*) FROM chunks
      JOIN versions ON versions.id = chunks.version_id AND versions.state = 'current'
      LEFT JOIN points ON points.chunk_id = chunks.id AND points.version_id = chunks.version_id
      WHERE points.chunk_id IS NULL`),
    stray: count(`SELECT count(*) FROM points
      LEFT JOIN versions ON versions.id = points.version_id
      LEFT JOIN chunks ON chunks.id = points.chunk_id
      WHERE versions.state IS NULL OR versions.state = 'superseded' OR chunks.id IS NULL`),
    withoutVector: count(
      `SELECT count(*) FROM chunks
      JOIN versions ON versions.id = chunks.version_id AND versions.state = 'current' AND versions.embedding_model = ?
      LEFT JOIN vectors ON vectors.chunk_id = chunks.id AND vectors.model = versions.embedding_model
      WHERE vectors.chunk_id IS NULL`,
      activeEmbedder(db) ?? embedder.id,
    ),
    wrongSize: hasNoSize
      ? 0
      : count(
          `SELECT count(*) FROM vectors JOIN versions ON versions.id = vectors.version_id
      WHERE versions.state = 'current' AND vectors.model = ? AND length(vectors.vector) <> ?`,
          embedder.id,
          embedder.dimensions * FLOAT_BYTES,
        ),
    toEmbed: activeEmbedder(db) === embedder.id ? 0 : incompleteVersions(db, embedder.id).length,
  }
}

/** Hashes of the originals that versions were read from, each once, with their size in bytes. */
export function listOriginals(db: Database): { contentHash: string; bytes: number }[] {
  return db
    .selectDistinct({ contentHash: versions.contentHash, bytes: versions.bytes })
    .from(versions)
    .where(inArray(versions.state, ['current', 'superseded']))
    .all()
}

/** Some chunk that a search has to be able to find. */
export function anyCurrentChunk(db: Database): { id: string; text: string } | undefined {
  return db
    .select({ id: chunks.id, text: chunks.text })
    .from(chunks)
    .innerJoin(versions, eq(versions.id, chunks.versionId))
    .where(eq(versions.state, 'current'))
    .limit(1)
    .get()
}
