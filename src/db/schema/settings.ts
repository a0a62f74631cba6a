import { sqliteTable, text } from 'drizzle-orm/sqlite-core'

export type SettingName =
  | 'library_id'
  | 'embedding_model'
  | 'terms_version'
  | 'terms_progress'
  | 'qdrant_collection'
  | 'qdrant_change'
  | 'qdrant_next'
  | 'qdrant_behind'

/** Facts about the library as a whole, by name. */
export const settings = sqliteTable('settings', {
  /**
   * `library_id`: tells this library from others in a Qdrant that they share. `embedding_model`: the embedder whose
   * vectors questions are compared with. `terms_version`: how the terms of the points were taken from the text;
   * `terms_progress`: how far they have been taken anew. `qdrant_collection`, `qdrant_change`: the collection that follows
   * this library, and the last change it has taken in; `qdrant_next`: one that is being built to replace it;
   * `qdrant_behind`: since when it lacks what a search has to find, absent while it lacks nothing.
   */
  name: text('name').$type<SettingName>().primaryKey(),
  value: text('value').notNull(),
})
