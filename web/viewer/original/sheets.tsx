// biome-ignore-all lint/a11y/useSemanticElements: rows that come and go while scrolling cannot be those of a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the table is read, not operated
import { Tabs } from 'radix-ui'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useText } from '../../language/language.tsx'
import { widthOf } from '../model/cells.ts'
import { gridOf } from '../model/grid.ts'
import { firstEndingAfter } from '../model/layout.ts'
import { groupPages, type Page } from '../model/pages.ts'
import { useReading } from '../reading.ts'
import { Runs } from '../runs.tsx'
import { Windowed } from '../windowed.tsx'
import { SheetRow, sheetWidth } from './sheet-row.tsx'

const LINE = 24
const PADDING = 13

function SheetGrid({ page, onPlace }: { page: Page; onPlace: (offset: number) => void }) {
  const { text, title, goal, isChunked } = useReading()
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
  const width = sheetWidth(widths, isChunked)
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
                <Runs start={block.start} end={block.end} cuts="number" />
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
