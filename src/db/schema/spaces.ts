import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A user's named set of documents. The sample corpus lives in one of its own. */
export const spaces = sqliteTable('spaces', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique(),
  isSample: integer('is_sample', { mode: 'boolean' }).notNull().default(false),
  createdAt: text('created_at').notNull(),
})
export type Space = typeof spaces.$inferSelect
