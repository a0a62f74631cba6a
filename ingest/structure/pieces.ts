import { type NumberedHeading, readNumberedHeading } from '../../src/language/headings.ts'
import { skipWhite, trimEnd } from '../../src/language/letters.ts'
import type { Block } from '../extraction.ts'
import { readGroupHeading } from './groups.ts'
import type { Mark } from './marks.ts'
import { visitPlaces } from './places.ts'

/** A block, or a part of one that stands for itself: a speaker's turn, a heading inside a long line. */
export type Piece = Block & { mark?: Mark; numbered?: NumberedHeading }

const INLINE_HEADING =
  /(?:第[一二三四五六七八九十\d]{1,3}(?:章|篇|部分)|[一二三四五六七八九十]{1,3}、)[ ]?[^\s。；;！？!?，,：:]{2,30}(?:[：:]|(?=\s))/y

/** Longer lines are no headings. */
const LONGEST_LINE = 100

function readInlineHeading(text: string, at: number, end: number): number {
  INLINE_HEADING.lastIndex = at
  const found = INLINE_HEADING.exec(text)
  return found && at + found[0].length < end ? at + found[0].length : 0
}

type Cut = { at: number; mark?: Mark; numbered?: NumberedHeading; headingEnd?: number }

/** Reads a heading at a place of a plain paragraph: a whole line, or in a longer line its numbered beginning. */
function readHeadingAt(text: string, place: { at: number; kind: string }, end: number): Cut | undefined {
  const { at, kind } = place
  const group = readGroupHeading(text, at, end)
  if (group) return { at, numbered: { level: 0, series: 'group', value: 0, title: group.title }, headingEnd: group.end }
  let numbered: NumberedHeading | undefined
  if (kind === 'line') {
    const line = text.slice(at, Math.min(end, at + LONGEST_LINE)).split('\n', 1)[0] ?? ''
    numbered = line.length < LONGEST_LINE ? readNumberedHeading(line) : undefined
    if (numbered) return { at, numbered, headingEnd: at + line.length }
  }
  const inlineEnd = readInlineHeading(text, at, end)
  if (inlineEnd > 0) numbered = readNumberedHeading(text.slice(at, inlineEnd))
  return numbered && { at, numbered, headingEnd: inlineEnd }
}

function findCuts(text: string, block: Block, marks: Mark[]): Cut[] {
  const cuts = new Map(marks.map((mark): [number, Cut] => [mark.at, { at: mark.at, mark }]))
  if (block.kind !== 'paragraph') return [...cuts.values()]
  visitPlaces(text, block.start, block.end, (place) => {
    const mark = cuts.get(place.at)?.mark
    if (mark && mark.opens !== 'people') return
    const cut = readHeadingAt(text, place, block.end)
    if (cut && (!mark || cut.numbered?.series === 'group')) cuts.set(place.at, mark ? { ...cut, mark } : cut)
  })
  return [...cuts.values()].sort((a, b) => a.at - b.at)
}

/** Cuts a block at its marks and headings; every piece is trimmed, and nothing but white space is left between them. */
function cutBlock(text: string, block: Block, marks: Mark[]): Piece[] {
  const pieces: Piece[] = []
  const push = (start: number, end: number, cut?: Cut): void => {
    const from = skipWhite(text, start, end)
    const to = trimEnd(text, from, end)
    if (to <= from) return
    const { mark, numbered } = cut ?? {}
    pieces.push({ ...block, start: from, end: to, ...(mark && { mark }), ...(numbered && { numbered }) })
  }
  let start = block.start
  let open: Cut | undefined
  for (const cut of findCuts(text, block, marks)) {
    if (cut.at < start) continue
    push(start, cut.at, open)
    start = cut.at
    open = cut
    if (cut.headingEnd !== undefined) {
      push(start, cut.headingEnd, cut)
      start = cut.headingEnd
      open = undefined
    }
  }
  push(start, block.end, open)
  return pieces
}

/** All blocks of a document, cut at the places where a speaker's turn or a numbered heading begins. */
export function cutBlocks(text: string, blocks: Block[], marks: Mark[]): Piece[] {
  const pieces: Piece[] = []
  let next = 0
  for (const block of blocks) {
    const own: Mark[] = []
    for (let mark = marks[next]; mark && mark.at < block.end; mark = marks[++next]) own.push(mark)
    for (const piece of cutBlock(text, block, own)) pieces.push(piece)
  }
  return pieces
}
