import { type DomNode, findElements, headingLevel } from './dom.ts'
import { columnNames, type GridCell, joinCells, layOutRows } from './table-grid.ts'

/** A row as text, or, where a cell holds prose of its own, its cells to be read one after the other. */
export type HtmlRow = { text: string; columns?: string } | { cells: DomNode[] }

/** A cell with more paragraphs than this is prose in a frame, not a value. */
const MAX_CELL_PARAGRAPHS = 3
const MAX_HEADER_CHARS = 40
const MAX_ROW_SPAN = 1000

/** The rows of a table, without those of tables inside it; `textOf` gives a cell's text on one line. */
export function readHtmlTable(table: DomNode, textOf: (cell: DomNode) => string): HtmlRow[] {
  const rows = rowsOf(table).map((row) => findElements(row, isCell, isOutsideTable))
  const grid = layOutRows(rows.map((cells) => cells.map(gridCell)))
  const texts = grid.map((row) => row.map((slot) => (slot ? textOf(slot.value) : '')))
  const headers = countHeaders(table, rows, texts)
  const names = columnNames(texts.slice(0, headers)).filter((name, at, all) => name !== all[at - 1])
  const columns = joinCells(names)

  return rows.map((cells, at): HtmlRow => {
    if (cells.some(isProse)) return { cells }
    const text = joinCells((texts[at] ?? []).filter((_, column) => grid[at]?.[column]?.isStart !== false))
    return at >= headers && columns !== '' ? { text, columns } : { text }
  })
}

/** The header rows: those in `thead`, else leading rows of `th` only, else the first row of a table that has no `th`. */
function countHeaders(table: DomNode, rows: DomNode[][], texts: string[][]): number {
  if (rows.length < 2) return 0
  const heads = findElements(table, (element) => element.name === 'thead', isOutsideTable).flatMap(rowsOf).length
  if (heads > 0) return heads
  const leading = rows.findIndex((cells) => cells.some((cell) => cell.name !== 'th'))
  if (leading !== 0) return Math.max(0, leading)
  if (rows.some((cells) => cells.some((cell) => cell.name === 'th'))) return 0
  const first = texts[0] ?? []
  return first.length > 1 && first.every(isHeaderLike) ? 1 : 0
}

function isHeaderLike(text: string): boolean {
  return text.length <= MAX_HEADER_CHARS && !/[:：。]$/.test(text)
}

function rowsOf(node: DomNode): DomNode[] {
  return findElements(node, (element) => element.name === 'tr', isOutsideTable)
}

function isCell(element: DomNode): boolean {
  return element.name === 'td' || element.name === 'th'
}

function isOutsideTable(node: DomNode): boolean {
  return node.name !== 'table'
}

function isProse(cell: DomNode): boolean {
  const inside = (fits: (element: DomNode) => boolean) => findElements(cell, fits)
  if (inside((element) => element.name === 'table' || headingLevel(element.name) !== undefined).length > 0) return true
  return inside(({ name }) => name === 'p' || name === 'li').length > MAX_CELL_PARAGRAPHS
}

function gridCell(cell: DomNode): GridCell<DomNode> {
  return {
    value: cell,
    columns: spanOf(cell.attribs?.colspan),
    rows: Math.min(spanOf(cell.attribs?.rowspan), MAX_ROW_SPAN),
  }
}

function spanOf(value: string | undefined): number {
  return Math.max(1, Number.parseInt(value ?? '1', 10) || 1)
}
