import { findChild, type XmlNode } from '../office/xml.ts'
import { type GridCell, guessHeader, joinCells, joinColumnNames, layOutRows, readSpan } from '../table-grid.ts'
import type { DocxPart } from './docx-parts.ts'
import { isOn, settingOf } from './docx-styles.ts'

/** A cell as it was read: on one line, unless it holds prose of its own; notes come after the row. */
type Cell = { text: string; notes: DocxPart[]; prose: DocxPart[] | undefined }
/** `isMerged`: with cells below it, which say themselves that it `goesOn`. */
type PlacedCell = { node: XmlNode; column: number; width: number; isMerged: boolean; goesOn: boolean }

/** A cell with more paragraphs than this is prose in a frame, not a value. */
const MAX_CELL_PARAGRAPHS = 3

/** The rows of a table, merged cells repeated downwards; `read` reads what stands in a cell. */
export function readDocxTable(table: XmlNode, read: (cell: XmlNode) => DocxPart[]): DocxPart[] {
  const nodes = elementsOfTable(table, 'tr').filter((row) => !isOn(findChild(row, 'trPr'), 'del'))
  const placed = nodes.map(placeCells)
  const cells = placed.map((row, at) => row.filter((cell) => !cell.goesOn).map((cell) => gridCell(cell, at)))
  const grid = layOutRows(cells)
  const textOf = (cell: Cell) => cell.text
  const marked = nodes.findIndex((row) => !isOn(findChild(row, 'trPr'), 'tblHeader'))
  const header = marked > 0 ? { start: 0, end: marked } : guessHeader(grid, textOf)
  const texts = grid.map((row) => row.map((slot) => slot?.value.text ?? ''))
  const columns = joinColumnNames(texts.slice(header.start, header.end))

  return grid.flatMap((row, at): DocxPart[] => {
    const own = (cells[at] ?? []).map(({ value }) => value)
    const notes = own.flatMap((cell) => cell.notes)
    if (own.some((cell) => cell.prose)) return [...own.flatMap(proseOf), ...notes]
    const text = joinCells((texts[at] ?? []).filter((_, column) => row[column]?.isStart !== false))
    return [{ kind: 'table_row', text, ...(at >= header.end && columns !== '' && { columns }) }, ...notes]
  })

  function gridCell({ node, column, width, isMerged }: PlacedCell, at: number): GridCell<Cell> {
    let rows = 1
    if (isMerged) while (placed[at + rows]?.some((cell) => cell.column === column && cell.goesOn)) rows += 1
    return { value: cellOf(read(node)), columns: width, rows }
  }
}

/** Rows of a table or cells of a row, whatever they are wrapped in. */
function elementsOfTable(node: XmlNode, name: 'tr' | 'tc'): XmlNode[] {
  return node.children.flatMap((child) => {
    if (child.name === name) return [child]
    return /^(?:sdt|sdtContent|customXml|ins)$/.test(child.name) ? elementsOfTable(child, name) : []
  })
}

function placeCells(row: XmlNode): PlacedCell[] {
  const skipped = settingOf(findChild(row, 'trPr'), 'gridBefore') ?? '0'
  const before = skipped === '0' ? 0 : readSpan(skipped)
  const blank: XmlNode = { name: 'tc', attributes: {}, children: [], text: '' }
  const cells: PlacedCell[] =
    before > 0 ? [{ node: blank, column: 0, width: before, isMerged: false, goesOn: false }] : []
  let column = before
  for (const node of elementsOfTable(row, 'tc')) {
    const properties = findChild(node, 'tcPr')
    const width = readSpan(settingOf(properties, 'gridSpan'))
    const merge = findChild(properties, 'vMerge')
    const isMerged = merge?.attributes['w:val'] === 'restart'
    cells.push({ node, column, width, isMerged, goesOn: merge !== undefined && !isMerged })
    column += width
  }
  return cells
}

function cellOf(parts: DocxPart[]): Cell {
  const notes = parts.filter((part) => part.kind === 'note')
  const own = parts.filter((part) => part.kind !== 'note')
  const isProse = own.some(({ kind }) => kind === 'heading' || kind === 'table_row') || own.length > MAX_CELL_PARAGRAPHS
  return { text: own.map((part) => part.text).join(' '), notes, prose: isProse ? own : undefined }
}

function proseOf({ prose, text }: Cell): DocxPart[] {
  return prose ?? (text === '' ? [] : [{ kind: 'paragraph', text }])
}
