/** One block of the small Markdown subset that the sources are written in. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: ListItem[] }
  | { kind: 'table'; rows: string[][] }

export type ListItem = { text: string; depth: number }

/** A heading of level two with the blocks up to the next one: a slide or a sheet. */
export type Section = { title: string; blocks: Block[] }

const HEADING = /^(#{1,6})\s+(.*)$/
const ITEM = /^(\s*)(?:[-*]|(\d+)[.、])\s+(.*)$/
const RULE = /^\s*(?:-{3,}|\*{3,})\s*$/
const TABLE_RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/

/** Parses a source. Every line that is not part of a list or a table is a block of its own. */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = []
  for (const line of source.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (line.trim() === '' || RULE.test(line)) continue
    addLine(blocks, line)
  }
  return blocks
}

/** The sections of a parsed source. What stands before the first level-two heading belongs to none. */
export function sectionsOf(blocks: Block[]): Section[] {
  const sections: Section[] = []
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 2) sections.push({ title: block.text, blocks: [] })
    else sections.at(-1)?.blocks.push(block)
  }
  return sections
}

/** The document's own title: its first level-one heading, or else `fallback`. */
export function titleOf(blocks: Block[], fallback: string): string {
  for (const block of blocks) if (block.kind === 'heading' && block.level === 1) return block.text
  return fallback
}

function addLine(blocks: Block[], line: string): void {
  const heading = HEADING.exec(line)
  const item = ITEM.exec(line)
  if (heading) blocks.push(headingBlock(heading))
  else if (line.trimStart().startsWith('|')) addTableLine(blocks, line)
  else if (item) addItem(blocks, item)
  else blocks.push({ kind: 'paragraph', text: plain(line.replace(/^\s*>\s?/, '')) })
}

function headingBlock(match: RegExpExecArray): Block {
  const depth = match[1]?.length ?? 1
  return { kind: 'heading', level: depth === 1 ? 1 : depth === 2 ? 2 : 3, text: plain(match[2] ?? '') }
}

function addItem(blocks: Block[], match: RegExpExecArray): void {
  const ordered = match[2] !== undefined
  const item = { text: plain(match[3] ?? ''), depth: Math.min(2, Math.floor((match[1] ?? '').length / 2)) }
  const last = blocks.at(-1)
  if (last?.kind === 'list' && last.ordered === ordered) last.items.push(item)
  else blocks.push({ kind: 'list', ordered, items: [item] })
}

function addTableLine(blocks: Block[], line: string): void {
  if (TABLE_RULE.test(line)) return
  const row = cellsOf(line)
  const last = blocks.at(-1)
  if (last?.kind === 'table') last.rows.push(row)
  else blocks.push({ kind: 'table', rows: [row] })
}

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => plain(cell.replaceAll('\\|', '|')))
}

/** The sources carry no inline markup on purpose; a stray bold mark or back tick is dropped. */
function plain(text: string): string {
  return text.replaceAll('**', '').replaceAll('`', '').trim()
}
