/** A cell of a table, and how many columns and rows it covers. */
export type GridCell<T> = { value: T; columns: number; rows: number }

/** A cell's value in one row. `isStart` is true in the first of the columns that the cell covers. */
export type GridSlot<T> = { value: T; isStart: boolean }

/** Slots by column. */
export type GridRow<T> = (GridSlot<T> | undefined)[]

const MAX_SPAN = 200
const MAX_HEADER_CHARS = 40

/** The number of columns or rows that a file says a cell covers: 1 where it says nothing sensible. */
export function readSpan(value: string | undefined): number {
  return Math.max(1, Number.parseInt(value ?? '1', 10) || 1)
}

/** Lays cells out by column. A cell that spans rows is repeated in each of them; unfilled places are undefined. */
export function layOutRows<T>(rows: GridCell<T>[][]): GridRow<T>[] {
  const grid: GridRow<T>[] = rows.map(() => [])
  for (const [rowAt, cells] of rows.entries()) {
    let column = 0
    for (const { value, columns, rows: height } of cells) {
      while (grid[rowAt]?.[column]) column += 1
      const width = Math.min(columns, MAX_SPAN)
      for (const row of grid.slice(rowAt, rowAt + height)) {
        for (let offset = 0; offset < width; offset++) row[column + offset] = { value, isStart: offset === 0 }
      }
      column += width
    }
  }
  return grid.map((row) => Array.from(row))
}

/**
 * The rows that name the columns, where the format does not say: the first one under a title that spans the table, and
 * the next one if cells of both are merged so that the first groups what the second names. `end` is exclusive; both are
 * 0 for a table whose first rows hold values.
 */
export function guessHeader<T>(
  grid: readonly GridRow<T>[],
  textOf: (value: T) => string,
): { start: number; end: number } {
  const start = grid.findIndex((row) => row.filter((slot) => slot?.isStart).length > 1)
  const row = grid[start]
  const texts = row?.map((slot) => (slot ? textOf(slot.value) : '')) ?? []
  if (start < 0 || start >= grid.length - 1 || !texts.every(isHeaderLike)) return { start: 0, end: 0 }
  const below = grid[start + 1] ?? []
  const isGrouped = row?.some((slot) => slot?.isStart === false)
  const goesOn = row?.some((slot, column) => slot !== undefined && below[column]?.value === slot.value)
  return { start, end: isGrouped && goesOn && start + 2 < grid.length ? start + 2 : start + 1 }
}

function isHeaderLike(text: string): boolean {
  return text.length <= MAX_HEADER_CHARS && !/[:：。]$/.test(text)
}

/** One name per column from one or more header rows: a group's name stands before its columns' names, as in 一季度/签约. */
export function columnNames(headers: string[][]): string[] {
  const width = headers.reduce((most, row) => Math.max(most, row.length), 0)
  return Array.from({ length: width }, (_, column) => {
    const names = headers.map((row) => row[column] ?? '').filter((name) => name !== '')
    return [...new Set(names)].join('/')
  })
}

/** The column names on one line, those of merged columns once. */
export function joinColumnNames(headers: string[][]): string {
  return joinCells(columnNames(headers).filter((name, at, all) => name !== all[at - 1]))
}

export const CELL_SEPARATOR = ' | '

/** The text of a row: its cells joined by ` | `, without empty ones at the end. */
export function joinCells(cells: string[]): string {
  return cells.join(CELL_SEPARATOR).replace(/(?: \| *)+$/, '')
}
