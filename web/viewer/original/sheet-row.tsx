// biome-ignore-all lint/a11y/useSemanticElements: rows that come and go while scrolling cannot be those of a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the table is read, not operated
import clsx from 'clsx'
import { ChunkCut } from '../chunk-cut.tsx'
import type { Block } from '../model/layout.ts'
import { useReading } from '../reading.ts'
import { Runs } from '../runs.tsx'
import { useRowChunk } from '../use-row-chunk.ts'

/** Letters of a half-width letter's width that a cell's padding takes. */
const CELL_PADDING = 2
const EM_A_LETTER = 0.6
const NUMBER_COLUMN = '3.25rem'
/** The same with room for the number of a chunk. */
const CHUNK_COLUMN = '5.75rem'

const numberColumn = (isChunked: boolean) => (isChunked ? CHUNK_COLUMN : NUMBER_COLUMN)

/** The CSS width of all columns together. */
export function sheetWidth(widths: readonly number[], isChunked: boolean): string {
  const letters = widths.reduce((sum, width) => sum + width + CELL_PADDING, 0)
  return `calc(${numberColumn(isChunked)} + ${letters * EM_A_LETTER}em)`
}

function template(widths: readonly number[], isChunked: boolean): string {
  return `${numberColumn(isChunked)} ${widths.map((width) => `${(width + CELL_PADDING) * EM_A_LETTER}em`).join(' ')}`
}

/** A row of a sheet; the header is the one without a number. */
export function SheetRow({
  row,
  number,
  widths,
}: {
  row: Block
  number: number | undefined
  widths: readonly number[]
}) {
  const isHeader = number === undefined
  const { isChunked } = useReading()
  const { starting, isChosen } = useRowChunk(row)
  const cells = row.cells ?? []
  const filled = new Map(
    cells.map((cell, at) => [cell.column, { ...cell, next: cells[at + 1]?.column ?? widths.length }]),
  )
  return (
    <div
      role="row"
      className={clsx(
        'grid min-h-6',
        isHeader ? 'bg-sunken font-medium' : isChosen ? 'bg-tint' : 'bg-sheet',
        starting !== undefined && 'shadow-[inset_0_1.5px_0_var(--line-strong)]',
      )}
      style={{ gridTemplateColumns: template(widths, isChunked) }}
    >
      <span
        role="rowheader"
        className="sticky left-0 border-e border-b border-line bg-sunken px-1.5 py-1.5 text-end text-2xs leading-5 font-normal text-faint tabular-nums select-none"
      >
        {starting !== undefined && <ChunkCut chunk={starting} as="number" />}
        {number}
      </span>
      {row.cells === undefined ? (
        <span role="cell" dir="auto" className="border-b border-line px-2 py-1.5" style={{ gridColumn: '2 / -1' }}>
          <Runs start={row.start} end={row.end} cuts="number" except={starting} />
        </span>
      ) : (
        widths.map((_, column) => {
          const cell = filled.get(column)
          return (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              key={column}
              role={isHeader ? 'columnheader' : 'cell'}
              dir="auto"
              className="border-e border-b border-line px-2 py-1.5 break-words"
            >
              {cell && <Runs start={cell.start} end={cell.end} cuts="number" except={starting} />}
            </span>
          )
        })
      )}
    </div>
  )
}
