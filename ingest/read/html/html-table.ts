import { type GridCell, guessHeader, joinCells, joinColumnNames, layOutRows, readSpan } from '../table-grid.ts'
import { type DomNode, findElements, headingLevel } from './dom.ts'

/** A row as text, or, where a cell holds prose of its own, its cells to be read one after the other. */
export type HtmlRow = { text: string; columns?: string } | { cells: DomNode[] }

/** A cell with more paragraphs than this is prose in a frame, not a value. */
const MAX_CELL_PARAGRAPHS = 3
const MAX_ROW_SPAN = 1000

/** The rows of a table, without those of tables inside it; `textOf` gives a cell's text on one line. */
export function readHtmlTable(table: DomNode, textOf: (cell: DomNode) => string): HtmlRow[] {
  const rows = rowsOf(table).map((row) => findElements(row, isCell, isOutsideTable))
  const grid = layOutRows(rows.map((cells) => cells.map(gridCell)))
  const texts = grid.map((row) => row.map((slot) => (slot ? textOf(slot.value) : '')))
  const header = findHeader(table, rows) ?? guessHeader(grid, textOf)
  const columns = joinColumnNames(texts.slice(header.start, header.end))

  return rows.map((cells, at): HtmlRow => {
    if (cells.some(isProse)) return { cells }
    const text = joinCells((texts[at] ?? []).filter((_, column) => grid[at]?.[column]?.isStart !== false))
    return at >= header.end && columns !== '' ? { text, columns } : { text }
  })
}

/** The header rows that the markup states: those in `thead`, else leading rows of `th` only; undefined without any. */
function findHeader(table: DomNode, rows: DomNode[][]): { start: number; end: number } | undefined {
  const heads = findElements(table, (element) => element.name === 'thead', isOutsideTable).flatMap(rowsOf).length
  const leading = rows.findIndex((cells) => cells.some((cell) => cell.name !== 'th'))
  const count = heads > 0 ? heads : Math.max(0, leading)
  if (rows.length < 2) return { start: 0, end: 0 }
  return count > 0 || rows.some((cells) => cells.some((cell) => cell.name === 'th'))
    ? { start: 0, end: count }
    : undefined
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
    columns: readSpan(cell.attribs?.colspan),
    rows: Math.min(readSpan(cell.attribs?.rowspan), MAX_ROW_SPAN),
  }
}
