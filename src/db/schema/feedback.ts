import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { answers } from './answers.ts'

export const VERDICTS = ['up', 'down'] as const
export const FEEDBACK_REASONS = ['wrong_source', 'wrong_answer', 'incomplete', 'outdated', 'other'] as const

/** What a reader thought of an answer: one a person until accounts exist, the last one counts. */
export const feedback = sqliteTable('feedback', {
  answerId: text('answer_id')
    .primaryKey()
    .references(() => answers.id, { onDelete: 'cascade' }),
  verdict: text('verdict').$type<(typeof VERDICTS)[number]>().notNull(),
  reason: text('reason').$type<(typeof FEEDBACK_REASONS)[number]>(),
  note: text('note').notNull().default(''),
  createdAt: text('created_at').notNull(),
})
export type Feedback = typeof feedback.$inferSelect
