import clsx from 'clsx'
import { cellsOf } from '../model/cells.ts'
import type { Block } from '../model/layout.ts'
import { useReading } from '../reading.ts'
import { BlockWords } from './block-words.tsx'

/** A long table is shown in pieces, whose columns stand under each other only where all have the same width. */
const FIXED_FROM_ROWS = 40

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
          {cells.map((row, at) => {
            const isHeader = at === 0 && isHeaderFirst
            const Cell = isHeader ? 'th' : 'td'
            return (
              <tr key={rows[at]?.start} className={clsx(isHeader && 'bg-sunken')}>
                {row.map((cell, column) => (
                  <Cell
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                    key={column}
                    dir="auto"
                    scope={isHeader ? 'col' : undefined}
                    colSpan={column === row.length - 1 ? columns - column : 1}
                    className={clsx(
                      'border border-line px-2 py-1 text-start align-top',
                      isHeader && 'font-medium whitespace-nowrap',
                    )}
                  >
                    <BlockWords start={cell.start} end={cell.end} />
                  </Cell>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
