import type { Block, Span } from './layout.ts'
import { cutLong } from './pieces.ts'

/** A block, or a piece of one that is too long; `isRest`: not its first piece. */
export type BlockPart = Span & { block: Block; isRest: boolean }
export type TablePart = Span & { rows: Block[] }
export type Part = BlockPart | TablePart

/** Parts that are shown and taken away together. */
export type Section = Span & { parts: Part[] }

const ROWS_AT_ONCE = 40
const CHARACTERS_AT_ONCE = 1_500
const PARTS_AT_ONCE = 16

function startsTable(before: Block | undefined, row: Block): boolean {
  if (before?.kind !== 'table_row') return true
  return row.columns === undefined && before.columns !== undefined
}

/** Rows that follow each other make a table, a long one several. */
function toParts(text: string, blocks: readonly Block[]): Part[] {
  const parts: Part[] = []
  for (const [at, block] of blocks.entries()) {
    const last = parts.at(-1)
    if (block.kind !== 'table_row') {
      const pieces = cutLong(text, block)
      parts.push(...pieces.map((piece, index) => ({ ...piece, block, isRest: index > 0 })))
    } else if (last && 'rows' in last && !startsTable(blocks[at - 1], block) && last.rows.length < ROWS_AT_ONCE) {
      last.rows.push(block)
      last.end = block.end
    } else {
      parts.push({ start: block.start, end: block.end, rows: [block] })
    }
  }
  return parts
}

/** The sections of a flowing text, each small enough to be shown at once. */
export function cutSections(text: string, blocks: readonly Block[]): Section[] {
  const sections: Section[] = []
  for (const part of toParts(text, blocks)) {
    const last = sections.at(-1)
    const fits = last && last.parts.length < PARTS_AT_ONCE && part.end - last.start <= CHARACTERS_AT_ONCE
    if (fits && !('rows' in part && part.rows.length > PARTS_AT_ONCE)) {
      last.parts.push(part)
      last.end = part.end
    } else {
      sections.push({ start: part.start, end: part.end, parts: [part] })
    }
  }
  return sections
}
