import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Questions asked one after the other, with their answers. Whoever asks first chooses the id. */
export const conversations = sqliteTable(
  'conversations',
  {
    id: text('id').primaryKey(),
    /** The first question, cut to a line. */
    title: text('title').notNull(),
    createdAt: text('created_at').notNull(),
    /** When its latest answer was given. */
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [index('conversations_updated').on(t.updatedAt, t.id)],
)
export type Conversation = typeof conversations.$inferSelect
