import { and, asc, count, desc, eq, inArray, lt, or, sql } from 'drizzle-orm'
import { type Database, type Transaction, write } from './client.ts'
import { answers } from './schema/answers.ts'
import { type Conversation, conversations } from './schema/conversations.ts'
import { type Feedback, feedback } from './schema/feedback.ts'

const TITLE_CHARACTERS = 120

export type ConversationView = Conversation & { answers: number }
/** An answer as it was sent (JSON), with what its reader thought of it. */
export type KeptAnswer = { body: string; createdAt: string; feedback: Feedback | null }
/** A place in the list: the last conversation of the page before. */
export type ConversationPlace = { updatedAt: string; id: string }

function toTitle(question: string): string {
  const letters = [...question.replace(/\s+/gu, ' ').trim()]
  return letters.length <= TITLE_CHARACTERS ? letters.join('') : `${letters.slice(0, TITLE_CHARACTERS - 1).join('')}…`
}

/** Notes a question in its conversation, which is made now if it is the first one. */
export function continueConversation(tx: Transaction, asked: { id: string; question: string; at: string }): void {
  const { id, question, at } = asked
  tx.insert(conversations)
    .values({ id, title: toTitle(question), createdAt: at, updatedAt: at })
    .onConflictDoUpdate({ target: conversations.id, set: { updatedAt: at } })
    .run()
}

const viewColumns = {
  id: conversations.id,
  title: conversations.title,
  createdAt: conversations.createdAt,
  updatedAt: conversations.updatedAt,
  answers: count(answers.id),
}

/** Newest first, with the number of answers of each. */
export function listConversations(
  db: Database,
  page: { after?: ConversationPlace | undefined; limit: number },
): ConversationView[] {
  const { after, limit } = page
  const isLater = after && {
    older: lt(conversations.updatedAt, after.updatedAt),
    beside: and(eq(conversations.updatedAt, after.updatedAt), lt(conversations.id, after.id)),
  }
  return db
    .select(viewColumns)
    .from(conversations)
    .leftJoin(answers, eq(answers.conversationId, conversations.id))
    .where(isLater && or(isLater.older, isLater.beside))
    .groupBy(conversations.id)
    .orderBy(desc(conversations.updatedAt), desc(conversations.id))
    .limit(limit)
    .all()
}

export function findConversation(db: Database, id: string): Conversation | undefined {
  return db.select().from(conversations).where(eq(conversations.id, id)).get()
}

/** The answers of a conversation in the order in which they were given. */
export function conversationAnswers(db: Database, id: string): KeptAnswer[] {
  return db
    .select({ body: answers.body, createdAt: answers.createdAt, feedback })
    .from(answers)
    .leftJoin(feedback, eq(feedback.answerId, answers.id))
    .where(eq(answers.conversationId, id))
    .orderBy(asc(answers.createdAt), sql`${answers}.rowid`)
    .all()
}

/** What was asked and answered before; the answer of one that was refused says nothing and is left out. */
export type RecalledTurn = { question: string; asked?: string | undefined; answer?: string | undefined }

/**
 * The last `limit` turns of a conversation, oldest first; none when there is no such conversation. Only the answers
 * recalled are read: their ids are sorted before.
 */
export function recallTurns(db: Database, conversationId: string, limit: number): RecalledTurn[] {
  const inBody = (field: string) => sql<string | null>`json_extract(${answers.body}, ${`$.${field}`})`
  const latest = [desc(answers.createdAt), sql`${answers}.rowid DESC`]
  const recalled = db
    .select({ id: answers.id })
    .from(answers)
    .where(eq(answers.conversationId, conversationId))
    .orderBy(...latest)
    .limit(limit)
  return db
    .select({ question: answers.question, asked: inBody('asked'), status: inBody('status'), text: inBody('text') })
    .from(answers)
    .where(inArray(answers.id, recalled))
    .orderBy(...latest)
    .all()
    .reverse()
    .map(({ question, asked, status, text }) => ({
      question,
      ...(asked === null ? {} : { asked }),
      ...(text === null || status === 'refused' ? {} : { answer: text }),
    }))
}

/** Gives a conversation another title. @returns it as it stands then, undefined when there is none. */
export function renameConversation(db: Database, id: string, title: string): ConversationView | undefined {
  write(db, (tx) =>
    tx
      .update(conversations)
      .set({ title: toTitle(title) })
      .where(eq(conversations.id, id))
      .run(),
  )
  return db
    .select(viewColumns)
    .from(conversations)
    .leftJoin(answers, eq(answers.conversationId, conversations.id))
    .where(eq(conversations.id, id))
    .groupBy(conversations.id)
    .get()
}

/** Removes a conversation with its answers and what was said of them. @returns false when there is none. */
export function removeConversation(db: Database, id: string): boolean {
  return write(db, (tx) => {
    tx.delete(answers).where(eq(answers.conversationId, id)).run()
    return tx.delete(conversations).where(eq(conversations.id, id)).run().changes > 0
  })
}
