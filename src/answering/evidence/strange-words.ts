import { normaliseForMatch } from '../../language/normalise.ts'
import type { Passage } from '../../retrieval/passage.ts'
import { creditOf, type Matchable, type QuestionTerm } from '../terms.ts'
import { EVIDENCE } from '../thresholds.ts'
import { weighAskedTerms } from './asked-terms.ts'
import type { CorpusWords } from './corpus-words.ts'

/** A related form that is nearer than this makes a word known. */
const NEAR = 0.3

/** The share of the question's weight that lies on words which the corpus has neither as they stand nor in other ones. */
function strangeShare(
  question: string,
  terms: readonly QuestionTerm[],
  texts: readonly Matchable[],
  words: CorpusWords,
): number {
  const part = { start: 0, end: normaliseForMatch(question).length }
  const weighed = weighAskedTerms(question, terms, { part, asking: [] }, words).filter(({ text }) => text.length > 1)
  const isStrange = (term: QuestionTerm) =>
    words.isUnknown(term.text) && texts.every((text) => creditOf(term, text, false) < NEAR)
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0)
  return all === 0 ? 0 : weighed.reduce((sum, term) => sum + (isStrange(term) ? term.weight : 0), 0) / all
}

/**
 * Whether the corpus hardly speaks of the matter: much of the question is in words that it does not have, nor any like
 * them, and the best passage is worth less than two or three of the rarest words.
 */
export function isStrangeMatter(
  question: { text: string; terms: readonly QuestionTerm[] },
  passages: readonly Passage[],
  texts: readonly Matchable[],
  words: CorpusWords,
): boolean {
  const judged = passages.flatMap(({ why }) => (why.rerank === undefined ? [] : [why.rerank]))
  if (judged.length === 0 || Math.max(...judged) >= EVIDENCE.weakInRareWords * words.rarest) return false
  return strangeShare(question.text, question.terms, texts, words) >= EVIDENCE.strangeWords
}
