import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { type ReactNode, useEffect, useRef } from 'react'

type VirtualListProps<Item> = {
  items: readonly Item[]
  keyOf: (item: Item) => string
  /** Guess of a row's height in CSS pixels; rows are measured once they show. */
  rowHeight: number
  render: (item: Item, index: number) => ReactNode
  /** The accessible name of the list. */
  label: string
  /** Called when the last rows come into sight. */
  onReachEnd?: () => void
  /** Row that has to be in sight. */
  activeIndex?: number
  className?: string
  /** For a list whose rows count beyond what is loaded. */
  total?: number
}

/** A scrolling list that renders only the rows in sight. Give it a height. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, keyOf, rowHeight, render, label, onReachEnd, activeIndex, className, total } = props
  const box = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item)
    },
    overscan: 8,
  })
  const visible = rows.getVirtualItems()
  const last = visible.at(-1)?.index ?? -1
  useEffect(() => {
    if (last >= 0 && last >= items.length - 8) onReachEnd?.()
  }, [last, items.length, onReachEnd])
  useEffect(() => {
    if (activeIndex !== undefined && activeIndex >= 0) rows.scrollToIndex(activeIndex)
  }, [activeIndex, rows])
  return (
    <div ref={box} className={clsx('scroll-thin overflow-y-auto', className)}>
      <ul aria-label={label} className="relative" style={{ height: rows.getTotalSize() }}>
        {visible.map((row) => {
          const item = items[row.index]
          if (item === undefined) return null
          return (
            <li
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              aria-setsize={total ?? items.length}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {render(item, row.index)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
