import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'
import { firstEndingAfter, type Span } from './model/layout.ts'
import type { Goal } from './reading.ts'

/** How far below the upper edge a place that was asked for comes to stand, as a share of the height. */
const RESTING_PLACE = 0.28
const CLOSE_ENOUGH = 2
const SIDE_MARGIN = 24
const QUIET_FRAMES = 4
const MAX_FRAMES = 60
const TELL_AFTER_MS = 120
const READER_EVENTS = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const

function spanOf(element: Element): Span {
  return { start: Number(element.getAttribute('data-start')), end: Number(element.getAttribute('data-end')) }
}

/** The element that shows the first of the words asked for. */
function findPlace(box: HTMLElement, { span }: Goal): Element | undefined {
  return [...box.querySelectorAll('[data-end]')].find((element) => {
    const { start, end } = spanOf(element)
    return end > span.start && start < Math.max(span.end, span.start + 1)
  })
}

/** One step towards the goal. @returns whether there was nothing left to move. */
function moveTo(box: HTMLElement, goal: Goal): boolean {
  const place = findPlace(box, goal)?.getBoundingClientRect()
  if (!place) return false
  const frame = box.getBoundingClientRect()
  const before = [box.scrollTop, box.scrollLeft]
  const down = place.top - (frame.top + frame.height * RESTING_PLACE)
  if (Math.abs(down) > CLOSE_ENOUGH) box.scrollTop += down
  const isAside = place.left < frame.left || place.left > frame.right - 2 * SIDE_MARGIN
  if (isAside) box.scrollLeft += place.left - frame.left - SIDE_MARGIN
  return before[0] === box.scrollTop && before[1] === box.scrollLeft
}

/** Steps towards the goal frame by frame until it rests. @returns a function that ends it. */
function settle(box: HTMLElement, goal: Goal): () => void {
  let [frame, quiet, handle] = [0, 0, 0]
  const next = () => {
    quiet = moveTo(box, goal) ? quiet + 1 : 0
    frame += 1
    if (quiet < QUIET_FRAMES && frame < MAX_FRAMES) handle = requestAnimationFrame(next)
  }
  handle = requestAnimationFrame(next)
  return () => cancelAnimationFrame(handle)
}

type GoalOptions = {
  box: RefObject<HTMLDivElement | null>
  rows: Virtualizer<HTMLDivElement, Element>
  items: readonly Span[]
  goal: Goal | undefined
}

/**
 * Scrolls to a goal, again while the items around it take their real heights and when the region takes another width.
 * The reader's own scrolling ends it.
 */
export function useGoal({ box, rows, items, goal }: GoalOptions): void {
  useEffect(() => {
    const element = box.current
    const index = goal ? firstEndingAfter(items, goal.span.start) : items.length
    if (!goal || !element || index === items.length) return
    let stop = () => {}
    let width = element.clientWidth
    const start = () => {
      stop()
      rows.scrollToIndex(index, { align: 'start' })
      stop = settle(element, goal)
    }
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return
      width = element.clientWidth
      start()
    })
    const leave = () => {
      stop()
      observer.disconnect()
    }
    start()
    observer.observe(element)
    for (const event of READER_EVENTS) element.addEventListener(event, leave, { passive: true, once: true })
    return () => {
      leave()
      for (const event of READER_EVENTS) element.removeEventListener(event, leave)
    }
  }, [box, rows, items, goal])
}

/** Tells now and then which words stand where the eye rests. */
export function usePlace(box: RefObject<HTMLDivElement | null>, onPlace: ((offset: number) => void) | undefined): void {
  useEffect(() => {
    const element = box.current
    if (!element || !onPlace) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      const { top, height } = element.getBoundingClientRect()
      const line = top + height * RESTING_PLACE + CLOSE_ENOUGH
      const found = [...element.querySelectorAll('[data-end]')].findLast((each) => {
        const rectangle = each.getBoundingClientRect()
        return rectangle.top <= line && rectangle.height > 0
      })
      if (found) onPlace(spanOf(found).start)
    }
    const later = () => {
      timer ??= setTimeout(tell, TELL_AFTER_MS)
    }
    later()
    element.addEventListener('scroll', later, { passive: true })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('scroll', later)
    }
  }, [box, onPlace])
}
