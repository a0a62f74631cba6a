import { soundsOf } from './pinyin.ts'
import { shapeGroupsOf } from './shape-alikes.ts'
import type { Span } from './span.ts'

/** Words that are known to be right, looked up by what they may be mistyped as. */
export type Vocabulary = {
  words: ReadonlySet<string>
  latin: ReadonlyMap<number, readonly LatinWord[]>
  han: ReadonlyMap<number, string>
}
export type LatinWord = { text: string; letters: number }

/** A word that is not known, with the known one that is probably meant. */
export type SpellingSuggestion = Span & { from: string; to: string }

/** Longer Chinese words are not looked up. */
export const LONGEST_HAN = 6
/** A shorter Latin word has too many neighbours. */
export const SHORTEST_LATIN = 5
const ONLY_HAN = /^\p{Script=Han}{2,6}$/u
const ONLY_LATIN = /^[a-z]+$/

/** Marks the letters that stand in a word, for telling at once that two words cannot be near. */
export function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) - 97)
  return letters
}

/** A word with one character replaced by a sound or a shape, as a number (FNV-1a); the same for all that are confused. */
function blurredKey(word: string, blurred: number, by: string): number {
  let hash = 0x811c9dc5 ^ blurred
  for (let at = 0; at < word.length; at++) {
    hash = Math.imul(hash ^ (at === blurred ? 0 : word.charCodeAt(at)), 0x01000193)
  }
  for (let at = 0; at < by.length; at++) hash = Math.imul(hash ^ by.charCodeAt(at), 0x01000193)
  return hash
}

/** The keys under which a word is found whose character at an offset sounds or looks like the one that stands there. */
export function blurredKeys(word: string, at: number): number[] {
  const character = word.charAt(at)
  const likenesses = [...soundsOf(character), ...shapeGroupsOf(character).map(String)]
  return likenesses.map((likeness) => blurredKey(word, at, likeness))
}

/** @param words normalised for matching, the commonest first: of several that fit the first is suggested. */
export function buildVocabulary(words: Iterable<string>): Vocabulary {
  const known = new Set(words)
  const latin = new Map<number, LatinWord[]>()
  const han = new Map<number, string>()
  for (const word of known) {
    if (ONLY_LATIN.test(word) && word.length >= SHORTEST_LATIN - 1) {
      const alike = latin.get(word.length) ?? []
      latin.set(word.length, alike)
      alike.push({ text: word, letters: lettersOf(word) })
    } else if (ONLY_HAN.test(word)) {
      for (let at = 0; at < word.length; at++) {
        for (const key of blurredKeys(word, at)) if (!han.has(key)) han.set(key, word)
      }
    }
  }
  return { words: known, latin, han }
}
