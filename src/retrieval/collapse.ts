import { normaliseForMatch } from '../language/normalise.ts'

const GRAM = 5
/** Of a long text's grams, those whose hash is divisible by this are compared (sampling after Broder 1997). */
const SAMPLE = 4
const LONG = 200
const NEAR_DUPLICATE = 0.75

/** Hashes of a text's character sequences: all to be looked up in, `grams` to be looked up; and its numbers. */
type Content = { all: Set<number>; grams: Set<number>; numbers: Set<string> }

function contentOf(text: string): Content {
  const bare = normaliseForMatch(text).replace(/\s+/g, '')
  const all = new Set<number>()
  for (let at = 0; at + GRAM <= bare.length; at++) {
    let hash = 0
    for (let offset = 0; offset < GRAM; offset++) hash = (Math.imul(hash, 31) + bare.charCodeAt(at + offset)) | 0
    all.add(Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0)
  }
  const grams = bare.length < LONG ? all : new Set([...all].filter((gram) => gram % SAMPLE === 0))
  return { all, grams, numbers: new Set(bare.match(/\d+(?:\.\d+)?/g)) }
}

/** A text that brings a number of its own is no repeat: two sources may disagree in nothing but that. */
function isRepeat(part: Content, whole: Content): boolean {
  if ([...part.numbers].some((number) => !whole.numbers.has(number))) return false
  let shared = 0
  for (const gram of part.grams) if (whole.all.has(gram)) shared++
  return part.grams.size > 0 && shared >= NEAR_DUPLICATE * part.grams.size
}

/**
 * Leaves out what says again, white space aside, what a better passage said: at least three
 * quarters of its character sequences stand in that one, and every number. Keeps the order.
 *
 * @param enough stop when so many are kept.
 */
export function collapseNearDuplicates<T extends { text: string }>(passages: readonly T[], enough: number): T[] {
  const kept: { passage: T; content: Content }[] = []
  for (const passage of passages) {
    if (kept.length >= enough) break
    const content = contentOf(passage.text)
    const repeats = kept.some((one) => one.passage.text === passage.text || isRepeat(content, one.content))
    if (!repeats) kept.push({ passage, content })
  }
  return kept.map(({ passage }) => passage)
}
