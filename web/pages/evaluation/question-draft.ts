import type { Answer, EvaluationRequest } from '../../api/wire.ts'
import { contentWords } from '../../components/content-words.ts'

const LONGEST_QUOTE = 120
const NEAREST_OFFERED = 5

export type OfferedQuote = { key: string; documentId: string; title: string; quote: string }
export type QuestionDraft = {
  isAnswerable: boolean
  /** Keys of the offered quotes that are right. */
  evidence: readonly string[]
  /** What the answer should say, one a line. */
  points: string
  /** Sentences of the answer that must not come again. */
  wrong: readonly string[]
}

/** The line of a text that has most of the question in it, short enough to be looked for. */
function pickLine(text: string, words: readonly string[]): string {
  const countIn = (line: string) => words.filter((word) => line.includes(word)).length
  const lines = text.split(/\n|(?<=[。！？；])/u).map((line) => line.trim())
  const best = lines.reduce((found, line) => {
    const [a, b] = [countIn(line), countIn(found)]
    return a > b || (a === b && line.length > found.length) ? line : found
  }, '')
  return best.slice(0, LONGEST_QUOTE).replace(/\p{Cs}$/u, '')
}

/** Pieces of documents to choose evidence from: what the answer cites, then what came near. */
export function offerQuotes({ question, asked, citations, nearest }: Answer): OfferedQuote[] {
  const words = contentWords(asked ?? question)
  const cited = citations.map(({ documentId, title, quote }) => ({ documentId, title, quote: pickLine(quote, words) }))
  const near = nearest
    .slice(0, NEAREST_OFFERED)
    .map(({ documentId, title, text }) => ({ documentId, title, quote: pickLine(text, words) }))
  const offered = new Map<string, OfferedQuote>()
  for (const one of [...cited, ...near]) {
    const key = `${one.documentId} ${one.quote}`
    if (one.quote !== '' && !offered.has(key)) offered.set(key, { key, ...one })
  }
  return [...offered.values()]
}

/** The sentences of an answer without their marks, each once. */
export function offerSentences({ sentences }: Answer): string[] {
  return [...new Set(sentences.map(({ text }) => text.replace(/\s*\[\d+\]/g, '').trim()))].filter((text) => text !== '')
}

/** What the form holds at first: unsupported sentences are wrong, and so is the only one of an answer that was bad. */
export function beginDraft(answer: Answer): QuestionDraft {
  const all = offerSentences(answer)
  const unsupported = offerSentences({
    ...answer,
    sentences: answer.sentences.filter(({ support }) => support === 'unsupported'),
  })
  const wrong = unsupported.length > 0 ? unsupported : all.length === 1 ? all : []
  return { isAnswerable: true, evidence: [], points: '', wrong }
}

/** What is sent: everything that the form shows, nothing that it does not. */
export function toEvaluationRequest(draft: QuestionDraft, offered: readonly OfferedQuote[]): EvaluationRequest {
  const { isAnswerable, evidence, points, wrong } = draft
  if (!isAnswerable) return { answerable: false, must_not: [...wrong] }
  const lines = points.split('\n').map((line) => line.trim())
  return {
    answerable: true,
    evidence: offered
      .filter(({ key }) => evidence.includes(key))
      .map(({ documentId, quote }) => ({ documentId, quote })),
    answer_points: lines.filter((line) => line !== ''),
    must_not: [...wrong],
  }
}
