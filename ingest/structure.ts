import { cleanHeading } from '../src/language/headings.ts'
import type { Block, Extraction } from './extraction.ts'
import { withoutListItems } from './structure/lists.ts'
import { findMarks, type Mark } from './structure/marks.ts'
import { cutBlocks, type Piece } from './structure/pieces.ts'
import { joinWrappedLines } from './structure/wrapped-lines.ts'

/**
 * A block with its place in the document: the headings above it, highest first (a heading's own is the last), and who
 * speaks, as the bare name.
 */
export type StructuredBlock = Block & { headings: string[]; speaker?: string }

/** Numbered headings rank below those of the format, whatever their level. */
const NUMBERED_RANK = 10
const LONGEST_TITLE = 120

type Section = { rank: number; title: string }
type Turn = { speaker: string; depth: number } | undefined

/** A heading's place in the order of headings (lower is higher), or undefined for what is none. */
function rankOf(piece: Piece): number | undefined {
  if (piece.numbered) return NUMBERED_RANK + piece.numbered.level
  return piece.kind === 'heading' ? (piece.level ?? 6) : undefined
}

function titleOf(text: string, piece: Piece): string {
  return (piece.numbered?.title ?? cleanHeading(text.slice(piece.start, piece.end))).slice(0, LONGEST_TITLE)
}

function toBlock(piece: Piece, sections: Section[], turn: Turn): StructuredBlock {
  const { mark: _mark, numbered, ...block } = piece
  const headings = sections.map(({ title }) => title).filter((title) => title !== '')
  const heading = numbered && { kind: 'heading' as const, level: Math.min(6, Math.max(1, numbered.level)) }
  return { ...block, ...heading, headings, ...(turn && { speaker: turn.speaker }) }
}

/** The turn after a mark. A turn inside which headings began takes them with it when it ends. */
function takeTurn(mark: Mark, sections: Section[], turn: Turn): Turn {
  if (mark.speaker === undefined && (mark.opens === 'question' || mark.opens === 'answer')) return turn
  if (turn) sections.length = Math.min(sections.length, turn.depth)
  return mark.speaker === undefined ? undefined : { speaker: mark.speaker, depth: sections.length }
}

/**
 * Gives every block its headings and its speaker, and cuts blocks in which several turns or headings were glued
 * together. Headings are those of the format and, in plain text, numbered lines (第三章, 一、, （一）, 1., 1.1, 1）).
 * Speakers are names marked as such (`姓名1：甲`, `2.甲：`, `甲：`, `【甲】`, `甲 11139：`, a name alone before its points)
 * that the document's member lists hold or that are made like a name. Pure; linear in the text.
 */
export function structureDocument({ text, blocks }: Extraction): StructuredBlock[] {
  const whole = joinWrappedLines(text, blocks)
  const pieces = withoutListItems(cutBlocks(text, whole, findMarks(text, whole)))
  const sections: Section[] = []
  let turn: Turn
  return pieces.map((piece) => {
    const rank = rankOf(piece)
    if (rank !== undefined) {
      while ((sections.at(-1)?.rank ?? 0) >= rank) sections.pop()
      if (rank <= NUMBERED_RANK || (turn && sections.length < turn.depth)) turn = undefined
      sections.push({ rank, title: titleOf(text, piece) })
    }
    if (piece.mark) turn = takeTurn(piece.mark, sections, turn)
    return toBlock(piece, sections, turn)
  })
}
