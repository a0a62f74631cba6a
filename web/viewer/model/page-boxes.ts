import { widthOf } from './cells.ts'
import { type LineBox, type Rectangle, type Span, spansWithin } from './layout.ts'

/** How far below each other two lines may stand, in their heights, and be framed together. */
const MAX_GAP = 1.4
/** How far above or below the last line of its neighbour a cell of the same row may begin, in heights of a line. */
const MAX_RISE = 8
const MAX_FALL = 3
const PADDING = 2

/** The part of a line's box that the span covers, by the usual widths of the letters. */
function clipBox(box: LineBox, span: Span, text: string): LineBox {
  const isUpright = box.width >= box.height || box.end - box.start < 3
  if (!isUpright || (span.start <= box.start && span.end >= box.end)) return box
  const whole = widthOf(text.slice(box.start, box.end)) || 1
  const before = widthOf(text.slice(box.start, Math.max(box.start, span.start)))
  const inside = widthOf(text.slice(Math.max(box.start, span.start), Math.min(box.end, span.end)))
  const scale = box.width / whole
  return { ...box, x: box.x + before * scale, width: inside * scale }
}

/** Where the words of a span are printed, line by line. `boxes` stand in text order. */
export function boxesOfSpan(boxes: readonly LineBox[], span: Span, text: string): LineBox[] {
  return spansWithin(boxes, span).map((box) => clipBox(box, span, text))
}

/** Whether a line goes on below what is framed, or beside the line before it as the next cell of a row does. */
function joins(frame: Rectangle, last: LineBox, box: LineBox): boolean {
  const rise = last.y - box.y
  const isBeside = box.x >= last.x + last.width - box.height
  if (isBeside && rise < MAX_RISE * box.height && rise > -MAX_FALL * box.height) return true
  const gap = box.y - (frame.y + frame.height)
  const isBelow = gap > -box.height && gap < MAX_GAP * box.height
  return isBelow && box.x < frame.x + frame.width && frame.x < box.x + box.width
}

/** Frames around lines that stand close to each other; a table has one, columns and pages have their own. */
export function framesOf(boxes: readonly LineBox[]): (Rectangle & { page: number })[] {
  const frames: (Rectangle & { page: number })[] = []
  for (const [at, box] of boxes.entries()) {
    const [frame, last] = [frames.at(-1), boxes[at - 1]]
    if (!frame || !last || frame.page !== box.page || !joins(frame, last, box)) {
      const { page, x, y, width, height } = box
      frames.push({ page, x: x - PADDING, y: y - PADDING, width: width + 2 * PADDING, height: height + 2 * PADDING })
      continue
    }
    const right = Math.max(frame.x + frame.width, box.x + box.width + PADDING)
    const bottom = Math.max(frame.y + frame.height, box.y + box.height + PADDING)
    frame.x = Math.min(frame.x, box.x - PADDING)
    frame.y = Math.min(frame.y, box.y - PADDING)
    frame.width = right - frame.x
    frame.height = bottom - frame.y
  }
  return frames
}

/** The lines of each page, in text order. */
export function boxesByPage(boxes: readonly LineBox[]): ReadonlyMap<number, LineBox[]> {
  const pages = new Map<number, LineBox[]>()
  for (const box of boxes) {
    const page = pages.get(box.page)
    if (page) page.push(box)
    else pages.set(box.page, [box])
  }
  return pages
}
