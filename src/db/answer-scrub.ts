import { eq } from 'drizzle-orm'
import type { Transaction } from './client.ts'
import { answerSources, answers } from './schema/answers.ts'

/** What stands where a passage of a removed document stood. */
export const REMOVED_PASSAGE = '（来源已删除 · source removed）'

type Quoting = { n: number; documentId: string }

/** The parts of a stored `Answer` that hold words of its sources. */
type AnswerBody = {
  mode?: string
  text: string
  sentences: { text: string; citations: number[] }[]
  citations: (Quoting & { quote: string; title: string })[]
  nearest: { documentId: string; title: string }[]
  conflicts?: { citations: number[] }[]
}

/** The text with its lost sentences and the removed titles replaced; put together anew where a sentence is not in it to the letter. */
function textWithout(body: AnswerBody, sentences: AnswerBody['sentences'], documentId: string): string {
  const titles = [...body.nearest, ...body.citations].filter((one) => one.documentId === documentId)
  const lost = body.sentences.filter((one, at) => sentences[at]?.text !== one.text).map(({ text }) => text)
  const isWhole = lost.every((text) => body.text.includes(text))
  const text = isWhole
    ? lost.reduce((rest, sentence) => rest.replaceAll(sentence, REMOVED_PASSAGE), body.text)
    : sentences.map((one) => `${one.text}${one.citations.map((n) => `[${n}]`).join('')}`).join('\n\n')
  return titles.reduce((rest, { title }) => (title === '' ? rest : rest.replaceAll(title, REMOVED_PASSAGE)), text)
}

/**
 * An answer without the words of a document: its quotes are empty, its passages gone, and sentences that rest on it
 * alone (in an extractive answer: on it at all, for they are its words) say that their source was removed. Who asked
 * what, and the other sources, stay.
 */
export function withoutDocument<Body extends AnswerBody>(body: Body, documentId: string): Body {
  const isRemoved = (one: AnswerBody['citations'][number]) => one.documentId === documentId || one.quote === ''
  const removed = new Set(body.citations.filter(isRemoved).map(({ n }) => n))
  const rests = (citations: readonly number[]) =>
    body.mode === 'generated'
      ? citations.length > 0 && citations.every((n) => removed.has(n))
      : citations.some((n) => removed.has(n))
  const sentences = body.sentences.map((one) => (rests(one.citations) ? { ...one, text: REMOVED_PASSAGE } : one))
  return {
    ...body,
    text: textWithout(body, sentences, documentId),
    sentences,
    citations: body.citations.map((one) => (removed.has(one.n) ? { ...one, quote: '', title: REMOVED_PASSAGE } : one)),
    nearest: body.nearest.filter((hit) => hit.documentId !== documentId),
    ...(body.conflicts && {
      conflicts: body.conflicts.filter(({ citations }) => !citations.some((n) => removed.has(n))),
    }),
  }
}

/** Takes the words of a document out of every stored answer that quotes or shows it. */
export function scrubAnswers(tx: Transaction, documentId: string): void {
  const rows = tx
    .select({ id: answers.id, body: answers.body })
    .from(answerSources)
    .innerJoin(answers, eq(answers.id, answerSources.answerId))
    .where(eq(answerSources.documentId, documentId))
    .all()
  for (const { id, body } of rows) {
    const scrubbed = withoutDocument(JSON.parse(body) as AnswerBody, documentId)
    tx.update(answers)
      .set({ body: JSON.stringify(scrubbed) })
      .where(eq(answers.id, id))
      .run()
  }
  tx.delete(answerSources).where(eq(answerSources.documentId, documentId)).run()
}
