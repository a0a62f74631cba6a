import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { gaps } from './gaps.ts'

/** Every answer given, whole, with what made it, so that it opens again and can be replayed. */
export const answers = sqliteTable(
  'answers',
  {
    id: text('id').primaryKey(),
    conversationId: text('conversation_id'),
    question: text('question').notNull(),
    snapshot: text('snapshot').notNull(),
    /** The `Answer` as it was sent, as JSON. */
    body: text('body').notNull(),
    createdAt: text('created_at').notNull(),
    /** That of the body; null in answers from before gaps were noted. */
    status: text('status'),
    /** The gap that it left, or that it fills. */
    gapId: text('gap_id').references(() => gaps.id, { onDelete: 'set null' }),
  },
  (t) => [index('answers_conversation').on(t.conversationId), index('answers_gap').on(t.gapId, t.createdAt)],
)

/** The documents that an answer quotes or shows, so that their removal finds it. */
export const answerSources = sqliteTable(
  'answer_sources',
  {
    answerId: text('answer_id')
      .notNull()
      .references(() => answers.id, { onDelete: 'cascade' }),
    documentId: text('document_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.documentId, t.answerId] }), index('answer_sources_answer').on(t.answerId)],
)
