import type { Block } from '../../extraction.ts'
import { cleanText, collapseWhitespace } from '../clean-text.ts'
import { findChild, type XmlNode } from '../office/xml.ts'
import { endParagraph, type Fields, isInContents, leaveContents } from './docx-fields.ts'
import type { NotesOf } from './docx-notes.ts'
import type { NextMark } from './docx-numbering.ts'
import { type RunContent, readRuns } from './docx-runs.ts'
import { type DocxStyle, isOn, listPlaceOf, outlineLevelOf, settingOf } from './docx-styles.ts'
import { readDocxTable } from './docx-table.ts'

/** A block of the document in the making. */
export type DocxPart = Pick<Block, 'kind' | 'level' | 'columns'> & { text: string; indent?: number; isTitle?: boolean }

/** What reading carries from block to block. */
export type DocxReader = {
  styles: ReadonlyMap<string, DocxStyle>
  nextMark: NextMark
  notesOf: NotesOf
  drawings: ReadonlyMap<string, string[]>
  fields: Fields
  /** `carried`: of paragraphs that a tracked change joins with the next one. */
  progress: { pictures: number; carried: RunContent | undefined }
}

const MAX_LEVEL = 6
/** A longer "heading" is a paragraph that got a heading's style. */
const MAX_HEADING_CHARS = 200
const LIST_INDENT = 2
const CONTENTS_ENTRY = /(?:\d|[ivxlc]+)$/i
const DOTTED_ENTRY = /(?:(?:\.\s?){6,}|…{3,}|·{6,})\s*\d+$/

/** Everything in a part of the document: its paragraphs and tables, whatever they are wrapped in. */
export function readParts(container: XmlNode, reader: DocxReader): DocxPart[] {
  return container.children.flatMap((child): DocxPart[] => {
    if (child.name === 'p') return readParagraph(child, reader)
    if (child.name === 'tbl') return readDocxTable(child, (cell) => readParts(cell, reader))
    const isChoice = child.name === 'AlternateContent'
    const inside = isChoice ? child.children.find((option) => option.children.length > 0) : child
    return inside ? readParts(inside, reader) : []
  })
}

export function readParagraph(paragraph: XmlNode, reader: DocxReader): DocxPart[] {
  const { fields, styles, progress } = reader
  const properties = findChild(paragraph, 'pPr')
  const style = styles.get(settingOf(properties, 'pStyle') ?? '')
  const wasInContents = isInContents(fields)
  const content = join(progress.carried, readRuns(paragraph, fields))
  progress.carried = undefined
  const isContents = wasInContents || isInContents(fields)
  endParagraph(fields)
  const mark = findChild(properties, 'rPr')
  if (isOn(mark, 'del') || isOn(mark, 'moveFrom')) {
    progress.carried = content
    return []
  }
  progress.pictures += content.pictures
  const lines = content.text.split('\n').map(lineOf)
  const text = lines.join(' ').trim()
  const level = headingLevel(properties, style, text)
  if (style?.isContents || DOTTED_ENTRY.test(text)) return []
  if (isContents && level === undefined && (text === '' || CONTENTS_ENTRY.test(text))) return []
  if (isContents) leaveContents(fields)

  const place = listPlaceOf(properties, style?.place)
  const listMark = place && reader.nextMark(place)
  const parts = [...ownParts()]
  return [...parts, ...hangingParts(content, reader)]

  function* ownParts(): Generator<DocxPart> {
    if (text === '') return
    const marked = (line: string) => (listMark?.text ?? '') + line
    if (level !== undefined) {
      yield { kind: 'heading', text: marked(text), level, ...(style?.isTitle && { isTitle: true }) }
      return
    }
    const [first = '', ...others] = lines.filter((line) => line !== '')
    if (listMark?.isPlain) yield { kind: 'list_item', text: marked(first), indent: LIST_INDENT * (place?.level ?? 0) }
    else yield { kind: 'paragraph', text: marked(first) }
    for (const line of others) yield { kind: 'paragraph', text: line }
  }
}

/** Text boxes, charts, diagrams, then notes and comments. */
function hangingParts({ boxes, drawings, notes }: RunContent, reader: DocxReader): DocxPart[] {
  const drawn = drawings.flatMap((id) => reader.drawings.get(id) ?? [])
  return [
    ...boxes.flatMap((box) => readParts(box, { ...reader, fields: { open: [] } })),
    ...drawn.map((text): DocxPart => ({ kind: 'paragraph', text })),
    ...notes.flatMap(reader.notesOf).map((text): DocxPart => ({ kind: 'note', text })),
  ]
}

function headingLevel(properties: XmlNode | undefined, style: DocxStyle | undefined, text: string): number | undefined {
  const level = outlineLevelOf(properties) ?? style?.level
  return level !== undefined && level <= MAX_LEVEL && text.length <= MAX_HEADING_CHARS ? level : undefined
}

function join(before: RunContent | undefined, content: RunContent): RunContent {
  if (!before) return content
  return {
    text: before.text + content.text,
    notes: [...before.notes, ...content.notes],
    boxes: [...before.boxes, ...content.boxes],
    drawings: [...before.drawings, ...content.drawings],
    pictures: before.pictures + content.pictures,
  }
}

function lineOf(text: string): string {
  return collapseWhitespace(cleanText(text)).trim()
}
