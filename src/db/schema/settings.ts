import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

export type SettingName = 'embedding_model' | 'terms_version' | 'qdrant_collection' | 'qdrant_change'

/** Facts about the library as a whole, by name. */
export const settings = sqliteTable('settings', {
  /**
   * `embedding_model`: the embedder whose vectors questions are compared with. `terms_version`: how the terms of the
   * points were taken from the text. `qdrant_collection`, `qdrant_change`: the collection that follows this library, and
   * the last change it has taken in.
   */
  name: text('name').$type<SettingName>().primaryKey(),
  value: text('value').notNull(),
})
