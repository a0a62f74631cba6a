import clsx from 'clsx'
import { cellsOf } from '../model/cells.ts'
import type { Block, Span } from '../model/layout.ts'
import { useReading } from '../reading.ts'
import { useRowChunk } from '../use-row-chunk.ts'
import { BlockWords } from './block-words.tsx'

/** A long table is shown in pieces, whose columns stand under each other only where all have the same width. */
const FIXED_FROM_ROWS = 40

type TableRowProps = { row: Block; cells: readonly Span[]; columns: number; isHeader: boolean }

function TableRow({ row, cells, columns, isHeader }: TableRowProps) {
  const { starting, isChosen } = useRowChunk(row)
  const Cell = isHeader ? 'th' : 'td'
  return (
    <tr
      className={clsx(
        isChosen ? 'bg-tint' : isHeader && 'bg-sunken',
        starting !== undefined && '*:border-t-2 *:border-t-line-strong',
      )}
    >
      {cells.map((cell, column) => (
        <Cell
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
          key={column}
          dir="auto"
          scope={isHeader ? 'col' : undefined}
          colSpan={column === cells.length - 1 ? columns - column : 1}
          className={clsx(
            'border border-line px-2 py-1 text-start align-top',
            isHeader && 'font-medium whitespace-nowrap',
          )}
        >
          <BlockWords start={cell.start} end={cell.end} cuts="number" />
        </Cell>
      ))}
    </tr>
  )
}

/** Rows of a document's table. The first one is the header where the others name its columns. */
export function TableRows({ rows }: { rows: readonly Block[] }) {
  const { text } = useReading()
  const cells = rows.map((row) => cellsOf(text, row))
  const columns = Math.max(1, ...cells.map((row) => row.length))
  const isHeaderFirst = rows[0]?.columns === undefined && rows[1]?.columns !== undefined
  return (
    <div className="mt-1 mb-4 overflow-x-auto">
      <table
        className={clsx(
          'w-full border-collapse text-[0.8125rem] leading-6',
          rows.length >= FIXED_FROM_ROWS && 'table-fixed',
          columns > 4 && 'min-w-[40rem]',
        )}
      >
        <tbody>
          {rows.map((row, at) => (
            <TableRow
              key={row.start}
              row={row}
              cells={cells[at] ?? []}
              columns={columns}
              isHeader={at === 0 && isHeaderFirst}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}
