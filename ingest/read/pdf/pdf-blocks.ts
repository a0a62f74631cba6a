import type { BlockKind } from '../../extraction.ts'
import type { BlockDetails, TextBuilder } from '../text-builder.ts'
import { fullLineTest } from './pdf-columns.ts'
import type { JoinLines } from './pdf-join.ts'
import { MARKER, type Segment } from './pdf-segments.ts'
import { LEADER, type Piece } from './pdf-tables.ts'
import { shiftTraces, type Trace, type TracedText, traceLine } from './pdf-trace.ts'

const HEADING_GROWTH = 1.15
const MAX_HEADING_CHARS = 80
/** Sizes that hold more than this share of the characters, together with all larger ones, are no heading sizes. */
const MAX_HEADING_SHARE = 0.25
const MAX_LEADING = 2.2
/** Text that is set wider all over may have lines this far apart. */
const WIDEST_LEADING = 3.2

/**
 * Adds lines and rows to the text: headings by their size, lines of a paragraph joined, each block with its first page.
 * @returns where in the whole text the words of each line stand, in text order.
 */
export function addPdfBlocks(pieces: readonly Piece[], join: JoinLines, builder: TextBuilder): Trace[] {
  const lines = pieces.flatMap((piece) => ('line' in piece ? [piece.line] : []))
  const levels = headingLevels(pieces)
  const isFull = fullLineTest(lines)
  const leading = usualLeading(lines)
  const traces: Trace[] = []
  let paragraph: Segment[] = []
  /** Footnotes that stand between the parts of a paragraph that goes on over the page. */
  let notes: Segment[][] = []

  function add(kind: BlockKind, { text, traces: inBlock }: TracedText, details: BlockDetails): void {
    const origin = builder.add(kind, text, details)
    if (origin !== undefined) traces.push(...shiftTraces(inBlock, origin))
  }

  function flush(): void {
    const [first] = paragraph
    if (first) flushLines(first)
    for (const [top, ...others] of notes) {
      if (top) add('note', join([top, ...others].map(traceLine)), { page: top.page })
    }
    notes = []
  }

  function flushLines(first: Segment): void {
    const traced = join(paragraph.map(traceLine))
    const { text } = traced
    const level = text.length <= MAX_HEADING_CHARS && !LEADER.test(text) ? levels.get(sizeKey(first)) : undefined
    if (level !== undefined) add('heading', traced, { level, page: first.page })
    else add(/^[•●○■□◆◇▪▫◦‣∙➢]/.test(text) ? 'list_item' : 'paragraph', traced, { page: first.page })
    paragraph = []
  }

  for (const piece of pieces) {
    if ('note' in piece) {
      notes.push(piece.note)
      continue
    }
    if ('row' in piece) {
      flush()
      add('table_row', piece.row, { page: piece.page, ...(piece.columns && { columns: piece.columns }) })
      continue
    }
    if (!continuesParagraph(paragraph, piece.line, { isFull, leading, isHeading: levels.has(sizeKey(piece.line)) }))
      flush()
    paragraph.push(piece.line)
  }
  flush()
  return traces
}

function sizeKey({ size }: Segment): number {
  return Math.round(size * 2)
}

/** Heading levels by letter size: sizes clearly above the most frequent one, the largest being level 1. */
function headingLevels(pieces: readonly Piece[]): Map<number, number> {
  const characters = new Map<number, number>()
  for (const piece of pieces) {
    if ('line' in piece) {
      const key = sizeKey(piece.line)
      characters.set(key, (characters.get(key) ?? 0) + piece.line.text.length)
    }
  }
  const total = [...characters.values()].reduce((sum, count) => sum + count, 0)
  const body = [...characters].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0]
  const levels = new Map<number, number>()
  let seen = 0
  for (const [key, count] of [...characters].sort(([a], [b]) => b - a)) {
    seen += count
    if (key < body * HEADING_GROWTH || seen > total * MAX_HEADING_SHARE) break
    levels.set(key, Math.min(6, levels.size + 1))
  }
  return levels
}

/** How far apart lines of one paragraph may be, in letter sizes: a little more than most lines of the document are. */
function usualLeading(lines: readonly Segment[]): number {
  const counts = new Map<number, number>()
  for (const [at, line] of lines.entries()) {
    const next = lines[at + 1]
    if (!next || next.page !== line.page || sizeKey(next) !== sizeKey(line) || next.y <= line.y) continue
    const step = Math.round((10 * (next.y - line.y)) / line.size)
    counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  const usual = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0] / 10
  return Math.min(WIDEST_LEADING, Math.max(MAX_LEADING, 1.1 * usual))
}

function continuesParagraph(
  paragraph: readonly Segment[],
  next: Segment,
  { isFull, leading, isHeading }: { isFull: (line: Segment) => boolean; leading: number; isHeading: boolean },
): boolean {
  const [first, last] = [paragraph[0], paragraph.at(-1)]
  if (!first || !last || sizeKey(last) !== sizeKey(next)) return false
  if (/[。！？；：.!?;:…](?:[”’」』）)"']*)$/.test(last.text) || /(?:\.\s?|…|·){4,}\s*\w+$/.test(last.text))
    return false
  if (MARKER.test(next.text)) return false
  const step = next.y - last.y
  const isNextPage = next.page === last.page + 1
  if (next.page === last.page && step < 0 && next.x0 > last.x1) return isFull(last) && !isHeading
  if (!isNextPage && (step <= 0 || step > leading * next.size)) return false
  if (isHeading) return !isNextPage && Math.abs(next.x0 - last.x0) < 12 * next.size && last.text.length > 12
  return isFull(last) && startsBelow(first, last, next, paragraph.length)
}

/** At the same left edge, back from a first line's indent, or under the words behind a bullet or number. */
function startsBelow(first: Segment, last: Segment, next: Segment, lines: number): boolean {
  const tolerance = 0.6 * next.size
  if (Math.abs(next.x0 - last.x0) < tolerance) return true
  if (first.textX > first.x0 + tolerance && Math.abs(next.x0 - first.textX) < tolerance) return true
  return lines === 1 && last.x0 > next.x0 && last.x0 - next.x0 < 2.6 * next.size
}
