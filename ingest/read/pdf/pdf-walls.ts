import { isCjk } from '../clean-text.ts'
import type { Rule } from './pdf-rules.ts'
import type { Placed, Segment } from './pdf-segments.ts'

/** Whether a rule stands between a segment and what follows it on the line. */
export function isWalledOff(last: Segment, item: Placed, walls: readonly Rule[]): boolean {
  const middle = item.y - 0.3 * item.size
  return walls.some(
    ({ at, from, to }) =>
      at > last.x1 - 0.2 * item.size && at < item.x + 0.2 * item.size && from < middle && middle < to,
  )
}

/** pdf.js joins the words of neighbouring cells with a space; they come apart again at the spaces nearest to the rules. */
export function splitAtWalls(item: Placed, walls: readonly Rule[]): Placed[] {
  const { x, y, width, size, text } = item
  if (item.turn !== '1,0' || !text.includes(' ')) return [item]
  const middle = y - 0.3 * size
  const inside = walls
    .filter(({ at, from, to }) => at > x + 0.3 * size && at < x + width - 0.3 * size && from < middle && middle < to)
    .map(({ at }) => at)
  if (inside.length === 0) return [item]
  const unit = width / Math.max(1, extentOf(text))
  const spaces = [...text.matchAll(/ +/g)].map(({ index, 0: space }) => ({
    index,
    end: index + space.length,
    x: x + unit * extentOf(text.slice(0, index)),
  }))
  const cuts = new Set(
    inside.map((wall) => spaces.reduce((a, b) => (Math.abs(a.x - wall) <= Math.abs(b.x - wall) ? a : b))),
  )
  let from = 0
  const pieces: Placed[] = []
  for (const cut of [...cuts, { index: text.length, end: text.length }]) {
    const [left, right] = [x + unit * extentOf(text.slice(0, from)), x + unit * extentOf(text.slice(0, cut.index))]
    pieces.push({ ...item, text: text.slice(from, cut.index), x: left, width: right - left })
    from = cut.end
  }
  return pieces
}

/** A text's length in full-width letters, about. */
function extentOf(text: string): number {
  let extent = 0
  for (const letter of text) extent += isCjk(letter) ? 1 : 0.5
  return extent
}
