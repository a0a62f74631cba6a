import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { versions } from './versions.ts'

/** The embedded engine's record of a chunk. Derived: it can be rebuilt from `chunks` at any time. */
export const points = sqliteTable(
  'points',
  {
    /** Grows only: a reader follows by asking for what lies behind the last one it has. */
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    chunkId: text('chunk_id').notNull().unique(),
    versionId: text('version_id')
      .notNull()
      .references(() => versions.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    /** Little-endian u32 term ids. */
    termIds: blob('term_ids', { mode: 'buffer' }).notNull(),
    /** One byte a term: its count in the chunk, at most 255. */
    termCounts: blob('term_counts', { mode: 'buffer' }).notNull(),
  },
  (t) => [index('points_version').on(t.versionId)],
)

/**
 * The dense half of the points, by embedder: those of another one are made beside those in use, so that questions are
 * answered all the while.
 */
export const vectors = sqliteTable(
  'vectors',
  {
    chunkId: text('chunk_id').notNull(),
    /** The embedder's id. */
    model: text('model').notNull(),
    versionId: text('version_id')
      .notNull()
      .references(() => versions.id, { onDelete: 'cascade' }),
    /** Little-endian float32, unit length. */
    vector: blob('vector', { mode: 'buffer' }).notNull(),
  },
  (t) => [uniqueIndex('vectors_chunk').on(t.chunkId, t.model), index('vectors_version').on(t.versionId, t.model)],
)

/** Vectors already paid for, by model and SHA-256 of the embedded text. */
export const embeddings = sqliteTable(
  'embeddings',
  {
    /** `<model>:<sha-256 of the text>`. */
    key: text('key').primaryKey(),
    /** The document whose text was asked for first; its removal takes the vector along. */
    documentId: text('document_id'),
    vector: blob('vector', { mode: 'buffer' }).notNull(),
  },
  (t) => [index('embeddings_document').on(t.documentId)],
)
