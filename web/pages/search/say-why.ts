import { contentWords } from '../../components/content-words.ts'
import { findTerms } from './find-terms.ts'
import { type Explained, splitScore } from './score-parts.ts'

type Other = { asked: string; found: string }
type Ranked = { rank: number }

type Why = Explained & {
  terms?: readonly string[] | undefined
  concepts?: readonly Other[] | undefined
  dense?: Ranked | undefined
  model?: Ranked | undefined
}

type Reasoned = { title: string; headings: readonly string[]; text: string; why?: Why | undefined }

/** Where the vectors put it so far up that it counts as near in meaning. */
const NEAR_RANK = 10
/** Of the score, what is worth a word. */
const WORTH_SAYING = 0.08

export type WhySaid = {
  /** Words of the question as they stand in the hit, without those that any question has. */
  words: string[]
  others: Other[]
  isNear: boolean
  hasNeighbours: boolean
  isOfKind: boolean
  modelRank: number | undefined
}

const HAN = /\p{Script=Han}/u

/** A pair of characters across the border of two words, or one with a small word in it, is no word to show. */
function isWord(term: string): boolean {
  const content = contentWords(term)
  return term.length === 2 && HAN.test(term) ? content.join('') === term : content.length > 0
}

/** Whether a term begins or ends inside a word that came before it: the service gives words first, then pairs. */
function cutsWord(term: string, words: readonly string[]): boolean {
  if (!HAN.test(term) || contentWords(term).includes(term)) return false
  return words.some((word) => word.endsWith(term.slice(0, 1)) || word.startsWith(term.slice(-1)))
}

function chooseTerms(terms: readonly string[]): string[] {
  const whole: string[] = []
  for (const term of terms) if (!cutsWord(term, whole)) whole.push(term)
  return whole.filter((term) => isWord(term) && !whole.some((other) => other !== term && other.includes(term)))
}

/** Chosen terms as the text has them: a stem as the word that it stands for. */
function wordsStanding(text: string, terms: readonly string[]): string[] {
  const words = chooseTerms(terms).map((term) => {
    const [place] = HAN.test(term) ? [] : findTerms(text, [term])
    return place ? text.slice(place.start, place.end) : term
  })
  return [...new Set(words)]
}

/** Other words that the hit has for what was asked; those that only differ in form are the same word. */
function otherWords({ concepts = [] }: Why): Other[] {
  return concepts.filter(({ asked, found }) => asked !== found)
}

/** The other words that a hit has, for marking them in it. */
export function foundWords(why: Why | undefined): string[] {
  return (why?.concepts ?? []).map(({ found }) => found)
}

/** What contributed to a hit, for one line that a person reads. */
export function sayWhy({ title, headings, text, why = {} }: Reasoned): WhySaid {
  const shares = new Map(splitScore(why).map(({ part, share }) => [part, share]))
  const isWorth = (part: 'nearby' | 'kind', least: number) => (shares.get(part) ?? 0) > least
  return {
    words: wordsStanding([text, title, ...headings].join('\n'), why.terms ?? []),
    others: otherWords(why),
    isNear: (why.dense?.rank ?? Number.POSITIVE_INFINITY) <= NEAR_RANK,
    hasNeighbours: isWorth('nearby', WORTH_SAYING),
    isOfKind: isWorth('kind', 0),
    modelRank: why.model?.rank,
  }
}
