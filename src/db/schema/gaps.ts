import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { documents } from './documents.ts'

export const GAP_STATES = ['open', 'assigned', 'answered', 'dismissed'] as const
export type GapState = (typeof GAP_STATES)[number]

/** A question that the library does not answer, once, however often it was asked. */
export const gaps = sqliteTable(
  'gaps',
  {
    id: text('id').primaryKey(),
    /** The question as it is compared with others; see `questionKey`. */
    key: text('key').notNull().unique(),
    /** As it was asked first. */
    question: text('question').notNull(),
    language: text('language').$type<'zh' | 'en'>().notNull(),
    /** Why it was not answered, at the latest ask. */
    reason: text('reason').notNull(),
    /** What of the question nothing mentions, at the latest ask. */
    missing: text('missing', { mode: 'json' }).$type<string[]>().notNull(),
    timesAsked: integer('times_asked').notNull().default(1),
    firstAskedAt: text('first_asked_at').notNull(),
    lastAskedAt: text('last_asked_at').notNull(),
    /** When the same question was answered after all; empty again when it is refused anew. */
    answeredAt: text('answered_at'),
    /** Who looks after it, or ''. */
    owner: text('owner').notNull().default(''),
    state: text('state').$type<GapState>().notNull().default('open'),
    note: text('note').notNull().default(''),
  },
  (t) => [index('gaps_asked').on(t.lastAskedAt, t.id)],
)
export type Gap = typeof gaps.$inferSelect

/** The documents nearest to a question without an answer, best first. They hold no words: titles are read when shown. */
export const gapDocuments = sqliteTable(
  'gap_documents',
  {
    gapId: text('gap_id')
      .notNull()
      .references(() => gaps.id, { onDelete: 'cascade' }),
    /** From 1. */
    rank: integer('rank').notNull(),
    documentId: text('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.gapId, t.documentId] }), index('gap_documents_document').on(t.documentId)],
)
