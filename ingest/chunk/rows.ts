import { skipWhite, trimEnd } from '../../src/language/letters.ts'
import { splitSentences } from '../../src/language/sentences.ts'
import { cutHard } from '../../src/language/soft-cuts.ts'
import type { Span } from '../../src/language/span.ts'
import type { Block } from '../extraction.ts'
import { LONGEST_CHUNK } from './limits.ts'

const SEPARATOR = /(?<!\\) \|(?= |$)/g

/** Where the cells of a row end, the sign between two of them included. */
function cellEnds(text: string, { start, end, cells }: Block): number[] {
  if (!cells) return [...text.slice(start, end).matchAll(SEPARATOR)].map(({ index }) => start + index + 2)
  return cells.map((cell) => {
    if (text.charAt(cell.end) === '；') return cell.end + 1
    return text.startsWith(' |', cell.end) ? cell.end + 2 : cell.end
  })
}

/**
 * The pieces of a table row: the row itself, unless it is longer than a chunk can be; then it is cut where cells end, and
 * inside a cell only where that alone is longer.
 */
export function cutRow(text: string, row: Block): Span[] {
  if (row.end - row.start <= LONGEST_CHUNK) return [{ start: row.start, end: row.end }]
  const pieces: Span[] = []
  const push = (from: number, to: number): void => {
    const start = skipWhite(text, from, to)
    const end = trimEnd(text, start, to)
    if (end - start > LONGEST_CHUNK) {
      pieces.push(...splitSentences(text, { start, end }).flatMap((part) => cutHard(text, part, LONGEST_CHUNK)))
    } else if (end > start) pieces.push({ start, end })
  }
  let start = row.start
  let cellStart = row.start
  for (const cellEnd of [...cellEnds(text, row), row.end]) {
    if (cellEnd - start > LONGEST_CHUNK && cellStart > start) {
      push(start, cellStart)
      start = cellStart
    }
    cellStart = cellEnd
  }
  push(start, row.end)
  return pieces
}
