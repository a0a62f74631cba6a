import { isFunctionWord } from '../language/function-words.ts'
import { normaliseForMatch } from '../language/normalise.ts'
import { extractTerms } from '../language/terms.ts'
import type { Literal } from './analyse.ts'
import type { Passage } from './passage.ts'

const HAN = /\p{Script=Han}+/gu

/**
 * Notes which words of the question stand in a passage. Chinese ones match as they stand; those of other scripts by
 * their stems, for which no text has to be segmented.
 */
export function markTerms(passage: Passage, literals: readonly Literal[]): Passage {
  const shown = normaliseForMatch([passage.title, ...passage.headings, passage.speaker, passage.text].join('\n'))
  const isSpelt = literals.some(({ kind, text }) => kind === 'word' && text.search(HAN) !== 0)
  const stems = new Set(isSpelt ? extractTerms(shown.replace(HAN, ' ')).map((term) => term.text) : [])
  const matched = literals
    .filter(({ kind, text }) => kind !== 'quantity' && !isFunctionWord(text))
    .map((term) => term.text)
    .filter((text) => stems.has(text) || (text.length > 1 && text.search(HAN) === 0 && shown.includes(text)))
  return { ...passage, why: { ...passage.why, terms: [...new Set(matched)] } }
}
