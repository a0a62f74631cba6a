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
/** Sections in which a name before a colon has a task and says nothing. */
const TASK_SECTION = /待办|行动项|后续事项|任务分工|责任分工|工作分工|责任人|Action items|Next steps|To-?dos?\b/i

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

/** Where in the document a piece stands, while its pieces are read in order. */
type Place = {
  sections: Section[]
  turn: Turn
  /** Somebody spoke since the heading of the group. */
  hasGroupSpoken: boolean
  /** In a list of tasks, where names are of those who have them. */
  areTasks: boolean
}

function enterHeading(place: Place, rank: number, title: string): void {
  const { sections } = place
  while ((sections.at(-1)?.rank ?? 0) >= rank) sections.pop()
  if (rank <= NUMBERED_RANK || (place.turn && sections.length < place.turn.depth)) place.turn = undefined
  if (rank === NUMBERED_RANK) place.hasGroupSpoken = false
  place.areTasks = place.turn === undefined && TASK_SECTION.test(title)
  sections.push({ rank, title })
}

/** The people of the next group are listed: what follows is no longer part of the one before. */
function leaveGroup({ sections }: Place): void {
  const group = sections.findIndex(({ rank }) => rank === NUMBERED_RANK)
  if (group >= 0) sections.length = group
}

/** The turn after a mark. A turn inside which headings began takes them with it when it ends. */
function takeTurn(mark: Mark, { sections, turn }: Place): Turn {
  if (mark.speaker === undefined && (mark.opens === 'question' || mark.opens === 'answer')) return turn
  if (turn) sections.length = Math.min(sections.length, turn.depth)
  return mark.speaker === undefined ? undefined : { speaker: mark.speaker, depth: sections.length }
}

function passMark(place: Place, mark: Mark): void {
  if (mark.opens === 'tasks') place.areTasks = true
  if (mark.opens === 'people') place.areTasks = false
  if (mark.opens === 'turn' && place.areTasks) return
  place.turn = takeTurn(mark, place)
  if (place.turn) place.hasGroupSpoken = true
  else if (mark.opens === 'people' && place.hasGroupSpoken) {
    leaveGroup(place)
    place.hasGroupSpoken = false
  }
}

/**
 * Gives every block its headings and its speaker, and cuts blocks in which several turns or headings were glued
 * together. Headings are those of the format and, in plain text, numbered lines (第三章, 一、, （一）, 1., 1.1, 1）, ①)
 * and the groups of a discussion. Speakers are names marked as such (`姓名1：甲`, `2.甲：`, `甲：`, `【甲】`, `甲 20117：`, a name
 * alone before its points) that the document's member lists hold or that are made like a name; in lists of tasks nobody
 * speaks. Pure; linear in the text.
 */
export function structureDocument({ text, blocks }: Extraction): StructuredBlock[] {
  const whole = joinWrappedLines(text, blocks)
  const pieces = withoutListItems(cutBlocks(text, whole, findMarks(text, whole)))
  const place: Place = { sections: [], turn: undefined, hasGroupSpoken: false, areTasks: false }
  return pieces.map((piece) => {
    const rank = rankOf(piece)
    if (rank !== undefined) enterHeading(place, rank, titleOf(text, piece))
    if (piece.mark) passMark(place, piece.mark)
    return toBlock(piece, place.sections, place.turn)
  })
}
