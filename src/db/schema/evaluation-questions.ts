import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { answers } from './answers.ts'

export const QUESTION_TYPES = [
  'how_did_we',
  'process_lookup',
  'who_contact',
  'number_date',
  'pitfall',
  'onboarding',
  'multi_synthesis',
  'comparison_conflict',
  'paraphrase_hard',
  'unanswerable',
] as const
export type QuestionType = (typeof QUESTION_TYPES)[number]

/** A piece of a document that answers a question. */
export type QuestionEvidence = { documentId: string; quote: string }
/** Something that an answer has to say, or must not, with the documents whose words it may hold. */
export type QuestionClaim = { text: string; documentIds: string[] }

/** A question whose answer readers know, made of an answer that they judged. */
export const evaluationQuestions = sqliteTable('evaluation_questions', {
  id: text('id').primaryKey(),
  /** The answer it was made of; null when that was removed. */
  answerId: text('answer_id')
    .unique()
    .references(() => answers.id, { onDelete: 'set null' }),
  type: text('type').$type<QuestionType>().notNull(),
  language: text('language').$type<'zh' | 'en'>().notNull(),
  question: text('question').notNull(),
  isAnswerable: integer('is_answerable', { mode: 'boolean' }).notNull(),
  evidence: text('evidence', { mode: 'json' }).$type<QuestionEvidence[]>().notNull(),
  answerPoints: text('answer_points', { mode: 'json' }).$type<QuestionClaim[]>().notNull(),
  mustNot: text('must_not', { mode: 'json' }).$type<QuestionClaim[]>().notNull(),
  createdAt: text('created_at').notNull(),
})
export type EvaluationQuestion = typeof evaluationQuestions.$inferSelect

/** The documents whose words an evaluation question holds, so that their removal finds it. */
export const evaluationQuestionSources = sqliteTable(
  'evaluation_question_sources',
  {
    questionId: text('question_id')
      .notNull()
      .references(() => evaluationQuestions.id, { onDelete: 'cascade' }),
    documentId: text('document_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.documentId, t.questionId] }),
    index('evaluation_question_sources_question').on(t.questionId),
  ],
)
