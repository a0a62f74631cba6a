import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'

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
  },
  (t) => [index('answers_conversation').on(t.conversationId)],
)
