import type { BlockKind } from '../../extraction.ts'
import { cleanText, collapseWhitespace } from '../clean-text.ts'
import { formatListNumber } from '../docx/list-number.ts'
import type { TextBuilder } from '../text-builder.ts'
import { type DomNode, headingLevel, isBlockTag, isSilent, plainTextOf } from './dom.ts'
import { readHtmlTable } from './html-table.ts'

/** Below this depth the text is taken without its structure, so that no nesting exhausts the stack. */
const MAX_DEPTH = 300
const LIST_INDENT = 2
/** By the `type` of an ordered list. */
const NUMBER_FORMATS: Readonly<Record<string, string>> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
}

/** `format` is that of the numbers; undefined in a list with bullets. */
type List = { format: string | undefined; next: number }

/** What the walk carries along: the line being collected, the marker that waits for the first words of a list item. */
type Walk = { builder: TextBuilder; line: string; marker: string; lists: List[]; ancestors: DomNode[] }

/** Writes what a reader of the HTML tree sees, block by block. */
export function addHtmlBlocks(root: DomNode, builder: TextBuilder): void {
  const walk: Walk = { builder, line: '', marker: '', lists: [], ancestors: [] }
  visitChildren(walk, root)
  flush(walk)
}

function visitChildren(walk: Walk, node: DomNode): void {
  if (walk.ancestors.length >= MAX_DEPTH) {
    walk.line += plainTextOf(node)
    return
  }
  walk.ancestors.push(node)
  for (const child of node.children ?? []) visit(walk, child)
  walk.ancestors.pop()
}

function visit(walk: Walk, node: DomNode): void {
  if (node.type === 'text') {
    walk.line += node.data ?? ''
    return
  }
  const { name } = node
  if (name === undefined || isSilent(node, walk.ancestors)) return
  const level = headingLevel(name)
  if (level !== undefined) addHeading(walk, node, level)
  else if (name === 'br') flush(walk)
  else if (name === 'pre') addVerbatim(walk, node)
  else if (name === 'table') addTable(walk, node)
  else if (name === 'ul' || name === 'ol' || name === 'menu') visitList(walk, node)
  else if (name === 'li') visitListItem(walk, node)
  else if (isBlockTag(name)) visitBlock(walk, node)
  else visitChildren(walk, node)
}

function visitBlock(walk: Walk, node: DomNode): void {
  flush(walk)
  visitChildren(walk, node)
  flush(walk)
}

function flush(walk: Walk, kind: BlockKind = 'paragraph', level?: number): void {
  const text = lineOf(walk.line)
  walk.line = ''
  if (text === '') return
  if (kind === 'heading' && level !== undefined) walk.builder.add(kind, text, { level })
  else if (walk.marker === '') walk.builder.add(kind, text)
  else {
    walk.builder.add('list_item', walk.marker + text, { indent: LIST_INDENT * Math.max(0, walk.lists.length - 1) })
    walk.marker = ''
  }
}

function lineOf(text: string): string {
  return collapseWhitespace(cleanText(text)).trim()
}

function addHeading(walk: Walk, node: DomNode, level: number): void {
  flush(walk)
  walk.line = inlineText(walk, node)
  flush(walk, 'heading', level)
}

function addVerbatim(walk: Walk, node: DomNode): void {
  flush(walk)
  walk.builder.add('paragraph', plainTextOf(node).replace(/\s+$/gm, ''))
}

function addTable(walk: Walk, table: DomNode): void {
  flush(walk)
  const captions = (table.children ?? []).filter((child) => child.name === 'caption')
  for (const caption of captions) visitBlock(walk, caption)
  for (const row of readHtmlTable(table, (cell) => inlineText(walk, cell))) {
    if ('text' in row) walk.builder.add('table_row', row.text, row.columns ? { columns: row.columns } : {})
    else for (const cell of row.cells) visitBlock(walk, cell)
  }
}

function visitList(walk: Walk, node: DomNode): void {
  flush(walk)
  const start = Number.parseInt(node.attribs?.start ?? '1', 10)
  const format = node.name === 'ol' ? (NUMBER_FORMATS[node.attribs?.type ?? '1'] ?? 'decimal') : undefined
  walk.lists.push({ format, next: Number.isNaN(start) ? 1 : start })
  visitChildren(walk, node)
  walk.lists.pop()
  flush(walk)
}

function visitListItem(walk: Walk, node: DomNode): void {
  flush(walk)
  const list = walk.lists.at(-1)
  const value = Number.parseInt(node.attribs?.value ?? '', 10)
  if (list && !Number.isNaN(value)) list.next = value
  walk.marker = list?.format === undefined ? '- ' : `${formatListNumber(list.next++, list.format)}. `
  visitChildren(walk, node)
  flush(walk)
  walk.marker = ''
}

/** Everything below the node on one line. */
function inlineText(walk: Walk, node: DomNode): string {
  const parts: string[] = []
  const collect = (at: DomNode, depth: number): void => {
    if (at.type === 'text') parts.push(at.data ?? '')
    if (at.name !== undefined && isSilent(at, walk.ancestors)) return
    if (depth > MAX_DEPTH) return void parts.push(plainTextOf(at))
    const separator = at.name === 'br' || isBlockTag(at.name) ? ' ' : ''
    parts.push(separator)
    for (const child of at.children ?? []) collect(child, depth + 1)
    parts.push(separator)
  }
  collect(node, 0)
  return lineOf(parts.join(''))
}
