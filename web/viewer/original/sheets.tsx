// biome-ignore-all lint/a11y/useSemanticElements: rows that come and go while scrolling cannot be those of a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the table is read, not operated
import clsx from 'clsx'
import { Tabs } from 'radix-ui'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useText } from '../../language/language.tsx'
import { columnWidths, isHeaderRow, widthOf } from '../model/cells.ts'
import { type Block, firstEndingAfter } from '../model/layout.ts'
import { groupPages, type Page } from '../model/pages.ts'
import { useReading } from '../reading.ts'
import { Runs } from '../runs.tsx'
import { Windowed } from '../windowed.tsx'

const LINE = 24
const PADDING = 13
/** Letters of a half-width letter's width that a cell's padding takes. */
const CELL_PADDING = 2
const EM_A_LETTER = 0.6
const NUMBER_COLUMN = '3.25rem'

type Grid = { title: Block | undefined; above: Block[]; headers: Block[]; rows: Block[]; widths: number[] }

/** What stands above the header, the header, and the rows under it. */
function gridOf(text: string, { blocks }: Page): Grid {
  const [first] = blocks
  const title = first?.kind === 'heading' ? first : undefined
  const body = title ? blocks.slice(1) : blocks
  const headerAt = body.findIndex((block) => isHeaderRow(text, block))
  const afterHeader = headerAt < 0 ? 0 : body.findIndex((block, at) => at >= headerAt && !isHeaderRow(text, block))
  const rowsAt = afterHeader < 0 ? body.length : afterHeader
  return {
    title,
    above: headerAt < 0 ? [] : body.slice(0, headerAt),
    headers: headerAt < 0 ? [] : body.slice(headerAt, rowsAt),
    rows: body.slice(rowsAt),
    widths: columnWidths(text, body),
  }
}

function template(widths: readonly number[]): string {
  return `${NUMBER_COLUMN} ${widths.map((width) => `${(width + CELL_PADDING) * EM_A_LETTER}em`).join(' ')}`
}

function SheetRow({ row, number, widths }: { row: Block; number: number | undefined; widths: readonly number[] }) {
  const isHeader = number === undefined
  const cells = row.cells ?? []
  const filled = new Map(
    cells.map((cell, at) => [cell.column, { ...cell, next: cells[at + 1]?.column ?? widths.length }]),
  )
  return (
    <div
      role="row"
      className={clsx('grid min-h-6', isHeader ? 'bg-sunken font-medium' : 'bg-sheet')}
      style={{ gridTemplateColumns: template(widths) }}
    >
      <span
        role="rowheader"
        className="sticky left-0 border-e border-b border-line bg-sunken px-1.5 py-1.5 text-end text-2xs leading-5 font-normal text-faint tabular-nums select-none"
      >
        {number}
      </span>
      {row.cells === undefined ? (
        <span role="cell" dir="auto" className="border-b border-line px-2 py-1.5" style={{ gridColumn: '2 / -1' }}>
          <Runs start={row.start} end={row.end} />
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
              {cell && <Runs start={cell.start} end={cell.end} />}
            </span>
          )
        })
      )}
    </div>
  )
}

function SheetGrid({ page, onPlace }: { page: Page; onPlace: (offset: number) => void }) {
  const { text, title, goal } = useReading()
  const { viewer } = useText()
  const grid = useMemo(() => gridOf(text, page), [text, page])
  const { above, headers, rows, widths } = grid
  const inside = goal && goal.span.start < page.end && goal.span.end > page.start ? goal : undefined
  const heightOf = useCallback(
    (index: number) => {
      const cells = rows[index]?.cells ?? []
      const lines = cells.map(({ column, start, end }) => widthOf(text.slice(start, end)) / (widths[column] ?? 1))
      return LINE * Math.ceil(Math.max(1, ...lines)) + PADDING
    },
    [rows, widths, text],
  )
  const width = `calc(${NUMBER_COLUMN} + ${widths.reduce((sum, each) => sum + (each + CELL_PADDING) * EM_A_LETTER, 0)}em)`
  return (
    <Windowed
      key={page.page}
      items={rows}
      heightOf={heightOf}
      label={viewer.originalOf(title)}
      goal={inside}
      onPlace={onPlace}
      width={width}
      role="table"
      className="bg-sheet text-[0.8125rem] leading-6"
      before={
        <>
          {above.map((block) => (
            <div key={block.start} role="row" className="px-4 py-2 text-soft">
              <span role="cell" dir="auto">
                <Runs start={block.start} end={block.end} />
              </span>
            </div>
          ))}
          <div className="sticky top-0 z-10 min-w-full" style={{ width }}>
            {headers.map((row) => (
              <SheetRow key={row.start} row={row} number={undefined} widths={widths} />
            ))}
          </div>
        </>
      }
      render={(index) => {
        const row = rows[index]
        return row && <SheetRow row={row} number={index + 1 + above.length + headers.length} widths={widths} />
      }}
    />
  )
}

/** A workbook: one sheet at a time as a grid. */
export function Sheets({ onPlace }: { onPlace: (offset: number) => void }) {
  const { viewer } = useText()
  const { text, layout, goal, cited } = useReading()
  const pages = useMemo(() => groupPages(layout.blocks), [layout])
  const [shown, setShown] = useState(0)
  useEffect(() => {
    if (goal) setShown(Math.min(pages.length - 1, firstEndingAfter(pages, goal.span.start)))
  }, [goal, pages])
  const nameOf = ({ blocks: [first], page }: Page) =>
    first?.kind === 'heading' ? text.slice(first.start, first.end) : viewer.sheet(page)
  return (
    <Tabs.Root
      value={String(shown)}
      onValueChange={(value) => setShown(Number(value))}
      className="flex h-full flex-col"
    >
      <Tabs.List
        aria-label={viewer.sheets}
        className="scroll-thin flex shrink-0 overflow-x-auto border-b border-line bg-paper px-2"
      >
        {pages.map((page, at) => (
          <Tabs.Trigger
            key={page.page}
            value={String(at)}
            className="-mb-px flex h-9 max-w-60 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-3 text-soft hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-accent"
          >
            <span className="truncate">{nameOf(page)}</span>
            {cited && cited.start < page.end && cited.end > page.start && (
              <span title={viewer.cited} className="size-2 shrink-0 rounded-full border border-line-strong bg-glow" />
            )}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {pages.map((page, at) => (
        <Tabs.Content key={page.page} value={String(at)} className="min-h-0 flex-1" tabIndex={-1}>
          <SheetGrid page={page} onPlace={onPlace} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  )
}
