import type { Layout, LayoutBlock, LayoutFormat } from '../db/layout-body.ts'
import { extensionOf } from './accepted-files.ts'

const FORMATS: Readonly<Record<string, LayoutFormat>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.pdf': 'pdf',
  '.docx': 'docx',
  '.pptx': 'pptx',
  '.xlsx': 'xlsx',
}

/** What can be said of a text whose reader kept no layout: each line that is not blank is a paragraph, on its chunk's page. */
export function plainLayout(
  path: string,
  text: string,
  chunks: readonly { start: number; end: number; page: number | null }[],
): Layout {
  const blocks: LayoutBlock[] = []
  let at = 0
  for (const { 0: line, index } of text.matchAll(/[^\n\r]+/g)) {
    const words = line.trim()
    if (words === '') continue
    const start = index + line.indexOf(words)
    while ((chunks[at]?.end ?? Number.POSITIVE_INFINITY) <= start) at += 1
    const page = chunks[at]?.page ?? null
    blocks.push({ kind: 'paragraph', start, end: start + words.length, ...(page !== null && { page }) })
  }
  return { format: FORMATS[extensionOf(path)] ?? 'text', blocks }
}
