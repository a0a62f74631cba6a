import type { Block, Extraction } from '../../extraction.ts'

/** One block per line that is not blank, without the white space around it. The text itself is not changed. */
export function readPlainText(text: string): Extraction {
  const blocks: Block[] = []
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    const start = line.index + (line[0].length - line[0].trimStart().length)
    const end = line.index + line[0].trimEnd().length
    if (start < end) blocks.push({ kind: 'paragraph', start, end })
  }
  return { text, blocks, warnings: [] }
}
