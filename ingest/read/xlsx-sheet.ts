import ExcelJS, { type Row, type Worksheet } from 'exceljs'
import type { BlockKind, CellSpan } from '../extraction.ts'
import { cleanText } from './clean-text.ts'
import { CELL_SEPARATOR, columnNames, type GridSlot, joinCells } from './table-grid.ts'
import { cellText, lacksResult } from './xlsx-cell.ts'

/** `cells` count from the beginning of the line. */
export type SheetLine = { kind: BlockKind; text: string; cells?: CellSpan[] }

/** A row's cells by column, from 0; unfilled places are undefined. */
type SheetRow = { slots: (GridSlot<string> | undefined)[]; isText: boolean; missingResults: number }

/** In tables of at least this many columns a row with one value is a remark or a section title, not a record. */
const REMARK_FROM_COLUMNS = 3

/**
 * A sheet as lines. Its table begins at the first row with two values; what stands above is text. Each row after the
 * header reads `column：value；column：value`. A cell merged downwards counts for each row that it covers.
 */
export function readSheet(sheet: Worksheet): { lines: SheetLine[]; missingResults: number } {
  const rows: SheetRow[] = []
  sheet.eachRow((row) => rows.push(readRow(row)))
  const filled = rows.filter((row) => valuesOf(row).length > 0)
  const headerAt = Math.max(
    0,
    filled.findIndex((row) => valuesOf(row).length > 1),
  )
  const bodyAt = headerAt + headerHeight(filled, headerAt)
  const columns = columnNames(filled.slice(headerAt, bodyAt).map((row) => allValues(row)))

  const lines = filled.map((row, at): SheetLine => {
    if (at < headerAt) return { kind: 'paragraph', text: valuesOf(row).join(' ') }
    if (at < bodyAt) return headerLine(row)
    const isRemark = columns.length >= REMARK_FROM_COLUMNS && valuesOf(row).length === 1
    return isRemark
      ? { kind: 'paragraph', text: valuesOf(row).join('') }
      : { kind: 'table_row', ...recordOf(row, columns) }
  })
  return { lines, missingResults: rows.reduce((sum, row) => sum + row.missingResults, 0) }
}

function readRow(row: Row): SheetRow {
  const slots: SheetRow['slots'] = []
  let isText = true
  let missingResults = 0
  row.eachCell((cell) => {
    const { master } = cell
    const column = Number(cell.col)
    slots[column - 1] = { value: cleanText(cellText(master)).trim(), isStart: Number(master.col) === column }
    if (
      master.type !== ExcelJS.ValueType.String &&
      master.type !== ExcelJS.ValueType.RichText &&
      cellText(master) !== ''
    )
      isText = false
    if (cell === master && lacksResult(cell)) missingResults += 1
  })
  return { slots: Array.from(slots), isText, missingResults }
}

/** The values that begin in the row, empty ones left out. */
function valuesOf(row: SheetRow): string[] {
  return row.slots.filter((slot) => slot?.isStart).flatMap((slot) => slot?.value || [])
}

function allValues(row: SheetRow, which: 'all' | 'starts' = 'all'): string[] {
  const slots = which === 'starts' ? row.slots.filter((slot) => slot?.isStart !== false) : row.slots
  return slots.map((slot) => slot?.value ?? '')
}

/** Two rows where the first groups columns (a cell merged to the right) and the second names them. */
function headerHeight(rows: SheetRow[], at: number): number {
  const hasGroups = rows[at]?.slots.some((slot) => slot && !slot.isStart && slot.value !== '')
  return hasGroups && rows[at + 1]?.isText ? 2 : 1
}

/** The names of the columns, ` | ` between them; a merged one once. */
function headerLine(row: SheetRow): SheetLine {
  const text = joinCells(allValues(row, 'starts'))
  const cells: CellSpan[] = []
  let start = 0
  for (const [column, slot] of row.slots.entries()) {
    if (slot?.isStart === false) continue
    const { length } = slot?.value ?? ''
    if (length > 0) cells.push({ column, start, end: start + length })
    start += length + CELL_SEPARATOR.length
  }
  return { kind: 'table_row', text, cells }
}

function recordOf(row: SheetRow, columns: string[]): { text: string; cells: CellSpan[] } {
  const cells: CellSpan[] = []
  let text = ''
  for (const [column, slot] of row.slots.entries()) {
    if (!slot?.isStart || slot.value === '') continue
    const name = columns[column] ?? ''
    text += (text === '' ? '' : '；') + (name === '' ? '' : `${name}：`)
    cells.push({ column, start: text.length, end: text.length + slot.value.length })
    text += slot.value
  }
  return { text, cells }
}
