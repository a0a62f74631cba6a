import { type AnySQLiteColumn, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { spaces } from './spaces.ts'

export const DOCUMENT_KINDS = [
  'discussion_note',
  'retrospective',
  'pitfall_case',
  'delivery_guide',
  'proposal',
  'tender',
  'report',
  'other',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** One source file. `root` is the absolute folder it was ingested from ('' for uploads), `path` is relative to it. */
export const documents = sqliteTable(
  'documents',
  {
    id: text('id').primaryKey(),
    spaceId: text('space_id')
      .notNull()
      .references(() => spaces.id),
    /** The document this one lies inside: the e-mail of an attachment, the archive of an entry. It goes with it. */
    containerId: text('container_id').references((): AnySQLiteColumn => documents.id, { onDelete: 'cascade' }),
    /** How many files lie around it: 0 for a file of its own, 1 for an attachment. */
    depth: integer('depth').notNull().default(0),
    root: text('root').notNull(),
    path: text('path').notNull(),
    title: text('title').notNull(),
    kind: text('kind').$type<DocumentKind>().notNull(),
    /** ISO 8601 date the document speaks of, or '' when unknown. */
    date: text('date').notNull().default(''),
    project: text('project').notNull().default(''),
    people: text('people', { mode: 'json' }).$type<string[]>().notNull(),
    sensitivity: text('sensitivity').notNull().default('internal'),
    /** Names of the fields above that a person corrected: a later ingest leaves them alone. */
    corrected: text('corrected', { mode: 'json' }).$type<string[]>().notNull(),
    state: text('state').$type<'ready' | 'queued' | 'reading' | 'failed'>().notNull(),
    currentVersionId: text('current_version_id'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('documents_place').on(t.spaceId, t.root, t.path),
    index('documents_current').on(t.currentVersionId),
    index('documents_container').on(t.containerId),
  ],
)
export type DocumentRow = typeof documents.$inferSelect
