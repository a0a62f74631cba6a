import type { GridRow } from '../table-grid.ts'
import type { RuledGrid } from './pdf-grids.ts'
import { buildRows, type Row } from './pdf-rows.ts'
import type { PdfPage, Segment } from './pdf-segments.ts'

/** The lines of one cell of a ruled table, from the top down. */
export type RuledCell = { lines: Segment[] }

/** A table whose cells are told by the rules between them. `edges`: where its columns begin, and the last one ends. */
export type RuledTable = { slots: GridRow<RuledCell>[]; edges: number[]; page: number }

/** The lines of a footnote. */
export type Footnote = { note: Segment[] }

/** A page's rows in the order in which they are written, ruled tables in one piece; footnotes at the end. */
export type PageRows = (Row | RuledTable | Footnote)[]

const MIN_FILLED_CELLS = 4

/** The rows of a page: those in grids by their place, all others by the order of writing. */
export function rowsOfPage({ segments, grids = [] }: PdfPage): PageRows {
  const inGrid = segments.map((segment) => grids.find((grid) => fieldOf(grid, segment) !== undefined))
  const tables = new Map(
    grids.flatMap((grid) => {
      const table = tableOf(
        grid,
        segments.filter((_, at) => inGrid[at] === grid),
      )
      return table ? [[grid, table] as const] : []
    }),
  )
  const rows: PageRows = []
  const placed = new Set<RuledGrid>()
  let running: Segment[] = []
  for (const [at, segment] of segments.entries()) {
    const grid = inGrid[at]
    const table = grid && tables.get(grid)
    if (!grid || !table) running.push(segment)
    else if (!placed.has(grid)) {
      rows.push(...buildRows(running), table)
      running = []
      placed.add(grid)
    }
  }
  return [...rows, ...buildRows(running)]
}

function fieldOf({ xs, ys }: RuledGrid, { x0, x1, y, size }: Segment): [row: number, column: number] | undefined {
  const column = intervalOf(xs, (x0 + x1) / 2)
  const row = intervalOf(ys, y - 0.3 * size)
  return column === undefined || row === undefined ? undefined : [row, column]
}

function intervalOf(places: readonly number[], place: number): number | undefined {
  const after = places.findIndex((edge) => edge > place)
  return after > 0 ? after - 1 : undefined
}

/** Rows and columns without anything of their own, as between double lines, are left out. */
function tableOf(grid: RuledGrid, segments: readonly Segment[]): RuledTable | undefined {
  const cells = new Map(grid.cells.flat().map((number): [number, RuledCell] => [number, { lines: [] }]))
  for (const segment of segments) {
    const [row = 0, column = 0] = fieldOf(grid, segment) ?? []
    cells.get(grid.cells[row]?.[column] ?? -1)?.lines.push(segment)
  }
  for (const { lines } of cells.values()) lines.sort(byPlace)
  if ([...cells.values()].filter(({ lines }) => lines.length > 0).length < MIN_FILLED_CELLS) return undefined

  const at = (row: number, column: number) => cells.get(grid.cells[row]?.[column] ?? -1)
  const rows = grid.cells.map((_, row) => row)
  const columns = (grid.cells[0] ?? []).map((_, column) => column)
  const isOwn = (cell: RuledCell | undefined, before: RuledCell | undefined) =>
    cell !== undefined && cell !== before && cell.lines.length > 0
  const keptRows = rows.filter((row) => columns.some((column) => isOwn(at(row, column), at(row - 1, column))))
  const keptColumns = columns.filter((column) => rows.some((row) => isOwn(at(row, column), at(row, column - 1))))
  if (keptRows.length < 2 || keptColumns.length < 2) return undefined
  return {
    page: segments[0]?.page ?? 0,
    edges: [...keptColumns.map((column) => grid.xs[column] ?? 0), grid.xs.at(-1) ?? 0],
    slots: keptRows.map((row) =>
      keptColumns.map((column, index) => {
        const value = at(row, column) ?? { lines: [] }
        const left = index === 0 ? undefined : at(row, keptColumns[index - 1] ?? -1)
        return { value, isStart: value !== left }
      }),
    ),
  }
}

/** From the top down; pieces of one line from left to right. */
function byPlace(a: Segment, b: Segment): number {
  const isSameLine = Math.abs(a.y - b.y) < 0.4 * Math.min(a.size, b.size)
  return isSameLine ? a.x0 - b.x0 : a.y - b.y
}
