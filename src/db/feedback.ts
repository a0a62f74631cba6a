import { eq } from 'drizzle-orm'
import { type Database, write } from './client.ts'
import { type Feedback, feedback } from './schema/feedback.ts'

/** Keeps what a reader thought of an answer, in place of what was said before. The answer has to exist. */
export function saveFeedback(db: Database, given: Omit<Feedback, 'createdAt'>): Feedback {
  const row = { ...given, createdAt: new Date().toISOString() }
  const { answerId: _, ...latest } = row
  return write(db, (tx) =>
    tx.insert(feedback).values(row).onConflictDoUpdate({ target: feedback.answerId, set: latest }).returning().get(),
  )
}

export function findFeedback(db: Database, answerId: string): Feedback | undefined {
  return db.select().from(feedback).where(eq(feedback.answerId, answerId)).get()
}

/** Takes back what was said of an answer. */
export function removeFeedback(db: Database, answerId: string): void {
  write(db, (tx) => tx.delete(feedback).where(eq(feedback.answerId, answerId)).run())
}
