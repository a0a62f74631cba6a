import { element } from './dom.ts'

/** Makes the node for a mark `[n]`, or nothing where n is no source of the answer. */
type MakeMark = (n: number) => Node | undefined

const INLINE = /\[(\d{1,3})\]|\*\*([^*\n]+)\*\*|`([^`\n]+)`/g

function inline(text: string, makeMark: MakeMark): (Node | string)[] {
  const nodes: (Node | string)[] = []
  let at = 0
  for (const found of text.matchAll(INLINE)) {
    const [whole, mark, strong, code] = found
    nodes.push(text.slice(at, found.index))
    at = found.index + whole.length
    if (mark !== undefined) nodes.push(makeMark(Number(mark)) ?? whole)
    if (strong !== undefined) nodes.push(element('strong', {}, ...inline(strong, makeMark)))
    if (code !== undefined) nodes.push(element('code', {}, code))
  }
  return [...nodes, text.slice(at)].filter((node) => node !== '')
}

const ITEM = /^\s*(?:[-*•]|(\d{1,3})[.)、])\s*(?=\S)/

function listOf(lines: readonly string[], makeMark: MakeMark): HTMLElement {
  const first = ITEM.exec(lines[0] ?? '')?.[1]
  const items = lines.map((line) => element('li', {}, ...inline(line.replace(ITEM, ''), makeMark)))
  return first === undefined ? element('ul', {}, ...items) : element('ol', { start: Number(first) }, ...items)
}

function isItem(line: string): boolean {
  return ITEM.test(line) && !line.startsWith('**')
}

function isSameBlock(a: string, b: string): boolean {
  return isItem(a) === isItem(b) && !/^#{1,6}\s/.test(a) && !/^#{1,6}\s/.test(b)
}

function blocksOf(text: string): string[][] {
  const blocks: string[][] = []
  let previous = ''
  for (const line of text.split('\n')) {
    const open = blocks.at(-1)
    if (line.trim() !== '') {
      if (open && previous.trim() !== '' && isSameBlock(previous, line)) open.push(line)
      else blocks.push([line])
    }
    previous = line
  }
  return blocks
}

function blockNode(lines: readonly string[], makeMark: MakeMark): HTMLElement {
  const [first = ''] = lines
  const heading = /^#{1,6}\s+(.*)$/.exec(first)?.[1]
  if (heading !== undefined) return element('h3', {}, ...inline(heading, makeMark))
  if (isItem(first)) return listOf(lines, makeMark)
  const rows = lines.flatMap((line, index) => [...(index > 0 ? [element('br')] : []), ...inline(line, makeMark)])
  return element('p', {}, ...rows)
}

/** An answer's Markdown as nodes: paragraphs, lists, headings, bold, code and marks. Anything else stays text. */
export function renderAnswerText(text: string, makeMark: MakeMark): HTMLElement[] {
  return blocksOf(text).map((lines) => blockNode(lines, makeMark))
}
