export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  /** Numbers of citations that stand side by side. */
  | { kind: 'marks'; numbers: number[] }

export type Block =
  | { kind: 'heading'; children: Inline[] }
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'list'; start: number | undefined; items: Inline[][] }

const INLINE = /((?:\s?\[\d{1,3}\])+)|\*\*([^*\n]+)\*\*|`([^`\n]+)`/g

function readMarks(run: string, known: ReadonlySet<number>): Inline[] {
  const numbers = [...run.matchAll(/\d+/g)].map(([digits]) => Number(digits))
  const cited = [...new Set(numbers.filter((n) => known.has(n)))]
  const rest = numbers.filter((n) => !known.has(n)).map((n): Inline => ({ kind: 'text', text: `[${n}]` }))
  return [...rest, ...(cited.length > 0 ? [{ kind: 'marks' as const, numbers: cited }] : [])]
}

function readInline(text: string, known: ReadonlySet<number>): Inline[] {
  const parts: Inline[] = []
  let at = 0
  const addText = (end: number) => {
    if (end > at) parts.push({ kind: 'text', text: text.slice(at, end) })
  }
  for (const found of text.matchAll(INLINE)) {
    const [whole, marks, strong, code] = found
    addText(found.index)
    at = found.index + whole.length
    if (marks !== undefined) parts.push(...readMarks(marks, known))
    if (strong !== undefined) parts.push({ kind: 'strong', children: readInline(strong, known) })
    if (code !== undefined) parts.push({ kind: 'code', text: code })
  }
  addText(text.length)
  return parts
}

const ITEM = /^\s*(?:[-*•]|(\d{1,3})[.)、])\s*(?=\S)/
const HEADING = /^#{1,6}\s+/

function kindOf(line: string): Block['kind'] {
  if (HEADING.test(line)) return 'heading'
  return ITEM.test(line) && !line.startsWith('**') ? 'list' : 'paragraph'
}

function groupLines(text: string): string[][] {
  const groups: string[][] = []
  let isOpen = false
  for (const line of text.split('\n')) {
    const group = groups.at(-1)
    const first = group?.[0]
    const joins = isOpen && first !== undefined && kindOf(first) === kindOf(line) && kindOf(line) !== 'heading'
    if (line.trim() !== '') {
      if (group && joins) group.push(line)
      else groups.push([line])
    }
    isOpen = line.trim() !== ''
  }
  return groups
}

function readBlock(lines: readonly string[], known: ReadonlySet<number>): Block {
  const [first = ''] = lines
  const kind = kindOf(first)
  if (kind === 'heading') return { kind, children: readInline(first.replace(HEADING, ''), known) }
  if (kind === 'list') {
    const number = ITEM.exec(first)?.[1]
    const items = lines.map((line) => readInline(line.replace(ITEM, ''), known))
    return { kind, start: number === undefined ? undefined : Number(number), items }
  }
  const rows = lines.map((line) => readInline(line, known))
  return { kind, children: rows.flatMap((row, index) => (index > 0 ? [{ kind: 'break' } as const, ...row] : row)) }
}

/**
 * An answer's Markdown as blocks: paragraphs, lists, headings, bold, code and marks `[n]` of known citations, of which
 * neighbours become one. Anything else stays text.
 */
export function readAnswerMarkdown(text: string, citations: readonly number[]): Block[] {
  const known = new Set(citations)
  return groupLines(text).map((lines) => readBlock(lines, known))
}
