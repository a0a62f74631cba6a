import { splitSentences } from '../../src/language/sentences.ts'
import type { Block } from '../extraction.ts'

/** Characters on either side of a line break that tell whether a sentence runs across it. */
const AROUND = 200

function runsOn(text: string, line: Block, next: Block): boolean {
  if (line.kind !== 'paragraph' || next.kind !== 'paragraph' || line.page !== next.page) return false
  if ((text.slice(line.end, next.start).match(/\n/g)?.length ?? 0) !== 1) return false
  const span = { start: Math.max(line.start, line.end - AROUND), end: Math.min(next.end, next.start + AROUND) }
  return splitSentences(text, span).some(({ start, end }) => start < line.end && end > next.start)
}

/** Joins the lines of a sentence that a page's width has broken, where a reader gave one block per line. */
export function joinWrappedLines(text: string, blocks: Block[]): Block[] {
  const joined: Block[] = []
  let line: Block | undefined
  for (const block of blocks) {
    const open = joined.at(-1)
    if (open && line && runsOn(text, line, block)) joined[joined.length - 1] = { ...open, end: block.end }
    else joined.push(block)
    line = block
  }
  return joined
}
