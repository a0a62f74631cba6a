import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * What happened to the searchable corpus, in order. Every process that keeps an index in memory
 * follows it; its last number is the corpus snapshot.
 */
export const changes = sqliteTable('changes', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  documentId: text('document_id').notNull(),
  at: text('at').notNull(),
})
