import type { RecognisedRun } from './ocr-text.ts'

/** Fewer lines side by side may be anything. */
const MIN_LINES = 3
/** Columns of text are at least this many letters wide, as cells of a table hardly ever are. */
const MIN_LETTERS = 12

/** Lines one below the other that leave a strip of the page free, and where they end. */
type Band = { lines: readonly RecognisedRun[][]; end: number; from: number; to: number }

/**
 * The runs line after line; of lines that stand in two columns of text side by side, which a short page is not seen to
 * have, first all on the left, then all on the right.
 */
export function orderColumns(lines: readonly RecognisedRun[][]): RecognisedRun[] {
  const ordered: RecognisedRun[] = []
  let at = 0
  while (at < lines.length) {
    const band = bandFrom(lines, at)
    const runs = band.lines.flat()
    if (isText(band)) {
      ordered.push(...runs.filter(({ left }) => left < band.from), ...runs.filter(({ left }) => left >= band.from))
    } else ordered.push(...runs)
    at = band.end
  }
  return ordered
}

function bandFrom(lines: readonly RecognisedRun[][], start: number): Band {
  let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  let end = start
  for (; end < lines.length; end++) {
    const [left, right, ...others] = lines[end] ?? []
    if (!left || others.length > 0 || (end === start && !right)) break
    const [nextFrom, nextTo] = right
      ? [Math.max(from, rightOf(left)), Math.min(to, right.left)]
      : left.left >= from
        ? [from, Math.min(to, left.left)]
        : [Math.max(from, rightOf(left)), to]
    if (nextTo - nextFrom < left.height / 2) break
    ;[from, to] = [nextFrom, nextTo]
  }
  const bandEnd = Math.max(end, start + 1)
  return { lines: lines.slice(start, bandEnd), end: bandEnd, from, to }
}

function isText({ lines }: Band): boolean {
  const pairs = lines.filter((line) => line.length === 2)
  return pairs.length >= MIN_LINES && [0, 1].every((side) => medianLetters(pairs, side) >= MIN_LETTERS)
}

function medianLetters(pairs: readonly RecognisedRun[][], side: number): number {
  const lengths = pairs.map((pair) => pair[side]?.text.length ?? 0).sort((a, b) => a - b)
  return lengths[Math.floor(lengths.length / 2)] ?? 0
}

function rightOf({ left, width }: RecognisedRun): number {
  return left + width
}
