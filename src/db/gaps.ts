import { randomUUID } from 'node:crypto'
import { eq, inArray, sql } from 'drizzle-orm'
import { AppError } from '../errors.ts'
import { type Database, type Transaction, write } from './client.ts'
import { questionKey } from './question-key.ts'
import { answers } from './schema/answers.ts'
import { documents } from './schema/documents.ts'
import { type Gap, type GapState, gapDocuments, gaps } from './schema/gaps.ts'

const MOST_DOCUMENTS = 5

export type NotedGap = {
  /** The full question, as it was looked for. */
  question: string
  language: 'zh' | 'en'
  reason: string
  missing: readonly string[]
  /** Best first; the first five documents are kept. */
  nearest: readonly { documentId: string }[]
  answerId: string
  /** An answer made again on today's corpus: nobody asked anew, and nothing is counted or reopened. */
  replayOf?: string | undefined
}

function keepDocuments(tx: Transaction, gapId: string, nearest: NotedGap['nearest']): void {
  const ids = [...new Set(nearest.map(({ documentId }) => documentId))]
  const rows = tx.select({ id: documents.id }).from(documents).where(inArray(documents.id, ids)).all()
  const known = new Set(rows.map(({ id }) => id))
  const kept = ids.filter((id) => known.has(id)).slice(0, MOST_DOCUMENTS)
  tx.delete(gapDocuments).where(eq(gapDocuments.gapId, gapId)).run()
  if (kept.length === 0) return
  tx.insert(gapDocuments)
    .values(kept.map((documentId, at) => ({ gapId, documentId, rank: at + 1 })))
    .run()
}

/** One that somebody called answered is open again, for it was refused. */
const REOPENED = sql<GapState>`CASE WHEN ${gaps.state} <> 'answered' THEN ${gaps.state} WHEN ${gaps.owner} = '' THEN 'open' ELSE 'assigned' END`

/**
 * Notes a question that was not answered; asked again it counts up, and what is known of it is that of the latest ask.
 * @returns the id of the gap.
 */
export function noteGap(db: Database, noted: NotedGap): string {
  const { question, language, reason, missing, nearest, answerId, replayOf } = noted
  const now = new Date().toISOString()
  const latest = { reason, missing: [...missing], answeredAt: null }
  const first = {
    id: randomUUID(),
    key: questionKey(question),
    question,
    language,
    firstAskedAt: now,
    lastAskedAt: now,
  }
  const counted = { timesAsked: sql`${gaps.timesAsked} + 1`, lastAskedAt: now, state: REOPENED }
  return write(db, (tx) => {
    const { id } = tx
      .insert(gaps)
      .values({ ...first, ...latest })
      .onConflictDoUpdate({ target: gaps.key, set: replayOf === undefined ? { ...latest, ...counted } : latest })
      .returning({ id: gaps.id })
      .get()
    keepDocuments(tx, id, nearest)
    tx.update(answers).set({ gapId: id }).where(eq(answers.id, answerId)).run()
    return id
  })
}

/** The gap that an answer belongs to: the one it names, or else that of the same question, which it may fill. */
export function gapOfAnswer(
  tx: Transaction,
  answer: { question: string; gapId?: string | undefined; status?: string | undefined; at: string },
): string | null {
  const { question, gapId, status, at } = answer
  const which = gapId === undefined ? eq(gaps.key, questionKey(question)) : eq(gaps.id, gapId)
  const gap = tx.select({ id: gaps.id }).from(gaps).where(which).get()
  if (!gap) return null
  if (gapId === undefined && status === 'answered') {
    tx.update(gaps).set({ answeredAt: at }).where(eq(gaps.id, gap.id)).run()
  }
  return gap.id
}

export type GapChange = { [Field in 'owner' | 'state' | 'note']?: Gap[Field] | undefined }

/** The state that follows from an owner who comes or goes, where none is said. */
function stateAfter({ state, owner }: Gap, change: GapChange): GapState {
  if (change.state !== undefined || change.owner === undefined) return change.state ?? state
  if (state === 'open' && change.owner !== '') return 'assigned'
  return state === 'assigned' && change.owner === '' && owner !== '' ? 'open' : state
}

/**
 * @returns false when there is none.
 * @throws AppError `invalid_request` for one that is assigned to nobody.
 */
export function changeGap(db: Database, id: string, change: GapChange): boolean {
  return write(db, (tx) => {
    const gap = tx.select().from(gaps).where(eq(gaps.id, id)).get()
    if (!gap) return false
    const { owner = gap.owner, note = gap.note } = change
    const state = stateAfter(gap, change)
    if (state === 'assigned' && owner === '') {
      throw new AppError('invalid_request', 'owner: an assigned gap needs the name of whoever looks after it.')
    }
    tx.update(gaps).set({ owner, state, note }).where(eq(gaps.id, id)).run()
    return true
  })
}

/** Forgets a gap; the answers stay. @returns false when there is none. */
export function removeGap(db: Database, id: string): boolean {
  return write(db, (tx) => tx.delete(gaps).where(eq(gaps.id, id)).run().changes > 0)
}
