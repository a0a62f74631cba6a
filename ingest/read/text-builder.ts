import { AppError } from '../../src/errors.ts'
import type { Block, BlockKind, CellSpan, Extraction } from '../extraction.ts'
import { cleanText } from './clean-text.ts'
import { MAX_BLOCKS, MAX_TEXT_CHARS } from './limits.ts'

export type BlockDetails = Pick<Block, 'level' | 'page' | 'columns'> & {
  /** Spaces before the block. */ indent?: number
  /** A blank line comes before, as it does before headings. */ isApart?: boolean
  /** Counted from the beginning of the text given. */ cells?: CellSpan[]
}

export type TextBuilder = {
  /**
   * Puts a block on a line of its own; text without anything but white space is left out. White space around it is cut
   * off. The text has to be clean where the caller counts in it.
   * @returns the offset at which the text as given begins.
   */
  add: (kind: BlockKind, text: string, details?: BlockDetails) => number | undefined
  finish: () => Pick<Extraction, 'text' | 'blocks'>
}

/** Grows an extraction's text block by block, so that the blocks' offsets are right by construction. */
export function createTextBuilder(fileName: string): TextBuilder {
  const parts: string[] = []
  const blocks: Block[] = []
  let length = 0

  function append(part: string): void {
    parts.push(part)
    length += part.length
  }

  function add(
    kind: BlockKind,
    raw: string,
    { indent = 0, isApart = kind === 'heading', cells, ...details }: BlockDetails = {},
  ) {
    const text = cleanText(raw).trim()
    if (text === '') return undefined
    if (length > 0) append(isApart ? '\n\n' : '\n')
    if (indent > 0) append(' '.repeat(indent))
    const start = length
    append(text)
    if (length > MAX_TEXT_CHARS) throw textTooLong(fileName)
    if (blocks.length >= MAX_BLOCKS) throw tooManyBlocks(fileName)
    const origin = start - (raw.length - raw.trimStart().length)
    const inText = cells?.map((cell) => ({ ...cell, start: cell.start + origin, end: cell.end + origin }))
    blocks.push({ kind, start, end: length, ...details, ...(inText && { cells: inText }) })
    return origin
  }

  return { add, finish: () => ({ text: parts.join(''), blocks }) }
}

export function textTooLong(fileName: string): AppError {
  const limit = MAX_TEXT_CHARS.toLocaleString('en')
  return new AppError(
    'text_too_long',
    `${fileName}: the text is longer than ${limit} characters; split the file into smaller ones.`,
  )
}

export function tooManyBlocks(fileName: string): AppError {
  const limit = MAX_BLOCKS.toLocaleString('en')
  return new AppError(
    'text_too_long',
    `${fileName}: it has more than ${limit} lines or rows; split the file into smaller ones.`,
  )
}
