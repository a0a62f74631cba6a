import { CELL_SEPARATOR, guessHeader, joinCells, joinColumnNames } from '../table-grid.ts'
import type { JoinLines } from './pdf-join.ts'
import type { RuledCell, RuledTable } from './pdf-ruled.ts'
import type { Piece } from './pdf-tables.ts'
import { concatTraced, type TracedText, traceLine } from './pdf-trace.ts'

/** The names of the columns and where these stand, for the part of the table that the next page may hold. */
export type RuledHeader = { columns: string; firstRow: string; edges: number[]; page: number }

/** A cell with more lines than this is prose in a frame, not a value. */
const MAX_CELL_LINES = 12
/** Points by which a table's columns may be shifted on the next page. */
const MAX_SHIFT = 4

/** A ruled table's rows; `before` is the header of a table that ended the page before, which this one may go on. */
export function ruledPieces(
  table: RuledTable,
  join: JoinLines,
  before: RuledHeader | undefined,
): { pieces: Piece[]; header: RuledHeader } {
  const { slots, edges, page } = table
  const cells = new Map<RuledCell, TracedText>()
  const textOf = (cell: RuledCell): TracedText => {
    const text = cells.get(cell) ?? join(cell.lines.map(traceLine))
    cells.set(cell, text)
    return text
  }
  const texts = slots.map((row) => row.map((slot) => (slot ? textOf(slot.value) : { text: '', traces: [] })))
  const rows = slots.map((row, at) => joinTraced((texts[at] ?? []).filter((_, column) => row[column]?.isStart)))
  const goesOn = before !== undefined && isContinued(before, table)
  const isRepeated = goesOn && rows[0]?.text === before.firstRow
  const guessed = guessHeader(slots, (cell) => textOf(cell).text)
  const names = texts.slice(guessed.start, guessed.end).map((row) => row.map(({ text }) => text))
  const columns = goesOn ? before.columns : joinColumnNames(names)
  const bodyAt = goesOn && !isRepeated ? 0 : guessed.end

  const pieces = slots.flatMap((row, at): Piece[] => {
    if (row.some((slot) => slot && slot.value.lines.length > MAX_CELL_LINES)) {
      const own = row.filter((slot, column) => slot?.isStart && slots[at - 1]?.[column]?.value !== slot.value)
      return own.flatMap((slot) => (slot?.value.lines ?? []).map((line) => ({ line })))
    }
    const text = rows[at] ?? { text: '', traces: [] }
    return text.text === '' ? [] : [{ row: text, page, ...(at >= bodyAt && columns !== '' && { columns }) }]
  })
  const firstRow = goesOn ? before.firstRow : (rows[guessed.start]?.text ?? '')
  return { pieces, header: { columns, firstRow, edges, page } }
}

function isContinued({ edges, page, columns }: RuledHeader, next: RuledTable): boolean {
  if (columns === '' || next.page !== page + 1 || next.edges.length !== edges.length) return false
  return edges.every((edge, at) => Math.abs(edge - (next.edges[at] ?? 0)) <= MAX_SHIFT)
}

/** Cells side by side with the traces of what is left when empty ones at the end are cut off. */
export function joinTraced(cells: readonly TracedText[]): TracedText {
  const text = joinCells(cells.map((cell) => cell.text))
  const { traces } = concatTraced(cells, (before) => (before ? CELL_SEPARATOR : ''))
  return { text, traces: traces.filter(({ end }) => end <= text.length) }
}
