import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A concept that users added to the thesaurus: words that stand for one thing. */
export const concepts = sqliteTable('concepts', {
  id: text('id').primaryKey(),
  chinese: text('chinese', { mode: 'json' }).$type<string[]>().notNull(),
  english: text('english', { mode: 'json' }).$type<string[]>().notNull(),
  /** 3 nearly the same thing, 2 usually the same at work, 1 related. */
  strength: integer('strength').$type<1 | 2 | 3>().notNull(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
})
export type ConceptRow = typeof concepts.$inferSelect
