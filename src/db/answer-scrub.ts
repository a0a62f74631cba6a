import { eq } from 'drizzle-orm'
import type { Transaction } from './client.ts'
import { answerSources, answers } from './schema/answers.ts'

/** What stands where a passage of a removed document stood. */
export const REMOVED_PASSAGE = '（来源已删除 · source removed）'

type Quoting = { n: number; documentId: string }
type Titled = { documentId: string; title: string }

/** The parts of a stored `Answer` that hold words of its sources. */
type AnswerBody = {
  mode?: string
  asked?: string
  text: string
  sentences: { text: string; citations: number[]; notes?: string[] }[]
  citations: (Quoting & { quote: string; title: string })[]
  nearest: Titled[]
  conflicts?: { citations: number[] }[]
  stale?: { citation: number; newer: Titled }[]
  steps?: { about: string; found: Titled[] }[]
  mightKnow?: (Titled & { name: string })[]
}

/** What has words of a document beside its passages: its titles, and the people that only it names. */
function namesFrom(body: AnswerBody, documentId: string): string[] {
  const { nearest, citations, stale = [], steps = [], mightKnow = [] } = body
  const others = new Set(mightKnow.filter((one) => one.documentId !== documentId).map(({ name }) => name))
  const found = [...steps.flatMap((step) => step.found), ...stale.map(({ newer }) => newer)]
  const titled = [...nearest, ...citations, ...mightKnow, ...found]
  const titles = titled.filter((one) => one.documentId === documentId).map(({ title }) => title)
  const people = mightKnow.filter((one) => one.documentId === documentId && !others.has(one.name))
  const names = [...new Set([...titles, ...people.map(({ name }) => name)])]
  return names.filter((name) => name !== '').sort((one, other) => other.length - one.length)
}

const withoutNames = (text: string, names: readonly string[]) =>
  names.reduce((rest, name) => rest.replaceAll(name, REMOVED_PASSAGE), text)

/** A step that came upon the document, and every later one, may tell of it in other words. */
function stepsWithout(steps: NonNullable<AnswerBody['steps']>, documentId: string): NonNullable<AnswerBody['steps']> {
  const first = steps.findIndex(({ found }) => found.some((one) => one.documentId === documentId))
  if (first < 0) return steps
  return steps.map((step, at) => ({
    ...step,
    about: at < first ? step.about : REMOVED_PASSAGE,
    found: step.found.filter((one) => one.documentId !== documentId),
  }))
}

/** The text with its lost sentences and the removed names replaced; put together anew where a sentence is not in it to the letter. */
function textWithout(body: AnswerBody, sentences: AnswerBody['sentences'], names: readonly string[]): string {
  const lost = body.sentences.filter((one, at) => sentences[at]?.text !== one.text).map(({ text }) => text)
  const isWhole = lost.every((text) => body.text.includes(text))
  const text = isWhole
    ? lost.reduce((rest, sentence) => rest.replaceAll(sentence, REMOVED_PASSAGE), body.text)
    : sentences.map((one) => `${one.text}${one.citations.map((n) => `[${n}]`).join('')}`).join('\n\n')
  return withoutNames(text, names)
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
  const names = namesFrom(body, documentId)
  const sentences = body.sentences.map((one) => {
    if (!one.citations.some((n) => removed.has(n))) return one
    const { notes: _, ...said } = one
    return rests(one.citations) ? { ...said, text: REMOVED_PASSAGE } : said
  })
  return {
    ...body,
    ...(body.asked !== undefined && { asked: withoutNames(body.asked, names) }),
    text: textWithout(body, sentences, names),
    sentences,
    citations: body.citations.map((one) => (removed.has(one.n) ? { ...one, quote: '', title: REMOVED_PASSAGE } : one)),
    nearest: body.nearest.filter((hit) => hit.documentId !== documentId),
    ...(body.conflicts && {
      conflicts: body.conflicts.filter(({ citations }) => !citations.some((n) => removed.has(n))),
    }),
    ...(body.stale && {
      stale: body.stale.filter(({ citation, newer }) => !removed.has(citation) && newer.documentId !== documentId),
    }),
    ...(body.steps && { steps: stepsWithout(body.steps, documentId) }),
    ...(body.mightKnow && { mightKnow: body.mightKnow.filter((one) => one.documentId !== documentId) }),
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
