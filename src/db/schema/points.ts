import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
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
    /** Little-endian float32, unit length. */
    vector: blob('vector', { mode: 'buffer' }).notNull(),
  },
  (t) => [index('points_version').on(t.versionId)],
)

/** Vectors already paid for, by model and SHA-256 of the embedded text. */
export const embeddings = sqliteTable('embeddings', {
  /** `<model>:<sha-256 of the text>`. */
  key: text('key').primaryKey(),
  vector: blob('vector', { mode: 'buffer' }).notNull(),
})
