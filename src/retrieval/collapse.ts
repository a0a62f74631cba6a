import { normaliseForMatch } from '../language/normalise.ts'

const GRAM = 5
/** Of a long text's grams, those whose hash is divisible by this are compared (sampling after Broder 1997). */
const SAMPLE = 4
const LONG = 200
const NEAR_DUPLICATE = 0.75

/** `2.` or `(2)` before a point: one source numbers its points, another does not. It says nothing that could differ. */
const LIST_MARK = /(^|[\s。；;：:！？!?])[(（]?\d{1,2}(?:[.、)）]+)(?=\s*[\p{Script=Han}\p{L}])/gmu

/** What may be such a mark, right behind a word. */
const POSSIBLE_MARK = /(\d{1,2})[.、)）]+(?=\s*\p{L})/gu

/**
 * Hashes of a text's character sequences: all to be looked up in, `grams` to be looked up. Its numbers without those
 * that count points; `marks` are these, `possibleMarks` the numbers that may be.
 */
type Content = {
  all: Set<number>
  grams: Set<number>
  numbers: Set<string>
  marks: Set<string>
  possibleMarks: Set<string>
}

function contentOf(text: string): Content {
  const normal = normaliseForMatch(text)
  const unmarked = normal.replace(LIST_MARK, '$1')
  const bare = unmarked.replace(/\s+/g, '')
  const all = new Set<number>()
  for (let at = 0; at + GRAM <= bare.length; at++) {
    let hash = 0
    for (let offset = 0; offset < GRAM; offset++) hash = (Math.imul(hash, 31) + bare.charCodeAt(at + offset)) | 0
    all.add(Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0)
  }
  const grams = bare.length < LONG ? all : new Set([...all].filter((gram) => gram % SAMPLE === 0))
  return {
    all,
    grams,
    numbers: new Set(bare.match(/\d+(?:\.\d+)?/g)),
    marks: new Set(Array.from(normal.matchAll(LIST_MARK), ([mark]) => /\d+/.exec(mark)?.[0] ?? '')),
    possibleMarks: new Set(Array.from(unmarked.matchAll(POSSIBLE_MARK), ([, number = '']) => number)),
  }
}

/** A text that brings a number of its own is no repeat: two sources may disagree in nothing but that. */
function isRepeat(part: Content, whole: Content): boolean {
  const isKnown = (number: string) =>
    whole.numbers.has(number) || (part.possibleMarks.has(number) && whole.marks.has(number))
  if (![...part.numbers].every(isKnown)) return false
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
