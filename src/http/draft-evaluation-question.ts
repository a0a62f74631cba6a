import type { Answer } from '../answering/answer.ts'
import { REMOVED_PASSAGE } from '../db/answer-scrub.ts'
import type {
  EvaluationQuestion,
  QuestionClaim,
  QuestionEvidence,
  QuestionType,
} from '../db/schema/evaluation-questions.ts'
import type { Feedback } from '../db/schema/feedback.ts'
import { asksForList, questionLanguage, wantedValue } from '../language/questions.ts'

/** A question with three places to find takes several of them to answer. */
const SEVERAL_PLACES = 3
const LONGEST_QUOTE = 120

/** What a reader says of a question; what is left out follows from the answer and the verdict on it. */
export type Corrections = {
  type?: QuestionType | undefined
  isAnswerable?: boolean | undefined
  evidence?: QuestionEvidence[] | undefined
  answerPoints?: string[] | undefined
  mustNot?: string[] | undefined
}

export type DraftedQuestion = Omit<EvaluationQuestion, 'id' | 'answerId' | 'createdAt'>
export type Judged = Pick<Feedback, 'verdict' | 'reason'> | undefined

const bare = (text: string) => text.replace(/\[\d+\]/g, '').replace(/\s+/gu, '')
const holdsEither = (one: string, other: string) =>
  one !== '' && other !== '' && (one.includes(other) || other.includes(one))

/** A claim with every document of the answer that it may be the words of. */
function toClaim(text: string, { sentences, citations, nearest }: Answer): QuestionClaim {
  const words = bare(text)
  const cited = sentences.filter((one) => holdsEither(bare(one.text), words)).flatMap((one) => one.citations)
  const ofSentences = citations.filter(({ n, quote }) => cited.includes(n) || holdsEither(bare(quote), words))
  const ofPassages = nearest.filter((passage) => bare(passage.text).includes(words))
  return { text, documentIds: [...new Set([...ofSentences, ...ofPassages].map(({ documentId }) => documentId))] }
}

/** A piece of one line, short enough to be looked for. */
function toQuote(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  const longest = lines.reduce((best, line) => (line.length > best.length ? line : best), '')
  return longest.slice(0, LONGEST_QUOTE).replace(/\p{Cs}$/u, '')
}

function typeOf(answer: Answer, question: string, evidence: readonly QuestionEvidence[]): QuestionType {
  const wants = wantedValue(question)
  if (answer.conflicts.length > 0) return 'comparison_conflict'
  if (wants === 'phone' || wants === 'email' || /谁|哪位|\bwhom?\b/i.test(question)) return 'who_contact'
  if (wants !== undefined && wants !== 'secret') return 'number_date'
  return asksForList(question) && evidence.length >= SEVERAL_PLACES ? 'multi_synthesis' : 'how_did_we'
}

/** What the verdict leaves of an answer: whether its text is right as far as it goes, and whether its sources are. */
function trusted({ status }: Answer, judged: Judged): { text: boolean; sources: boolean } {
  if (status === 'refused') return { text: false, sources: false }
  if (judged?.verdict !== 'down') return { text: true, sources: true }
  return {
    text: judged.reason === 'incomplete' || judged.reason === 'wrong_source',
    sources: judged.reason === 'incomplete',
  }
}

/** The sentences that are wrong for sure: all where there is no answer, else those unsupported, or the only one. */
function wrongSentences(sentences: readonly string[], unsupported: readonly string[], isAnswerable: boolean): string[] {
  if (!isAnswerable) return [...sentences]
  return unsupported.length > 0 ? [...unsupported] : sentences.length === 1 ? [...sentences] : []
}

/**
 * A question with a known answer, made of an answer that somebody judged. Sources and sentences are taken over only as
 * far as the verdict leaves them right; a refusal that nobody minded makes a question without an answer. An answerable
 * question without evidence is unfinished.
 */
export function draftEvaluationQuestion(answer: Answer, judged: Judged, corrections: Corrections): DraftedQuestion {
  const question = answer.asked ?? answer.question
  const isDown = judged?.verdict === 'down'
  const trust = trusted(answer, judged)
  const hasEvidence = (corrections.evidence?.length ?? 0) > 0
  const isAnswerable = corrections.isAnswerable ?? (hasEvidence || answer.status !== 'refused' || isDown)
  const said = answer.sentences.filter(({ text }) => text !== REMOVED_PASSAGE)
  const textOf = (sentence: Answer['sentences'][number]) => sentence.text.replace(/\s*\[\d+\]/g, '').trim()
  const quotes = answer.citations.map(({ documentId, quote }) => ({ documentId, quote: toQuote(quote) }))
  const kept = isAnswerable && trust.sources ? quotes.filter(({ quote }) => quote !== '') : []
  const evidence = corrections.evidence ?? kept
  const right = said.filter(({ support }) => support === 'supported').map(textOf)
  const unsupported = said.filter(({ support }) => support === 'unsupported').map(textOf)
  const wrong = trust.text && isAnswerable ? [] : wrongSentences(said.map(textOf), unsupported, isAnswerable)
  const toClaims = (texts: readonly string[]) => [...new Set(texts)].map((text) => toClaim(text, answer))
  return {
    type: corrections.type ?? (isAnswerable ? typeOf(answer, question, evidence) : 'unanswerable'),
    language: questionLanguage(question),
    question,
    isAnswerable,
    evidence,
    answerPoints: toClaims(corrections.answerPoints ?? (isAnswerable && trust.text ? right : [])),
    mustNot: toClaims(corrections.mustNot ?? wrong),
  }
}

/** Whether a question can be asked in an evaluation: one that has an answer needs to say where. */
export function isFinished({ isAnswerable, evidence }: Pick<EvaluationQuestion, 'isAnswerable' | 'evidence'>): boolean {
  return !isAnswerable || evidence.length > 0
}
