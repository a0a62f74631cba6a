import type { BlockKind, CellSpan } from '../../extraction.ts'
import { CELL_SEPARATOR, columnNames, joinCells } from '../table-grid.ts'
import type { SheetRow } from './xlsx-rows.ts'

/** `cells` count from the beginning of the line. `row`: the sheet's row, from 1. */
export type SheetLine = { kind: BlockKind; text: string; cells?: CellSpan[]; row: number }

type Table = {
  columns: string[]
  header: string
  headerStyle: string
  bodyStyle?: string
  isBodyText: boolean
  headerRowsLeft: number
}

/** In tables of at least this many columns a row with one value is a remark or a section title; so it is behind a gap. */
const REMARK_FROM_COLUMNS = 3
/** How far a list of one column or the table below some text is looked for. */
const LOOKAHEAD = 20
const MAX_NAME_CHARS = 40
const MIN_LIST_ROWS = 3

/**
 * A sheet as lines. A table begins at the first row with two values; what stands above is text. Each row after the
 * header reads `column：value；column：value`. A cell merged downwards counts for each row that it covers. Behind blank
 * rows another table may begin, with a header of its own. Holds a few rows at a time.
 */
export function* sheetLines(rows: Iterable<SheetRow>): Generator<SheetLine> {
  let table: Table | undefined
  let last = 0
  for (const [row, following] of withFollowing(rows)) {
    const isAfterGap = row.number > last + 1
    last = row.number
    if (table && isAfterGap && startsTable(table, row, following)) table = undefined
    table ??= tableFrom(row, following)
    const isRemark = table !== undefined && isRemarkIn(table, row, isAfterGap)
    yield { ...(table && !isRemark ? lineOf(table, row) : textLine(row)), row: row.number }
  }
}

/** The table that begins with this row; undefined for a row of text. */
function tableFrom(row: SheetRow, following: readonly SheetRow[]): Table | undefined {
  if (valuesOf(row).length < 2 && !isListOfOneColumn(row, following)) return undefined
  const second = following[0]
  const hasGroups = row.slots.some((slot) => slot && !slot.isStart && slot.value !== '')
  const headers = hasGroups && second?.isText && valuesOf(second).length > 1 ? [row, second] : [row]
  const columns = columnNames(headers.map((header) => header.slots.map((slot) => slot?.value ?? '')))
  return {
    columns,
    header: textOf(row),
    headerStyle: row.style,
    isBodyText: true,
    headerRowsLeft: headers.length,
  }
}

function isListOfOneColumn(row: SheetRow, following: readonly SheetRow[]): boolean {
  const listed = [row, ...following].filter((each, at) => each.number === row.number + at)
  const column = row.slots.findIndex((slot) => slot?.value)
  return (
    listed.length >= MIN_LIST_ROWS &&
    listed.every((each) => {
      const [value = '', ...others] = valuesOf(each)
      return others.length === 0 && value.length <= MAX_NAME_CHARS && each.slots[column]?.value === value
    })
  )
}

/** Whether a row behind a gap begins another table, or a title above one, rather than going on with this one. */
function startsTable(table: Table, row: SheetRow, [next, afterNext]: readonly SheetRow[]): boolean {
  if (valuesOf(row).length === 1) {
    return next !== undefined && afterNext !== undefined && next.number === row.number + 1 && isHeaderLike(next)
  }
  if (!isHeaderLike(row) || next?.number !== row.number + 1) return false
  const isOutside = row.slots.some((slot, column) => slot?.value && (table.columns[column] ?? '') === '')
  const looksLikeHeader = row.style === table.headerStyle && row.style !== table.bodyStyle && row.style !== next.style
  return isOutside || looksLikeHeader || (!table.isBodyText && !next.isText)
}

/** Short, different texts. */
function isHeaderLike(row: SheetRow): boolean {
  const values = valuesOf(row)
  const isShort = values.every((value) => value.length <= MAX_NAME_CHARS && !/[。；：]$/.test(value))
  return row.isText && values.length > 1 && isShort && new Set(values).size === values.length
}

function lineOf(table: Table, row: SheetRow): Omit<SheetLine, 'row'> {
  if (table.headerRowsLeft > 0 || (row.isText && textOf(row) === table.header)) {
    table.headerRowsLeft = Math.max(0, table.headerRowsLeft - 1)
    return headerLine(row)
  }
  table.bodyStyle = row.style
  if (!row.isText) table.isBodyText = false
  return { kind: 'table_row', ...recordOf(row, table.columns) }
}

function isRemarkIn({ columns, headerRowsLeft }: Table, row: SheetRow, isAfterGap: boolean): boolean {
  if (headerRowsLeft > 0 || columns.length < 2 || valuesOf(row).length !== 1) return false
  return isAfterGap || columns.length >= REMARK_FROM_COLUMNS
}

function textLine(row: SheetRow): Omit<SheetLine, 'row'> {
  return { kind: 'paragraph', text: valuesOf(row).join(' ') }
}

function textOf(row: SheetRow): string {
  return headerLine(row).text
}

/** The values that begin in the row, empty ones left out. */
function valuesOf(row: SheetRow): string[] {
  return row.slots.filter((slot) => slot?.isStart).flatMap((slot) => slot?.value || [])
}

/** The names of the columns, ` | ` between them; a merged one once. */
function headerLine(row: SheetRow): Omit<SheetLine, 'row'> {
  const slots = row.slots.map((slot, column) => ({
    column,
    value: slot?.value ?? '',
    isStart: slot?.isStart !== false,
  }))
  const names = slots.filter((slot) => slot.isStart)
  const cells: CellSpan[] = []
  let start = 0
  for (const { column, value } of names) {
    if (value !== '') cells.push({ column, start, end: start + value.length })
    start += value.length + CELL_SEPARATOR.length
  }
  return { kind: 'table_row', text: joinCells(names.map(({ value }) => value)), cells }
}

function recordOf(row: SheetRow, columns: readonly string[]): { text: string; cells: CellSpan[] } {
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

/** Each row with those that come next. */
function* withFollowing(rows: Iterable<SheetRow>): Generator<[SheetRow, readonly SheetRow[]]> {
  const waiting: SheetRow[] = []
  for (const row of rows) {
    waiting.push(row)
    if (waiting.length <= LOOKAHEAD) continue
    const [first, ...following] = waiting
    if (first) yield [first, following]
    waiting.shift()
  }
  for (let first = waiting.shift(); first; first = waiting.shift()) yield [first, waiting]
}
