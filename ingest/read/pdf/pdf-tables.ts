import type { JoinLines } from './pdf-join.ts'
import { type Cell, leftEdge, type Row, rightEdge } from './pdf-rows.ts'
import type { Footnote, PageRows } from './pdf-ruled.ts'
import { joinTraced, type RuledHeader, ruledPieces } from './pdf-ruled-pieces.ts'
import type { Segment } from './pdf-segments.ts'
import { type TracedText, traceLine } from './pdf-trace.ts'

/** A line of running text, a table row, or the lines of a footnote. */
export type Piece = { line: Segment } | { row: TracedText; columns?: string; page: number } | Footnote

type Column = { x0: number; x1: number }
/** `linesSince` counts the lines of text after its last row; `isRepeated`: that row repeats the header on a new page. */
type Table = { columns: Column[]; header: TracedText; last: Row; linesSince: number; isRepeated: boolean }

/** The dots that lead from an entry of a table of contents to its page number. */
export const LEADER = /(?:\.\s?){5,}|…{3,}|·{4,}/
/** How far below a table's last row its next one may stand, in letter sizes. */
const MAX_ROW_GAP = 6

/**
 * Tells table rows from text: two or more rows whose cells stand in the same columns. The first is the header. Ruled
 * tables are what they are.
 */
export function separateTables(rows: PageRows, join: JoinLines): Piece[] {
  const pieces: Piece[] = []
  let table: Table | undefined
  let ruled: RuledHeader | undefined
  for (const [at, row] of rows.entries()) {
    if ('note' in row) {
      pieces.push(row)
      continue
    }
    if ('slots' in row) {
      const read = ruledPieces(row, join, ruled)
      pieces.push(...read.pieces)
      ruled = read.header
      table = undefined
      continue
    }
    ruled = undefined
    const page = row[0]?.[0]?.page ?? 1
    if (isContentsEntry(row)) {
      pieces.push(...linesOf(row).map((line) => ({ line })))
    } else if (row.length > 1 && table && continuesTable(table, row)) {
      const text = joinTraced(alignCells(table, row, join))
      const isHeader = text.text === table.header.text
      pieces.push({ row: text, page, ...(!isHeader && { columns: table.header.text }) })
      table.last = row
      table.linesSince = 0
      table.isRepeated = isHeader
    } else if (table && isRestOfRow(table, row)) {
      pieces.push({ row: cellText(row[0] ?? [], join), page, columns: table.header.text })
      table.last = row
    } else if (row.length > 1 && isHeaderOf(row, rows[at + 1])) {
      table = startTable(row, join)
      pieces.push({ row: table.header, page })
    } else {
      const lines = linesOf(row)
      if (table) table.linesSince += lines.length
      pieces.push(...lines.map((line) => ({ line })))
    }
  }
  return pieces
}

function startTable(row: Row, join: JoinLines): Table {
  const columns = row.map((cell) => ({ x0: leftEdge(cell), x1: rightEdge(cell) }))
  return {
    columns,
    header: joinTraced(row.map((cell) => cellText(cell, join))),
    last: row,
    linesSince: 0,
    isRepeated: false,
  }
}

/** Whether the two rows stand one under the other in at least two columns, and no cell in two columns at once. */
function isSameTable(row: Row, next: Row | undefined): boolean {
  if (!next || next.length < 2) return false
  const hits = next.map((cell) => row.filter((above) => overlaps(above, cell)).length)
  const isAligned = hits.every((count) => count <= 1) && hits.filter((count) => count === 1).length >= 2
  return isAligned || (next.length === row.length && row.length > 2)
}

function isContentsEntry(row: Row): boolean {
  return LEADER.test(row.flat().at(-1)?.text ?? '')
}

function isHeaderOf(row: Row, next: PageRows[number] | undefined): boolean {
  return Array.isArray(next) && next.length <= row.length && isSameTable(row, next)
}

/** What a page break cut off the last row: one cell at the top of the next page, inside a column that is not the first. */
function isRestOfRow({ columns, last, linesSince, isRepeated }: Table, row: Row): boolean {
  const [cell] = row
  const page = (last[0]?.[0]?.page ?? 0) + (isRepeated ? 0 : 1)
  if (!cell || row.length > 1 || linesSince > 0 || cell[0]?.page !== page) return false
  return columns.slice(1).some(({ x0, x1 }) => leftEdge(cell) > x0 - 3 && rightEdge(cell) < x1 + 3)
}

/** On the next page at once, or on the same page not far below; after lines of text only if the columns begin alike. */
function continuesTable(table: Table, row: Row): boolean {
  const { columns, last, linesSince } = table
  const [above, first] = [last.flat(), row.flat()[0]]
  const page = above[0]?.page
  if (page === undefined || !first || row.length > columns.length) return false
  if (first.page !== page && (first.page !== page + 1 || linesSince > 0)) return false
  const bottom = Math.max(...above.map((line) => line.y))
  if (first.page === page && first.y - bottom > MAX_ROW_GAP * first.size) return false
  if (linesSince > 0) return row.length === columns.length && row.every((cell, at) => beginsAt(columns[at], cell))
  return isSameTable(columns.map(asCell), row)
}

function beginsAt(column: Column | undefined, cell: Cell): boolean {
  return column !== undefined && Math.abs(column.x0 - leftEdge(cell)) < 3
}

/** The cells' texts by column, widening each column to what stands in it. */
function alignCells({ columns }: Table, row: Row, join: JoinLines): TracedText[] {
  const texts = columns.map((): TracedText => ({ text: '', traces: [] }))
  for (const [at, cell] of row.entries()) {
    const column = row.length === columns.length ? at : nearestColumn(columns, cell)
    texts[column] = join([...(texts[column] ? [texts[column]] : []), cellText(cell, join)])
    const range = columns[column]
    if (range && row.length === columns.length) {
      range.x0 = Math.min(range.x0, leftEdge(cell))
      range.x1 = Math.max(range.x1, rightEdge(cell))
    }
  }
  return texts
}

function nearestColumn(columns: Column[], cell: Cell): number {
  const distances = columns.map(({ x0, x1 }) => Math.max(x0 - rightEdge(cell), leftEdge(cell) - x1))
  return distances.indexOf(Math.min(...distances))
}

function asCell({ x0, x1 }: Column): Cell {
  return [{ text: '', x0, x1, textX: x0, y: 0, size: 0, page: 0 }]
}

function overlaps(a: Cell, b: Cell): boolean {
  return leftEdge(a) < rightEdge(b) && leftEdge(b) < rightEdge(a)
}

function cellText(cell: Cell, join: JoinLines): TracedText {
  return join(cell.map(traceLine))
}

/** A row that is no table: its cells on one line if they are level, else line after line. */
function linesOf(row: Row): Segment[] {
  const lines = row.flat()
  const [first, ...others] = lines
  if (!first || row.length === 1) return lines
  if (others.some((line) => Math.abs(line.y - first.y) > 0.4 * first.size)) return lines
  const text = lines.map((line) => line.text).join(' ')
  return [{ ...first, text, x1: Math.max(...lines.map((line) => line.x1)), parts: lines }]
}
