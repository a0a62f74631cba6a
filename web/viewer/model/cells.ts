import type { Block, Span } from './layout.ts'

/** The values of a row that was written as `a | b | c`, without white space around them; empty ones are empty spans. */
export function cellsOf(text: string, row: Block): Span[] {
  const cells: Span[] = []
  let start = row.start
  for (let at = row.start; at <= row.end; at++) {
    const isBar = text[at] === '|' && text[at - 1] !== '\\'
    if (at < row.end && !isBar) continue
    cells.push(trimSpan(text, { start, end: at }))
    start = at + 1
  }
  return cells
}

function trimSpan(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end)
  const lead = words.length - words.trimStart().length
  return { start: start + lead, end: start + Math.max(lead, words.trimEnd().length) }
}

/** Whether a row of a sheet names columns: its values stand between ` | `, those of other rows between `；`. */
export function isHeaderRow(text: string, { cells = [] }: Block): boolean {
  const [first, second] = cells
  return first !== undefined && second !== undefined && text.slice(first.end, second.start).includes(' | ')
}

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u

/** Width in half-width letters. */
export function widthOf(text: string): number {
  let width = 0
  for (const letter of text) width += WIDE.test(letter) ? 2 : 1
  return width
}

const NARROWEST = 6
const WIDEST = 44
const ROWS_MEASURED = 200

/** How wide the columns of a sheet want to be, in half-width letters. */
export function columnWidths(text: string, rows: readonly Block[]): number[] {
  const widths: number[] = []
  for (const { cells = [] } of rows.slice(0, ROWS_MEASURED)) {
    for (const { column, start, end } of cells) {
      const wanted = widthOf(text.slice(start, Math.min(end, start + WIDEST)))
      widths[column] = Math.max(widths[column] ?? NARROWEST, Math.min(WIDEST, wanted))
    }
  }
  return Array.from(widths, (width) => width ?? NARROWEST)
}
