import { type QuestionTerm, weighByLength } from '../terms.ts'
import { EVIDENCE } from '../thresholds.ts'
import type { CorpusWords } from './corpus-words.ts'

const HAN = /\p{Script=Han}/u

/**
 * Whether a question is about nothing that the library speaks of: most of its words stand nowhere in the corpus, and are
 * no everyday words either, which a text may say otherwise. One strange word may be a slip; where most are, the passages
 * that came nearest came by chance.
 */
export function isUnheardOf(terms: readonly QuestionTerm[], { isUnknown }: CorpusWords): boolean {
  const spoken = terms.filter(({ kind, text }) => kind === 'word' && (!HAN.test(text) || text.length > 1))
  const isPart = (text: string) => spoken.some((other) => other.text.length > text.length && other.text.includes(text))
  const words = weighByLength(spoken.filter(({ text }) => !isPart(text)))
  const strange = words.filter(({ text, forms }) => forms.length === 0 && isUnknown(text))
  const weigh = (some: typeof words) => some.reduce((sum, { weight }) => sum + weight, 0)
  return strange.length >= EVIDENCE.strangeWords && weigh(strange) >= EVIDENCE.strange * weigh(words)
}
