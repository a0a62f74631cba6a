import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versions } from './versions.ts'

/**
 * A stored slice of a version. `start` and `end` are UTF-16 offsets into the version's text, end
 * exclusive, and `text` is exactly that slice.
 */
export const chunks = sqliteTable(
  'chunks',
  {
    id: text('id').primaryKey(),
    versionId: text('version_id')
      .notNull()
      .references(() => versions.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    start: integer('start').notNull(),
    end: integer('end').notNull(),
    text: text('text').notNull(),
    page: integer('page'),
    headings: text('headings', { mode: 'json' }).$type<string[]>().notNull(),
    speaker: text('speaker'),
  },
  (t) => [index('chunks_version').on(t.versionId, t.ordinal)],
)
export type Chunk = typeof chunks.$inferSelect
