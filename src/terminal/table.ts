import Table from 'cli-table3'
import { displayWidth, wrapText } from './width.ts'

const PADDING_AND_BORDER = 3
const MIN_COLUMN = 8

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const columns = Math.max(...rows.map((row) => row.length))
  return Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => Math.max(...(row[at] ?? '').split('\n').map(displayWidth)))),
  )
}

/** Narrows the widest columns, one column of the screen at a time, until all fit into `width`. */
function fitWidths(natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  const room = width - 1 - widths.length * PADDING_AND_BORDER
  while (widths.reduce((sum, one) => sum + one, 0) > room) {
    const widest = widths.indexOf(Math.max(...widths))
    const narrowed = (widths[widest] ?? 0) - 1
    if (narrowed < MIN_COLUMN) break
    widths[widest] = narrowed
  }
  return widths
}

/**
 * A table that fits into `width` columns; long cells are wrapped, and then lines stand between the rows.
 * Without control sequences.
 */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const widths = fitWidths(naturalWidths([head, ...rows]), width)
  const cells = rows.map((row) => row.map((cell, at) => wrapText(cell, widths[at] ?? MIN_COLUMN).join('\n')))
  const compact = cells.flat().every((cell) => !cell.includes('\n'))
  const table = new Table({ head: [...head], style: { head: [], border: [], compact } })
  table.push(...cells)
  return table.toString()
}
