import { normaliseForMatch } from '../language/normalise.ts'
import { sharedGrams } from './shared-grams.ts'

const NEAR_DUPLICATE = 0.75

/** `2.` or `(2)` before a point: one source numbers its points, another does not. It says nothing that could differ. */
const LIST_MARK = /(^|[\s。；;：:！？!?])[(（]?\d{1,2}(?:[.、)）]+)(?=\s*[\p{Script=Han}\p{L}])/gmu

/** What may be such a mark, right behind a word. */
const POSSIBLE_MARK = /(\d{1,2})[.、)）]+(?=\s*\p{L})/gu

/**
 * What of a text is compared: `bare` without white space; its numbers without those that count points; `marks` are
 * these, `possibleMarks` the numbers that may be.
 */
type Content = {
  bare: string
  numbers: ReadonlySet<string>
  marks: ReadonlySet<string>
  possibleMarks: ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()
const FIGURE = /\d/

function contentOf(text: string): Content {
  const normal = normaliseForMatch(text)
  const withoutSpace = (some: string) => some.replace(/\s+/g, '')
  if (!FIGURE.test(normal)) return { bare: withoutSpace(normal), numbers: NONE, marks: NONE, possibleMarks: NONE }
  const unmarked = normal.replace(LIST_MARK, '$1')
  const bare = withoutSpace(unmarked)
  return {
    bare,
    numbers: new Set(bare.match(/\d+(?:\.\d+)?/g)),
    marks: new Set(Array.from(normal.matchAll(LIST_MARK), ([mark]) => /\d+/.exec(mark)?.[0] ?? '')),
    possibleMarks: new Set(Array.from(unmarked.matchAll(POSSIBLE_MARK), ([, number = '']) => number)),
  }
}

/** A text that brings a number of its own is no repeat: two sources may disagree in nothing but that. */
function bringsNumber(part: Content, whole: Content): boolean {
  for (const number of part.numbers) {
    if (!whole.numbers.has(number) && !(part.possibleMarks.has(number) && whole.marks.has(number))) return true
  }
  return false
}

/**
 * Leaves out what says again, white space aside, what a better passage said: at least three
 * quarters of its character sequences stand in that one, and every number. Keeps the order.
 *
 * @param enough stop when so many are kept.
 */
export function collapseNearDuplicates<T extends { text: string }>(passages: readonly T[], enough: number): T[] {
  const contents = passages.map(({ text }) => contentOf(text))
  const { compare, keep } = sharedGrams(contents.map(({ bare }) => bare))
  const kept: { passage: T; content: Content }[] = []
  for (const [at, passage] of passages.entries()) {
    const content = contents[at]
    if (kept.length >= enough || !content) break
    const { grams, inKept } = compare(content.bare)
    const isRepeat = kept.some(
      (one, place) =>
        one.passage.text === passage.text ||
        (grams > 0 && (inKept[place] ?? 0) >= NEAR_DUPLICATE * grams && !bringsNumber(content, one.content)),
    )
    if (isRepeat) continue
    kept.push({ passage, content })
    keep()
  }
  return kept.map(({ passage }) => passage)
}
