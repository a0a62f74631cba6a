import { eq } from 'drizzle-orm'
import { type Database, write } from './client.ts'
import { continueConversation } from './conversations.ts'
import { gapOfAnswer } from './gaps.ts'
import { answerSources, answers } from './schema/answers.ts'

export type StoredAnswer = typeof answers.$inferSelect
export type NewAnswer = Omit<StoredAnswer, 'gapId' | 'status'>

type Source = { documentId: string }
/** As much of a stored `Answer` as is looked up by. */
type KnownBody = {
  asked?: string
  status?: string
  gapId?: string
  citations?: Source[]
  nearest?: Source[]
  mightKnow?: Source[]
  stale?: { newer: Source }[]
  steps?: { found: Source[] }[]
}

/** Keeps an answer; its conversation is made with the first one, and a gap that it fills learns of it. */
export function saveAnswer(db: Database, answer: NewAnswer): void {
  const { conversationId, question, createdAt } = answer
  const body = JSON.parse(answer.body) as KnownBody
  const { asked = question, gapId, status } = body
  write(db, (tx) => {
    if (conversationId !== null) continueConversation(tx, { id: conversationId, question, at: createdAt })
    const gap = gapOfAnswer(tx, { question: asked, gapId, status, at: createdAt })
    tx.insert(answers)
      .values({ ...answer, gapId: gap, status: status ?? null })
      .run()
    const sources = sourcesOf(body).map((documentId) => ({ answerId: answer.id, documentId }))
    if (sources.length > 0) tx.insert(answerSources).values(sources).run()
  })
}

/** The documents that an answer quotes, shows or names. */
function sourcesOf({ citations = [], nearest = [], mightKnow = [], stale = [], steps = [] }: KnownBody): string[] {
  const newer = stale.map((one) => one.newer)
  const found = steps.flatMap((step) => step.found)
  const all = [...citations, ...nearest, ...mightKnow, ...newer, ...found]
  return [...new Set(all.map(({ documentId }) => documentId))]
}

export function findAnswer(db: Database, id: string): StoredAnswer | undefined {
  return db.select().from(answers).where(eq(answers.id, id)).get()
}
