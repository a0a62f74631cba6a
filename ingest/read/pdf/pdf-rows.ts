import type { Segment } from './pdf-segments.ts'

/** The lines of one table cell; of running text, lines that follow each other closely. */
export type Cell = Segment[]
/** Cells side by side; running text has one. */
export type Row = Cell[]

const MAX_CELL_LINES = 15
/** How far above a cell its taller, vertically centred neighbour may begin, in letter sizes. */
const MAX_RISE = 12
const TEXT_LEADING = 2
const CELL_LEADING = 1.8

/**
 * Groups segments into rows by following the content stream, in which programs write tables cell by cell: a step to the
 * right at or above the level of the last lines begins the next cell, a step down under them continues the cell, and
 * everything else begins a row. In columns of text the step up is too high or too long to be taken for a cell.
 */
export function buildRows(segments: readonly Segment[]): Row[] {
  const rows: Row[] = []
  for (const segment of segments) {
    const row = rows.at(-1)
    const cell = row?.at(-1)
    if (!row || !cell) {
      rows.push([[segment]])
      continue
    }
    const from = neighbourStart(row, cell, segment)
    if (from !== undefined) addBeside(rows, row, cell, from, segment)
    else if (continuesCell(row, cell, segment)) cell.push(segment)
    else rows.push([[segment]])
  }
  return rows
}

/** Adds a cell to the right of the lines of `cell` from `from` on; lines above them stay behind in a row of their own. */
function addBeside(rows: Row[], row: Row, cell: Cell, from: number, segment: Segment): void {
  if (from === 0) row.push([segment])
  else rows.push([cell.splice(from), [segment]])
}

/** The first of the cell's lines that stand in one row with the segment to their right; undefined if none do. */
function neighbourStart(row: Row, cell: Cell, segment: Segment): number | undefined {
  const last = cell.at(-1)
  if (!last || segment.x0 < last.x1 - 0.2 * segment.size || segment.y > last.y + 0.4 * segment.size) return undefined
  const isLevel = Math.abs(segment.y - last.y) < 0.4 * segment.size
  let from = cell.length - 1
  for (
    let above = cell[from - 1];
    above && isSameCell(cell, from, row.length > 1 || !isLevel);
    above = cell[from - 1]
  ) {
    if (above.x1 > segment.x0) break
    from -= 1
  }
  const first = cell[from]
  if (!first || cell.length - from > MAX_CELL_LINES) return undefined
  return first.y - segment.y < MAX_RISE * segment.size ? from : undefined
}

/** Whether the line before `at` belongs to the same cell, which close lines tell, unless the row starts at `at` anyway. */
function isSameCell(cell: Cell, at: number, mayJoin: boolean): boolean {
  const [above, line] = [cell[at - 1], cell[at]]
  if (!above || !line || !mayJoin) return false
  return line.y - above.y < CELL_LEADING * line.size
}

function continuesCell(row: Row, cell: Cell, segment: Segment): boolean {
  const [last, before] = [cell.at(-1), cell.at(-2)]
  if (!last) return false
  const step = segment.y - last.y
  const size = Math.max(segment.size, last.size)
  if (step < 0.5 * size || step > (row.length > 1 ? CELL_LEADING : TEXT_LEADING) * size) return false
  if (before && row.length > 1 && step > last.y - before.y + 0.25 * size) return false
  const left = rightEdge(row.at(-2))
  return segment.x0 < rightEdge(cell) && segment.x1 > leftEdge(cell) && segment.x0 > left - 0.2 * size
}

export function leftEdge(cell: Cell): number {
  return Math.min(...cell.map((line) => line.x0))
}

export function rightEdge(cell: Cell | undefined): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...(cell ?? []).map((line) => line.x1))
}
