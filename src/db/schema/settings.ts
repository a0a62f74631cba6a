import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Facts about the library as a whole, by name. */
export const settings = sqliteTable('settings', {
  /** `embedding_model`: the embedder whose vectors questions are compared with. */
  name: text('name').$type<'embedding_model'>().primaryKey(),
  value: text('value').notNull(),
})
