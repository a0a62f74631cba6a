import { isCommonEnglish } from '../../language/common-english.ts'
import { isFunctionWord } from '../../language/function-words.ts'
import { normaliseForMatch } from '../../language/normalise.ts'
import type { Span } from '../../language/span.ts'
import type { QuestionTerm } from '../terms.ts'
import { SUPPORT_OF_VALUE as PARTS } from '../thresholds.ts'
import type { CorpusWords } from './corpus-words.ts'

/** A term with what it counts for, and how near it stands to the words of asking, from 0 to 1. */
export type AskedTerm = QuestionTerm & { weight: number; nearness: number }

const ASKING_WORD = /^(?:多少|几|多久|多长|时候|开始|大概|具体|左右|一共|总共|到底|最多|最少|哪天|start|exact)/
const FILLERS = /时候|开始|大概|具体|左右|一共|总共|到底|最多|最少|分别|当时|后来/g
const SHORT_ENGLISH = 5
const HAN = /\p{Script=Han}/u

function nearnessOf(word: string, question: string, asking: readonly Span[]): number {
  const at = question.indexOf(word)
  if (at < 0 || asking.length === 0) return 0
  const distances = asking.map(({ start, end }) =>
    at >= end ? (at - end) * PARTS.afterAsking : Math.max(0, start - at - word.length),
  )
  return Math.exp(-Math.min(...distances) / (HAN.test(word) ? PARTS.reach : PARTS.latinReach))
}

/** Whether a text stands in the question outside of the words of asking. */
function standsOutside(text: string, question: string, asking: readonly Span[]): boolean {
  for (let at = question.indexOf(text); at >= 0; at = question.indexOf(text, at + 1)) {
    if (asking.every(({ start, end }) => at >= end || at + text.length <= start)) return true
  }
  return false
}

/**
 * What the words leave over: pairs of characters for names that no dictionary knows, else single characters, which are
 * mostly verbs (签, 报).
 */
function leftOver(question: string, words: readonly string[], pairs: readonly string[]): string[] {
  const isFree = (one: string) => !isFunctionWord(one) && !words.some((word) => word.includes(one))
  const freePairs = pairs.filter((pair) => [...pair].every(isFree))
  const singles = [...new Set(question)].filter(
    (one) => HAN.test(one) && isFree(one) && !freePairs.some((pair) => pair.includes(one)),
  )
  return [...freePairs, ...singles]
}

/** A segmenter joins what it does not know: 内要 is no word. */
const isMiscut = (word: string, words: CorpusWords | undefined): boolean =>
  HAN.test(word) && [...word].some(isFunctionWord) && words?.isUnknown(word) === true

/** Everyday words of English, most of which are verbs that a text may well say otherwise. */
const isEveryday = (word: string, question: string): boolean =>
  /^[a-z]+$/.test(word) && question.includes(word) && (word.length < SHORT_ENGLISH || isCommonEnglish(word))

function shareOf(term: string, question: string, part: string): number {
  const alone = HAN.test(term) && term.length === 1 ? PARTS.singleCharacter : 1
  const everyday = isEveryday(term, question) ? PARTS.everyday : 1
  return alone * everyday * (part.includes(term) ? 1 : PARTS.otherPart)
}

/**
 * The question's terms without those of asking, each weighed by its rarity and by how near it stands to them; what
 * stands in other parts of the question than the one that asks counts for less.
 * @param part of the normalised question.
 */
export function weighAskedTerms(
  question: string,
  terms: readonly QuestionTerm[],
  { part, asking }: { part: Span; asking: readonly Span[] },
  words: CorpusWords | undefined,
): AskedTerm[] {
  const text = normaliseForMatch(question)
  const own = text.slice(part.start, part.end)
  const isAsked = (word: string) =>
    !ASKING_WORD.test(word) && !isMiscut(word, words) && (!text.includes(word) || standsOutside(word, text, asking))
  const wordsOf = terms.filter(({ kind }) => kind === 'word')
  const pairs = terms.flatMap(({ kind, text: pair }) => (kind === 'pair' && isAsked(pair) ? [pair] : []))
  const taken = [
    ...(text.match(FILLERS) ?? []),
    ...wordsOf.map((term) => term.text),
    ...asking.map(({ start, end }) => text.slice(start, end)),
  ]
  const others = leftOver(text, taken, pairs).map((one) => ({ text: one, kind: 'pair' as const, forms: [] }))
  return [...wordsOf.filter((term) => isAsked(term.text)), ...others].map((term) => {
    const nearness = nearnessOf(term.text, text, asking)
    return {
      ...term,
      nearness,
      weight: shareOf(term.text, question, own) * (words?.rarityOf(term.text) ?? 1) * (1 + PARTS.near * nearness),
    }
  })
}
