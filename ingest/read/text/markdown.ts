import type { Block, Extraction } from '../../extraction.ts'
import * as lineOf from './markdown-lines.ts'
import { type MarkdownLine, splitLines } from './markdown-lines.ts'

const MAX_SETEXT_CHARS = 80

/** A paragraph or list item that the next line may continue. */
type OpenBlock = { block: Block; lines: number; quotes: number }

/** Markdown as written, with its headings, paragraphs, list items, table rows and code set apart. */
export function readMarkdown(text: string): Extraction {
  const lines = splitLines(text)
  const blocks: Block[] = []
  const frontMatter = frontMatterEnd(lines)
  let open: OpenBlock | undefined

  pushLines(blocks, lines, 1, frontMatter - 1)
  for (let at = frontMatter; at < lines.length; ) {
    const line = lines[at]
    if (line === undefined) break
    const special = readSpecialLine(blocks, lines, at, open)
    if (special > at || line.text.trim() === '') {
      open = undefined
      at = Math.max(special, at + 1)
    } else {
      open = readTextLine(blocks, line, open)
      at += 1
    }
  }

  const title = titleOf(text, blocks, lines.slice(0, frontMatter))
  return { text, blocks, warnings: [], ...(title && { title }) }
}

/** Headings, rules, code and tables. Returns the line to go on with; the same one if this is a line of text. */
function readSpecialLine(blocks: Block[], lines: MarkdownLine[], at: number, open: OpenBlock | undefined): number {
  const line = lines[at]
  if (line === undefined) return at
  const fence = lineOf.matchFence(line)
  if (fence) return readFencedCode(blocks, lines, at, fence)
  const heading = lineOf.matchAtxHeading(line)
  if (heading) {
    const { level, start, end } = heading
    if (start < end) blocks.push({ kind: 'heading', start, end, level })
    return at + 1
  }
  const level = lineOf.matchSetextLevel(line)
  if (level && open && isTitleLike(open)) {
    Object.assign(open.block, { kind: 'heading', level })
    return at + 1
  }
  if (lineOf.isThematicBreak(line)) return at + 1
  if (line.text.includes('|') && lineOf.isTableDelimiter(lines[at + 1])) return readTable(blocks, lines, at)
  return at
}

function isTitleLike({ block, lines }: OpenBlock): boolean {
  return block.kind === 'paragraph' && lines === 1 && block.end - block.start <= MAX_SETEXT_CHARS
}

function readTextLine(blocks: Block[], line: MarkdownLine, open: OpenBlock | undefined): OpenBlock | undefined {
  const end = line.start + line.text.trimEnd().length
  const itemStart = lineOf.matchListItem(line)
  if (itemStart === undefined && open && continues(open, line)) {
    open.block.end = end
    open.lines += 1
    return open
  }
  const start = itemStart ?? line.start + (line.text.length - line.text.trimStart().length)
  if (start >= end) return undefined
  const block: Block = { kind: itemStart === undefined ? 'paragraph' : 'list_item', start, end }
  blocks.push(block)
  return { block, lines: 1, quotes: line.quotes }
}

function continues(open: OpenBlock, line: MarkdownLine): boolean {
  return open.quotes === line.quotes && (open.block.kind === 'paragraph' || /^\s/.test(line.text))
}

function readFencedCode(blocks: Block[], lines: MarkdownLine[], at: number, fence: string): number {
  let close = at + 1
  for (let line = lines[close]; line && !lineOf.closesFence(line, fence); line = lines[close]) close += 1
  pushLines(blocks, lines, at, close + 1)
  return close + 1
}

/** Makes one paragraph of whole lines, from `from` to before `to`. */
function pushLines(blocks: Block[], lines: MarkdownLine[], from: number, to: number): void {
  if (to <= from) return
  const filled = lines.slice(from, to).filter((line) => line.text.trim() !== '')
  const [first, last] = [filled[0], filled.at(-1)]
  if (!first || !last) return
  const start = first.start + (first.text.length - first.text.trimStart().length)
  blocks.push({ kind: 'paragraph', start, end: last.start + last.text.trimEnd().length })
}

function readTable(blocks: Block[], lines: MarkdownLine[], at: number): number {
  const header = lines[at]
  if (header === undefined) return at
  const columns = lineOf.splitCells(lineOf.trimTableRow(header).text).join(' | ')
  pushRow(blocks, header)
  let next = at + 2
  for (let line = lines[next]; line?.text.includes('|') && line.quotes === header.quotes; line = lines[++next]) {
    pushRow(blocks, line, columns)
  }
  return next
}

function pushRow(blocks: Block[], line: MarkdownLine, columns?: string): void {
  const { start, text } = lineOf.trimTableRow(line)
  if (!/[^|\s]/.test(text)) return
  blocks.push({ kind: 'table_row', start, end: start + text.length, ...(columns && { columns }) })
}

/** The number of lines of a YAML front matter, its `---` lines included; 0 when there is none. */
function frontMatterEnd(lines: MarkdownLine[]): number {
  if (lines[0]?.text.trimEnd() !== '---' || !/^[\w-]+\s*:/.test(lines[1]?.text ?? '')) return 0
  return lines.findIndex((line, at) => at > 0 && /^(---|\.\.\.)\s*$/.test(line.text)) + 1
}

function titleOf(text: string, blocks: Block[], frontMatter: MarkdownLine[]): string | undefined {
  const heading = blocks.find((block) => block.kind === 'heading' && block.level === 1)
  if (heading) return stripInlineMarkup(text.slice(heading.start, heading.end))
  const named = frontMatter
    .map((line) => /^title\s*:\s*(.+)$/.exec(line.text)?.[1])
    .find((title) => title !== undefined)
  return named?.trim().replace(/^(["'])(.*)\1$/, '$2')
}

function stripInlineMarkup(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|~~|`)(.+?)\1/g, '$2')
    .trim()
}
