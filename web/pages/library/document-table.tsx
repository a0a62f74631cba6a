import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { DocumentItem } from '../../api/wire.ts'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { DocumentCard } from './document-card.tsx'
import { DocumentRow } from './document-row.tsx'
import type { ListQuery, SortOrder } from './library-search.ts'
import { TableHead } from './table-head.tsx'
import { useOpenJobs } from './upload-context.ts'
import { useDocumentRows } from './use-document-rows.ts'
import { useIsWide } from './use-element-width.ts'
import type { Selection } from './use-selection.ts'

const ROW_HEIGHT = 56
const CARD_HEIGHT = 76
const TABLE_FROM = 560
const OVERSCAN = 10
const PAGE_ROWS = 10

type TableProps = {
  list: ListQuery
  sort: SortOrder
  total: number
  openId: string | undefined
  selection: Selection
  onOpen: (document: DocumentItem) => void
  onSort: (sort: SortOrder) => void
  onSelectAll: () => void
  onDelete: (documents: readonly DocumentItem[]) => void
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_ROWS,
  PageUp: -PAGE_ROWS,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** Scrolls no further than it takes. */
function bringIntoSight(box: HTMLElement, top: number, height: number): void {
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight
}

/** The documents, of which only those in sight are loaded and drawn. Cards where there is no room for columns. */
export function DocumentTable(props: TableProps) {
  const { list, sort, total, openId, selection, onOpen, onSort, onSelectAll, onDelete } = props
  const { library } = useText()
  const format = useFormat()
  const openJobs = useOpenJobs()
  const wrapper = useRef<HTMLDivElement>(null)
  const grid = useRef<HTMLTableElement>(null)
  const box = useRef<HTMLTableSectionElement>(null)
  const isTable = useIsWide(wrapper, TABLE_FROM)
  const rowHeight = isTable ? ROW_HEIGHT : CARD_HEIGHT
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height asks for another measuring
  useEffect(() => rows.measure(), [rows, rowHeight])
  const visible = rows.getVirtualItems()
  const documentAt = useDocumentRows(list, { first: visible[0]?.index ?? 0, last: visible.at(-1)?.index ?? 0 })
  const current = useRef(documentAt)
  current.current = documentAt
  const [active, setActive] = useState(0)
  const anchor = useRef(0)

  const open = useCallback(
    (index: number) => {
      setActive(index)
      const document = current.current(index)
      if (document) onOpen(document)
    },
    [onOpen],
  )
  const { toggle, selected } = selection
  const select = useCallback(
    (index: number, isRange: boolean) => {
      setActive(index)
      const from = isRange ? Math.min(anchor.current, index) : index
      const to = isRange ? Math.max(anchor.current, index) : index
      const documents = Array.from({ length: to - from + 1 }, (_, at) => current.current(from + at) ?? [])
      anchor.current = index
      toggle(documents.flat(), isRange ? true : undefined)
    },
    [toggle],
  )

  const move = (step: number) => {
    const next = Math.max(0, Math.min(total - 1, active + step))
    setActive(next)
    if (box.current) bringIntoSight(box.current, next * rowHeight, rowHeight)
  }
  const takeKey = (event: KeyboardEvent) => {
    if (event.target !== grid.current || event.altKey || event.metaKey) return
    const step = STEPS[event.key]
    const document = documentAt(active)
    if (step !== undefined) move(step)
    else if (event.key === 'Enter' && document) onOpen(document)
    else if (event.key === ' ') select(active, event.shiftKey)
    else if (event.key === 'a' && event.ctrlKey) onSelectAll()
    else if (event.key === 'Escape' && selected.size > 0) selection.clear()
    else if (event.key === 'Delete') onDelete(selected.size > 0 ? [...selected.values()] : document ? [document] : [])
    else return
    event.preventDefault()
  }

  const Row = isTable ? DocumentRow : DocumentCard
  return (
    <div ref={wrapper} className="@container flex min-h-0 flex-1 flex-col">
      <p id="document-table-help" className="sr-only">
        {library.tableHelp}
      </p>
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table walked through with the keys is a grid
        role="grid"
        aria-label={library.table}
        aria-describedby="document-table-help"
        aria-rowcount={isTable ? total + 1 : total}
        aria-multiselectable
        aria-activedescendant={visible.some(({ index }) => index === active) ? `document-row-${active}` : undefined}
        tabIndex={0}
        onKeyDown={takeKey}
        className="group/grid flex min-h-0 flex-1 flex-col focus-visible:outline-none"
      >
        {isTable && (
          <TableHead sort={sort} onSort={onSort} onSelectAll={onSelectAll} selection={selection} total={total} />
        )}
        <tbody ref={box} className="scroll-thin relative block min-h-0 flex-1 overflow-y-scroll">
          <tr aria-hidden className="block" style={{ height: rows.getTotalSize() }} />
          {visible.map(({ index, start }) => {
            const document = documentAt(index)
            return (
              <Row
                key={index}
                index={index}
                start={start}
                document={document}
                job={document && openJobs.get(document.id)}
                isSelected={document !== undefined && selected.has(document.id)}
                isActive={index === active}
                isOpen={document !== undefined && document.id === openId}
                format={format}
                onOpen={open}
                onSelect={select}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
