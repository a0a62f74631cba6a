import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Span } from './model/layout.ts'
import type { Goal } from './reading.ts'
import { useGoal, usePlace } from './use-goal.ts'

/** How far down the eye rests, as a share of the height. */
const EYE = 0.3

type WindowedProps = {
  /** The spans of the items, in text order; an item is found by them. */
  items: readonly Span[]
  /** A guess of an item's height in CSS pixels, or its height where it is known. */
  heightOf: (index: number) => number
  render: (index: number) => ReactNode
  /** The accessible name of the scrolling region. */
  label: string
  goal: Goal | undefined
  gap?: number
  /** Shown above the items and scrolled along. */
  before?: ReactNode
  /** Items are exactly as high as `heightOf` says. */
  isExact?: boolean
  /** Told the item that is being read. */
  onItem?: ((index: number) => void) | undefined
  /** Told the offset of the words that stand where the eye rests. */
  onPlace?: ((offset: number) => void) | undefined
  className?: string
  role?: 'region' | 'table'
  /** CSS width of the items where it may be more than the region has. */
  width?: string
}

/** A scrolling region of any length that renders only what is in sight and can go to a place in the text. */
export function Windowed(props: WindowedProps) {
  const { items, heightOf, render, label, goal, gap = 0, before, isExact = false, onItem, className, width } = props
  const { role = 'region', onPlace } = props
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [above, setAbove] = useState(0)
  useLayoutEffect(() => {
    if (before && list.current) setAbove(list.current.offsetTop)
  }, [before])
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: heightOf,
    gap,
    overscan: 3,
    scrollMargin: above,
  })
  const total = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights, such as after zooming, are measured anew
  useLayoutEffect(() => {
    if (!isExact || !box.current) return
    const share = total.current > 0 ? box.current.scrollTop / total.current : 0
    rows.measure()
    total.current = rows.getTotalSize()
    box.current.scrollTop = share * total.current
  }, [isExact, rows, heightOf])
  useGoal({ box, rows, items, goal })
  usePlace(box, onPlace)
  const visible = rows.getVirtualItems()
  const eye = (rows.scrollOffset ?? 0) + EYE * (rows.scrollRect?.height ?? 0)
  const current = (visible.find((row) => row.end > eye) ?? visible.at(-1))?.index
  useEffect(() => {
    if (current !== undefined) onItem?.(current)
  }, [current, onItem])
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is a region or a table
    <div
      ref={box}
      role={role}
      tabIndex={0}
      aria-label={label}
      data-scrolls=""
      className={clsx('scroll-thin relative h-full overflow-auto [overflow-anchor:none] -outline-offset-2', className)}
    >
      {before}
      <div ref={list} className="relative min-w-full" style={{ height: rows.getTotalSize(), ...(width && { width }) }}>
        {visible.map((row) => (
          <div
            key={row.key}
            ref={isExact ? undefined : rows.measureElement}
            data-index={row.index}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${row.start - above}px)` }}
          >
            {render(row.index)}
          </div>
        ))}
      </div>
    </div>
  )
}
