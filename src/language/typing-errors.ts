import { suggestHan } from './han-spelling.ts'
import { suggestLatin } from './latin-spelling.ts'
import type { SpellingSuggestion, Vocabulary } from './vocabulary.ts'

/**
 * What is probably mistyped in a text normalised for matching, in order: Latin words within one edit of a known one, or
 * two where they are long, unless both have one stem, and Chinese ones with a character that sounds or looks like the right one.
 */
export function suggestSpellings(text: string, vocabulary: Vocabulary): SpellingSuggestion[] {
  const han = Array.from(text.matchAll(/\p{Script=Han}{2,}/gu)).flatMap(({ 0: run, index }) =>
    suggestHan(run, index, vocabulary),
  )
  return [...suggestLatin(text, vocabulary), ...han].sort((a, b) => a.start - b.start)
}
