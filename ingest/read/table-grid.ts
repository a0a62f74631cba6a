/** A cell of a table, and how many columns and rows it covers. */
export type GridCell<T> = { value: T; columns: number; rows: number }

/** A cell's value in one row. `isStart` is true in the first of the columns that the cell covers. */
export type GridSlot<T> = { value: T; isStart: boolean }

const MAX_SPAN = 200

/** Lays cells out by column. A cell that spans rows is repeated in each of them; unfilled places are undefined. */
export function layOutRows<T>(rows: GridCell<T>[][]): (GridSlot<T> | undefined)[][] {
  const grid: (GridSlot<T> | undefined)[][] = rows.map(() => [])
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

/** One name per column from one or more header rows: a group's name stands before its columns' names, as in 一季度/签约. */
export function columnNames(headers: string[][]): string[] {
  const width = Math.max(0, ...headers.map((row) => row.length))
  return Array.from({ length: width }, (_, column) => {
    const names = headers.map((row) => row[column] ?? '').filter((name) => name !== '')
    return [...new Set(names)].join('/')
  })
}

export const CELL_SEPARATOR = ' | '

/** The text of a row: its cells joined by ` | `, without empty ones at the end. */
export function joinCells(cells: string[]): string {
  return cells.join(CELL_SEPARATOR).replace(/(?: \| *)+$/, '')
}
