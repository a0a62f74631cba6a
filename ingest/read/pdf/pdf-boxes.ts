import type { LineBox, PageSize } from '../../extraction.ts'
import type { PageFrame } from './pdf-segments.ts'
import type { Trace } from './pdf-trace.ts'

/** How far letters reach above and below the baseline, in letter sizes; full-width ones fill about this. */
const ASCENT = 0.92
const DESCENT = 0.22
/** Points. A box that is narrower, as of text that is written downwards, could not be seen. */
const MIN_EXTENT = 1

type Rectangle = { left: number; top: number; right: number; bottom: number }

/** Where each traced piece stands on its page as it is shown: in points, from the upper left corner. */
export function boxesOf(traces: readonly Trace[], frames: readonly PageFrame[]): LineBox[] {
  return traces.flatMap(({ start, end, segment }): LineBox[] => {
    const frame = frames[segment.page - 1]
    if (!frame) return []
    const { x0, x1, y, size } = segment
    const upright = { left: x0, top: y - ASCENT * size, right: x1, bottom: y + DESCENT * size }
    const { left, top, right, bottom } = turnBack(upright, frame)
    const width = round(Math.max(MIN_EXTENT, right - left))
    const height = round(Math.max(MIN_EXTENT, bottom - top))
    return [{ start, end, page: segment.page, x: round(left), y: round(top), width, height }]
  })
}

export function pageSizesOf(frames: readonly PageFrame[]): PageSize[] {
  return frames.map(({ width, height }, at) => ({ page: at + 1, width: round(width), height: round(height) }))
}

/** Undoes what put the lines of a page written sideways or upside down upright. */
function turnBack(box: Rectangle, { turn, width, height }: PageFrame): Rectangle {
  const { left, top, right, bottom } = box
  if (turn === '0,1') return { left: width - bottom, top: left, right: width - top, bottom: right }
  if (turn === '0,-1') return { left: top, top: height - right, right: bottom, bottom: height - left }
  if (turn === '-1,0') return { left: width - right, top: height - bottom, right: width - left, bottom: height - top }
  return box
}

function round(points: number): number {
  return Math.round(points * 10) / 10
}
