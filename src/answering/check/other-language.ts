import { statesFigure } from './compare-figures.ts'
import type { Reading } from './reading.ts'

/** Concepts that have to be known before their absence says anything. */
const KNOWN = 4
const SHARE = 0.15

/** How a claim stands to sources in another language: told by their values and concepts, by none, or not to be said. */
export type OtherLanguage = 'told' | 'not told' | 'unknown'

/** Compares across languages by what has none: values, and the concepts of the thesaurus. */
export function compareLanguages(claim: Reading, sources: readonly Reading[]): OtherLanguage {
  const figures = sources.flatMap((source) => source.figures)
  if (claim.figures.some((figure) => figures.some((other) => statesFigure(figure, other)))) return 'told'
  const concepts = new Set(sources.flatMap(({ words }) => words.flatMap((word) => [...word.concepts])))
  const stems = new Set(sources.flatMap(({ words }) => words.map(({ stem }) => stem)))
  const known = claim.words.filter(({ isLight, concepts }) => !isLight && concepts.size > 0)
  const found = known.filter((word) => stems.has(word.stem) || [...word.concepts].some((id) => concepts.has(id)))
  if (found.length > 0 && found.length >= SHARE * known.length) return 'told'
  return known.length >= KNOWN ? 'not told' : 'unknown'
}
