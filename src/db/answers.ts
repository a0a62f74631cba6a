import { eq } from 'drizzle-orm'
import { type Database, write } from './client.ts'
import { continueConversation } from './conversations.ts'
import { answerSources, answers } from './schema/answers.ts'

export type StoredAnswer = typeof answers.$inferSelect

/** Keeps an answer; its conversation is made with the first one. */
export function saveAnswer(db: Database, answer: StoredAnswer): void {
  const { conversationId, question, createdAt } = answer
  write(db, (tx) => {
    if (conversationId !== null) continueConversation(tx, { id: conversationId, question, at: createdAt })
    tx.insert(answers).values(answer).run()
    const sources = sourcesOf(answer.body).map((documentId) => ({ answerId: answer.id, documentId }))
    if (sources.length > 0) tx.insert(answerSources).values(sources).run()
  })
}

/** The documents that the body of an answer quotes or shows. */
function sourcesOf(body: string): string[] {
  const { citations = [], nearest = [] } = JSON.parse(body) as Record<string, { documentId: string }[] | undefined>
  return [...new Set([...citations, ...nearest].map(({ documentId }) => documentId))]
}

export function findAnswer(db: Database, id: string): StoredAnswer | undefined {
  return db.select().from(answers).where(eq(answers.id, id)).get()
}
