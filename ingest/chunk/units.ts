import { skipWhite, trimEnd } from '../../src/language/letters.ts'
import { readListMark } from '../../src/language/list-marks.ts'
import { splitSentences } from '../../src/language/sentences.ts'
import { cutHard } from '../../src/language/soft-cuts.ts'
import type { Span } from '../../src/language/span.ts'
import type { StructuredBlock } from '../structure.ts'
import { findBonds, isQuestion } from './bonds.ts'
import { LONGEST_CHUNK, SOFT_CHUNK } from './limits.ts'
import { cutRow } from './rows.ts'

/** What a chunk is packed from and never cuts: a block, or a sentence of a long one. */
export type Unit = Span & {
  block: StructuredBlock
  /** A heading, a bare name, a question, a caption: it introduces what follows. */
  introduces: boolean
  /** It is a question, which stays with its answer whoever gives that. */
  asks: boolean
  startsSection: boolean
  /** The section of the highest level that the document has several of, and whether the unit is a row of a table. */
  section: string
  inTable: boolean
  /** Units of one number are one thought, and stay together. */
  bond: number | undefined
}

const LONGEST_HEADING = 200
const LONGEST_LABEL = 60
const LABEL = /[：:]\s*$/
const BLANK_LINE = /\n[^\S\n]*\n/
const SENTENCE_SIGN = /[，,；;]|[。！？!?.…](?:\s|$)/
const CAPTION = /^(?:表|图|Table|Figure)\s*\d/

/** Whether a sentence of a long block announces the next one: `两个原因：`. */
function isLabel(text: string, { start, end }: Span): boolean {
  return end - start <= LONGEST_LABEL && LABEL.test(text.slice(start, end))
}

/** Whether a block introduces the next one for certain: a heading, a question, a label, a caption, a name alone. */
function introducesNext(text: string, block: StructuredBlock): boolean {
  const { start, end } = block
  if (block.kind === 'table_row') return false
  if (end - start <= SOFT_CHUNK && isQuestion(text, block)) return true
  if (end - start > LONGEST_HEADING) return false
  if (block.kind === 'heading') return true
  if (end - start > LONGEST_LABEL) return false
  const content = text.slice(start, end)
  return LABEL.test(content) || CAPTION.test(content) || isBareName(content, block.speaker)
}

/** Whether a block is a short line of its own after a blank one, without a final sign: a title that nothing marks. */
function isTitleLine(text: string, block: StructuredBlock, before: StructuredBlock | undefined): boolean {
  if (block.kind !== 'paragraph' || !before || block.end - block.start > LONGEST_LABEL) return false
  if (!BLANK_LINE.test(text.slice(before.end, block.start))) return false
  return !SENTENCE_SIGN.test(text.slice(block.start, block.end)) && !readListMark(text, block.start, block.end)
}

function isBareName(content: string, speaker: string | undefined): boolean {
  return (
    speaker !== undefined &&
    content.length < speaker.length + 20 &&
    content.replace(/[^\p{L}、]/gu, '').endsWith(speaker)
  )
}

/** The headings that all parts of the document share (its title): the sections are those below. */
function sharedDepth(blocks: StructuredBlock[]): number {
  const paths = blocks.filter(({ headings }) => headings.length > 0).map(({ headings }) => headings)
  const first = paths[0] ?? []
  let depth = 0
  while (depth < first.length && paths.every((path) => path[depth] === first[depth] || path.length <= depth)) depth++
  return depth < first.length || paths.some((path) => path.length > depth) ? depth : Math.max(0, depth - 1)
}

function piecesOf(text: string, block: StructuredBlock, start: number, end: number): Span[] {
  if (block.kind === 'table_row') return cutRow(text, { ...block, start, end })
  if (end - start <= SOFT_CHUNK) return [{ start, end }]
  return splitSentences(text, { start, end }).flatMap((sentence) => cutHard(text, sentence, LONGEST_CHUNK))
}

/** The units of a document, in order. */
export function toUnits(text: string, blocks: StructuredBlock[]): Unit[] {
  const depth = sharedDepth(blocks)
  const titles = blocks.map((block, index) => isTitleLine(text, block, blocks[index - 1]))
  const bonds = findBonds(text, blocks, titles)
  const units: Unit[] = []
  blocks.forEach((block, index) => {
    const start = skipWhite(text, block.start, block.end)
    const end = trimEnd(text, start, block.end)
    if (end <= start) return
    const introduces = introducesNext(text, block) || (titles[index] === true && titles[index + 1] === false)
    const asks = introduces && isQuestion(text, block)
    const bond = bonds[index]
    const section = block.page === undefined ? (block.headings[depth] ?? '') : ''
    const inTable = block.kind === 'table_row'
    const pieces = introduces ? [{ start, end }] : piecesOf(text, block, start, end)
    pieces.forEach((piece, at) => {
      const startsSection = block.kind === 'heading' && piece.start === start
      const leads = introduces || (at < pieces.length - 1 && isLabel(text, piece))
      units.push({
        start: piece.start,
        end: piece.end,
        block,
        introduces: leads,
        asks,
        startsSection,
        section,
        inTable,
        bond,
      })
    })
  })
  return units
}
