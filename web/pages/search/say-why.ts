import type { Hit } from '../../api/client.ts'
import { contentWords } from '../../components/content-words.ts'
import { findTerms } from './find-terms.ts'
import { splitScore } from './score-parts.ts'

type Why = NonNullable<Hit['why']>

/** Where the vectors put it so far up that it counts as near in meaning. */
const NEAR_RANK = 10
/** Of the score, what is worth a word. */
const WORTH_SAYING = 0.08

export type WhySaid = {
  /** Words of the question as they stand in the hit, without those that any question has. */
  words: string[]
  others: { asked: string; found: string }[]
  isNear: boolean
  hasNeighbours: boolean
  isOfKind: boolean
  modelRank: number | undefined
}

function wordsStanding(text: string, terms: readonly string[]): string[] {
  const standing = findTerms(text, terms).map(({ start, end }) => text.slice(start, end))
  // Traditional characters are matched by the service as simplified ones, and found here in no text.
  const words = contentWords((standing.length > 0 ? standing : terms).join('\n'))
  const byForm = new Map(words.map((word) => [word.toLowerCase(), word] as const).reverse())
  return [...new Set(words.map((word) => word.toLowerCase()))].map((form) => byForm.get(form) ?? form)
}

/** Other words that the hit has for what was asked; those that only differ in form are the same word. */
export function otherWords({ concepts = [] }: Why): { asked: string; found: string }[] {
  return concepts.filter(({ asked, found }) => asked !== found)
}

/** The other words that a hit has, for marking them in it. */
export function foundWords(why: Why | undefined): string[] {
  return (why?.concepts ?? []).map(({ found }) => found)
}

/** What contributed to a hit, for one line that a person reads. */
export function sayWhy({ title, headings, text, why = {} }: Pick<Hit, 'title' | 'headings' | 'text' | 'why'>): WhySaid {
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
