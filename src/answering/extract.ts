import { findAskings } from '../language/asking.ts'
import type { QuestionLanguage, WantedValue } from '../language/questions.ts'
import type { Citation, Sentence } from './answer.ts'
import type { Candidate } from './candidates.ts'
import { arrange } from './forms/arrange.ts'
import { chooseSentences } from './forms/choose-sentences.ts'
import { type AnswerForm, headOf, introduce } from './forms/frame.ts'
import { showQuote } from './plain-text.ts'
import { scoreCandidates } from './score.ts'
import type { QuestionTerm } from './terms.ts'

export type ExtractionRequest = {
  text: string
  language: QuestionLanguage
  wants: WantedValue | undefined
  isList: boolean
  terms: readonly QuestionTerm[]
}

/** An answer in the sources' own words; `text` is `pieces` put together, one piece for each sentence. */
export type Extraction = {
  text: string
  pieces: string[]
  sentences: Sentence[]
  citations: Citation[]
  chosen: Candidate[]
}

export function toCitation(n: number, { passage, span, quote, speaker }: Candidate): Citation {
  return {
    n,
    chunkId: passage.chunkId,
    documentId: passage.documentId,
    versionId: passage.versionId,
    title: passage.title,
    quote,
    span,
    ...(passage.page === undefined ? {} : { page: passage.page }),
    ...(speaker === undefined ? {} : { speaker }),
  }
}

/** What parts two sentences of a passage: nothing between whole Chinese ones. */
const gapBetween = (before: string, text: string): string =>
  /[。！？；：，…”』」）)]$/u.test(before) && /^[\p{Script=Han}“『「（《【\d]/u.test(text) ? '' : ' '

/**
 * Answers in the words of the passages: the sentences that cover the question best, each with the places it was cut
 * from, in the form that the question asks for (see `AnswerForm`).
 * @returns undefined when no sentence can be chosen.
 */
export function extractAnswer(candidates: readonly Candidate[], request: ExtractionRequest): Extraction | undefined {
  const { language, wants, isList } = request
  const groups = arrange(chooseSentences(candidates, scoreCandidates(candidates, request), isList), wants)
  const chosen = groups.flat().map(({ candidate }) => candidate)
  if (chosen.length === 0) return undefined
  const form: AnswerForm = { language, asksWho: findAskings(request.text)[0] === 'who', isList }
  const isNumbered = isList && chosen.length > 1
  const pieces: string[] = []
  const sentences: Sentence[] = []
  const citations: Citation[] = []
  let last: Candidate | undefined
  for (const group of groups) {
    for (const [at, { candidate, also }] of group.entries()) {
      const text = introduce(candidate, { last, isSamePassage: at > 0 }, form) + showQuote(candidate.quote)
      last = candidate
      const own = [candidate, ...also].map((one, more) => toCitation(citations.length + more + 1, one))
      const gap = at > 0 ? gapBetween(sentences.at(-1)?.text ?? '', text) : '\n\n'
      const start = pieces.length === 0 ? headOf(chosen, form) : isNumbered ? '\n' : gap
      const number = isNumbered ? `${pieces.length + 1}. ` : ''
      pieces.push(`${start}${number}${text}${own.map(({ n }) => `[${n}]`).join('')}`)
      sentences.push({ text, citations: own.map(({ n }) => n), support: 'supported' })
      citations.push(...own)
    }
  }
  return { text: pieces.join(''), pieces, sentences, citations, chosen }
}
