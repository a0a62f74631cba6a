import { foldInflection } from './inflections.ts'
import { DIGIT, HAN, isWordPart, letterKind } from './letters.ts'

/**
 * The units that members of concepts are compared by: Han characters and words of other scripts, each with a code; those
 * of words are below 0. There are `length` of them; the lists are longer, and used again for the next text.
 */
export type Units = { codes: Int32Array; starts: Int32Array; ends: Int32Array; length: number }

/** Codes of so many words are kept at hand. */
const MOST_WORDS = 20_000

function codeOfWord(word: string): number {
  const folded = foldInflection(word)
  let hash = 0x811c9dc5
  for (let at = 0; at < folded.length; at++) hash = Math.imul(hash ^ folded.charCodeAt(at), 0x01000193)
  return hash | 0x80000000
}

/** As `codeOfWord`, which takes long; the same words come again and again. */
export function rememberCodes(): (word: string) => number {
  const known = new Map<string, number>()
  return (word) => {
    const code = known.get(word)
    if (code !== undefined) return code
    if (known.size >= MOST_WORDS) known.clear()
    const found = codeOfWord(word)
    known.set(word, found)
    return found
  }
}

/** Reads normalised texts into units. The result is overwritten by the next one that is read. */
export function unitReader(codeOf: (word: string) => number): (normalised: string) => Units {
  const unitsFor = (length: number): Units => ({
    codes: new Int32Array(length),
    starts: new Int32Array(length),
    ends: new Int32Array(length),
    length: 0,
  })
  let units = unitsFor(0)
  return (normalised) => {
    if (units.codes.length < normalised.length) units = unitsFor(2 * normalised.length)
    const { codes, starts, ends } = units
    let count = 0
    for (let at = 0; at < normalised.length; at++) {
      const start = at
      const code = normalised.charCodeAt(at)
      const kind = letterKind(code)
      if (kind === HAN) codes[count] = code
      else if (kind >= DIGIT) {
        while (at + 1 < normalised.length && isWordPart(normalised.charCodeAt(at + 1))) at++
        codes[count] = codeOf(normalised.slice(start, at + 1))
      } else continue
      starts[count] = start
      ends[count] = at + 1
      count++
    }
    units.length = count
    return units
  }
}
