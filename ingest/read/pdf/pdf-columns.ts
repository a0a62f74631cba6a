import { isCjk } from '../clean-text.ts'
import type { Segment } from './pdf-segments.ts'

/** Points. Lines of one column begin within a few letters of each other, indents included. */
const SLOT = 12
const INDENT_SLOTS = 4
/** The share of a column's lines that end together where its right margin is. */
const MIN_SHARE = 0.12
const MIN_LINES = 3
/** Letter sizes. Columns are at least this wide; lines of one column follow each other as closely as this. */
const MIN_COLUMN = 14
const COLUMN_LEADING = 2.6

/**
 * Tells whether a line reaches the right margin of its column, so that it broke off for want of room. The margins are
 * where the longest line or many lines end; one left edge may have several, as where columns follow full-width text.
 * A Chinese line breaks within a few characters of the margin, a Latin one within a word.
 */
export function fullLineTest(lines: readonly Segment[]): (line: Segment) => boolean {
  const endsByStart = new Map<number, number[]>()
  for (const { x0, x1 } of lines) {
    const slot = Math.round(x0 / SLOT)
    const ends = endsByStart.get(slot)
    if (ends) ends.push(x1)
    else endsByStart.set(slot, [x1])
  }
  const marginsBySlot = new Map([...endsByStart.keys()].map((slot) => [slot, marginsNear(endsByStart, slot)]))

  const columnFull = fullInColumns(lines)

  return (line) => {
    if (columnFull.has(line)) return true
    const { x0, x1, size, text } = line
    const { longest, common } = marginsBySlot.get(Math.round(x0 / SLOT)) ?? { longest: 0, common: [] }
    const isChinese = isCjk(text.at(-1))
    const slack = isChinese ? 3 * size : Math.max(6 * size, 0.15 * (longest - x0))
    return x1 > longest - slack || common.some((margin) => Math.abs(x1 - margin) < (isChinese ? 1.5 : 3) * size)
  }
}

function marginsNear(endsByStart: ReadonlyMap<number, number[]>, slot: number): { longest: number; common: number[] } {
  const near = [...endsByStart].filter(([start]) => Math.abs(start - slot) <= INDENT_SLOTS).flatMap(([, ends]) => ends)
  const counts = new Map<number, number>()
  for (const end of near) counts.set(Math.round(end / 6), (counts.get(Math.round(end / 6)) ?? 0) + 1)
  const enough = Math.max(MIN_LINES, near.length * MIN_SHARE)
  const common = [...counts].filter(([, count]) => count >= enough).map(([end]) => end * 6)
  return { longest: near.reduce((most, end) => Math.max(most, end), 0), common }
}

/**
 * The lines that reach as far as others around them in one column, whatever margins the page has elsewhere: columns may
 * begin where full-width text does.
 */
function fullInColumns(lines: readonly Segment[]): Set<Segment> {
  const full = new Set<Segment>()
  let run: Segment[] = []
  for (const [at, line] of lines.entries()) {
    run.push(line)
    const next = lines[at + 1]
    if (next && isBelow(line, next)) continue
    const right = run.reduce((most, { x1 }) => Math.max(most, x1), 0)
    const reaching = run.filter(({ x0, x1, size }) => right - x1 < 1.2 * size && x1 - x0 > MIN_COLUMN * size)
    if (run.length >= MIN_LINES && reaching.length > 1) for (const each of reaching) full.add(each)
    run = []
  }
  return full
}

function isBelow(line: Segment, next: Segment): boolean {
  const step = next.y - line.y
  const isNear = step > 0 && step < COLUMN_LEADING * line.size
  return isNear && next.page === line.page && Math.abs(next.x0 - line.x0) < COLUMN_LEADING * line.size
}
