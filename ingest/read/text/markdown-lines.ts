/** A line of Markdown without its line end and block quote marks: `text` begins at offset `start` of the document. */
export type MarkdownLine = { start: number; text: string /** Depth of block quotes. */; quotes: number }

const QUOTE_MARKS = /^(?: {0,3}>)+ ?/

export function splitLines(text: string): MarkdownLine[] {
  const lines: MarkdownLine[] = []
  for (const match of text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const [, line = '', lineEnd] = match
    const marks = QUOTE_MARKS.exec(line)?.[0] ?? ''
    lines.push({
      start: match.index + marks.length,
      text: line.slice(marks.length),
      quotes: marks.split('>').length - 1,
    })
    if (lineEnd === '') break
  }
  return lines
}

/** An ATX heading. As many authors do, `##标题` without a space counts, but not a single `#` (that may be a tag). */
const ATX = /^ {0,3}(#{1,6})(?:[ \t]+|(?<=##)(?=[^\s#])|$)(.*?)(?:[ \t]+#+)?[ \t]*$/

export function matchAtxHeading(line: MarkdownLine): { level: number; start: number; end: number } | undefined {
  const match = ATX.exec(line.text)
  if (!match) return undefined
  const [, marks = '', title = ''] = match
  const start = line.start + line.text.indexOf(marks) + marks.length
  const lead = /^[ \t]*/.exec(line.text.slice(start - line.start))?.[0].length ?? 0
  return { level: marks.length, start: start + lead, end: start + lead + title.trimEnd().length }
}

export function matchSetextLevel(line: MarkdownLine): number | undefined {
  const mark = /^ {0,3}(={2,}|-{2,})[ \t]*$/.exec(line.text)?.[1]
  if (!mark) return undefined
  return mark.startsWith('=') ? 1 : 2
}

export function isThematicBreak(line: MarkdownLine): boolean {
  return /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(line.text)
}

/** Where the words of a list item begin: after a bullet, but before a number, which the author wrote as text. */
export function matchListItem(line: MarkdownLine): number | undefined {
  const match = /^(\s*)(?:([-*+])(?:\s+|$)|\d{1,9}[.)]\s)/.exec(line.text)
  if (!match) return undefined
  const [whole, indent = '', bullet] = match
  return line.start + (bullet ? whole.length : indent.length)
}

/** The mark that opens a fenced code block, such as three backticks. */
export function matchFence(line: MarkdownLine): string | undefined {
  return /^\s*(`{3,}(?=[^`]*$)|~{3,})/.exec(line.text)?.[1]
}

export function closesFence(line: MarkdownLine, fence: string): boolean {
  const mark = /^\s*(`{3,}|~{3,})\s*$/.exec(line.text)?.[1]
  return mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length
}

export function isTableDelimiter(line: MarkdownLine | undefined): boolean {
  return line !== undefined && /\|/.test(line.text) && /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/.test(line.text)
}

/** A table row without its outer pipes and white space. */
export function trimTableRow(line: MarkdownLine): { start: number; text: string } {
  const lead = /^\s*\|?\s*/.exec(line.text)?.[0].length ?? 0
  const text = line.text.slice(lead).replace(/\s*(?<!\\)\|?\s*$/, '')
  return { start: line.start + lead, text }
}

export function splitCells(row: string): string[] {
  return row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}
