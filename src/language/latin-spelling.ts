import { stemmer } from 'stemmer'
import { isCommonEnglish } from './common-english.ts'
import { editDistance } from './edit-distance.ts'
import { lettersOf, SHORTEST_LATIN, type SpellingSuggestion, type Vocabulary } from './vocabulary.ts'

/** From this length on, two edits may be made. */
const LONG_LATIN = 9
const LONGEST_LATIN = 40
/** No part of a name, a number or an address. */
const LATIN_WORD = new RegExp(`(?<![a-z\\d_.@/-])[a-z]{${SHORTEST_LATIN},}(?!\\.?[a-z\\d_@/-])`, 'g')

function bitCount(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

/** Hardly anyone mistypes a word's first letter, but for exchanging it with the second. */
const sharesStart = (a: string, b: string): boolean => a[0] === b[0] || (a[0] === b[1] && a[1] === b[0])

function nearestLatin(word: string, { latin }: Vocabulary): string | undefined {
  const letters = lettersOf(word)
  const reach = word.length >= LONG_LATIN ? 2 : 1
  let nearest: string | undefined
  let best = reach + 1
  for (const longer of [0, 1, -1, 2, -2].filter((difference) => Math.abs(difference) <= reach)) {
    for (const known of latin.get(word.length + longer) ?? []) {
      if (!sharesStart(word, known.text) || bitCount(known.letters ^ letters) > 2 * (best - 1)) continue
      const distance = editDistance(word, known.text, best - 1)
      if (distance < best) [nearest, best] = [known.text, distance]
    }
  }
  return nearest !== undefined && stemmer(nearest) !== stemmer(word) ? nearest : undefined
}

/** The Latin words of a normalised text that are near a known one and not known themselves. */
export function suggestLatin(text: string, vocabulary: Vocabulary): SpellingSuggestion[] {
  return Array.from(text.matchAll(LATIN_WORD)).flatMap(({ 0: from, index: start }) => {
    const isKnown = vocabulary.words.has(from) || vocabulary.words.has(stemmer(from))
    if (from.length > LONGEST_LATIN || isKnown || isCommonEnglish(from)) return []
    const to = nearestLatin(from, vocabulary)
    return to === undefined ? [] : [{ from, to, start, end: start + from.length }]
  })
}
