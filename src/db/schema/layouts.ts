import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { versions } from './versions.ts'

/** What a version's reader knows of the shape of its text: blocks and, for a PDF, where each line stands. */
export const layouts = sqliteTable('layouts', {
  versionId: text('version_id')
    .primaryKey()
    .references(() => versions.id, { onDelete: 'cascade' }),
  /** A `Layout` as JSON in UTF-8, gzipped: sent to browsers as it is. */
  body: blob('body', { mode: 'buffer' }).notNull(),
})
