import { findChild, type XmlNode } from '../office/xml.ts'
import { type GridCell, guessHeader, joinCells, joinColumnNames, layOutRows, readSpan } from '../table-grid.ts'
import { paragraphsOf } from './pptx-text.ts'

/** The rows of a table on a slide, merged cells repeated downwards, with the names of their columns. */
export function readSlideTable(table: XmlNode): { text: string; columns?: string }[] {
  const rows = table.children.filter((child) => child.name === 'tr')
  const grid = layOutRows(rows.map((row) => row.children.filter(isOwnCell).map(gridCell)))
  const texts = grid.map((row) => row.map((slot) => slot?.value.text ?? ''))
  const header = guessHeader(grid, ({ text }) => text)
  const columns = joinColumnNames(texts.slice(header.start, header.end))
  return grid.map((row, at) => {
    const text = joinCells((texts[at] ?? []).filter((_, column) => row[column]?.isStart !== false))
    return { text, ...(at >= header.end && columns !== '' && { columns }) }
  })
}

/** Not a place that a merged cell covers. */
function isOwnCell({ name, attributes }: XmlNode): boolean {
  return name === 'tc' && !isOn(attributes.hMerge) && !isOn(attributes.vMerge)
}

function isOn(flag: string | undefined): boolean {
  return flag === '1' || flag === 'true'
}

function gridCell(cell: XmlNode): GridCell<{ text: string }> {
  const text = paragraphsOf(findChild(cell, 'txBody')).join(' ')
  return { value: { text }, columns: readSpan(cell.attributes.gridSpan), rows: readSpan(cell.attributes.rowSpan) }
}
