import { eq } from 'drizzle-orm'
import { type Database, write } from './client.ts'
import { continueConversation } from './conversations.ts'
import { answers } from './schema/answers.ts'

export type StoredAnswer = typeof answers.$inferSelect

/** Keeps an answer; its conversation is made with the first one. */
export function saveAnswer(db: Database, answer: StoredAnswer): void {
  const { conversationId, question, createdAt } = answer
  write(db, (tx) => {
    if (conversationId !== null) continueConversation(tx, { id: conversationId, question, at: createdAt })
    tx.insert(answers).values(answer).run()
  })
}

export function findAnswer(db: Database, id: string): StoredAnswer | undefined {
  return db.select().from(answers).where(eq(answers.id, id)).get()
}
