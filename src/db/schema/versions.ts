import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { documents } from './documents.ts'

/**
 * One reading of a document. `staged` while its chunks are being written, `current` when queries see
 * it, `superseded` when a later one took its place (its text stays, for old answers).
 */
export const versions = sqliteTable(
  'versions',
  {
    id: text('id').primaryKey(),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    state: text('state').$type<'staged' | 'current' | 'superseded'>().notNull(),
    /** SHA-256 of the original bytes, hex; also the name of the stored original. */
    contentHash: text('content_hash').notNull(),
    /** Version of reader, structure and chunker together: a new one re-reads. */
    readerVersion: integer('reader_version').notNull(),
    /** The embedder its vectors were made with. */
    embeddingModel: text('embedding_model').notNull(),
    bytes: integer('bytes').notNull(),
    /** UTF-16 length of `text`. */
    characters: integer('characters').notNull(),
    pages: integer('pages'),
    /** What read it beside the format's own reader: `LibreOffice`, `Tesseract`; '' for that reader alone. */
    reader: text('reader').notNull().default(''),
    /** Little-endian u32, ascending: a sample of the hashes of its text's shingles, to tell repeats by. */
    sketch: blob('sketch', { mode: 'buffer' }),
    chunkCount: integer('chunk_count').notNull().default(0),
    warnings: text('warnings', { mode: 'json' }).$type<string[]>().notNull(),
    createdAt: text('created_at').notNull(),
    text: text('text').notNull(),
  },
  (t) => [index('versions_document').on(t.documentId), index('versions_content').on(t.contentHash)],
)
export type Version = typeof versions.$inferSelect
