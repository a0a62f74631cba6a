import { eq } from 'drizzle-orm'
import { type Database, write } from './client.ts'
import { answers } from './schema/answers.ts'

export type StoredAnswer = typeof answers.$inferSelect

export function saveAnswer(db: Database, answer: StoredAnswer): void {
  write(db, (tx) => tx.insert(answers).values(answer).run())
}

export function findAnswer(db: Database, id: string): StoredAnswer | undefined {
  return db.select().from(answers).where(eq(answers.id, id)).get()
}
