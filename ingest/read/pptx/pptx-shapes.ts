import type { BlockKind } from '../../extraction.ts'
import { findAll, findChild, type XmlNode } from '../office/xml.ts'
import { type Box, orderByPlace } from './pptx-order.ts'
import { readSlideTable } from './pptx-table.ts'
import { paragraphsOf, placeholderType, readParagraphs } from './pptx-text.ts'

export type ShapeText = { kind: BlockKind; text: string; columns?: string }

const TITLE_TYPES = new Set(['title', 'ctrTitle'])
/** Page numbers, dates, footers: repeated on every slide. */
const FURNITURE_TYPES = new Set(['sldNum', 'dt', 'ftr', 'hdr'])
const MAX_TITLE_CHARS = 80

/**
 * A slide's title and its other texts in reading order; `drawings` are the lines of charts and diagrams by relationship
 * id.
 */
export function readShapes(
  slide: XmlNode,
  drawings: ReadonlyMap<string, string[]>,
): { title?: string; shapes: ShapeText[] } {
  const tree = findChild(slide, 'sld', 'cSld', 'spTree')
  const shapes = (tree ? flatten(tree) : []).filter((shape) => !FURNITURE_TYPES.has(placeholderType(shape) ?? ''))
  const titleShape = shapes.find((shape) => TITLE_TYPES.has(placeholderType(shape) ?? '')) ?? likelyTitle(shapes)
  const title = titleShape && paragraphsOf(findChild(titleShape, 'txBody')).join(' ')
  const texts = shapes.filter((shape) => shape !== titleShape).flatMap((shape) => readShape(shape, drawings))
  return { shapes: texts, ...(title && { title }) }
}

/** The shapes in reading order with groups opened, each group as a whole; of alternative content the first choice. */
function flatten(tree: XmlNode): XmlNode[] {
  const children = tree.children.flatMap((child): XmlNode[] => {
    if (child.name !== 'AlternateContent') return [child]
    return [...(child.children.find((option) => option.children.length > 0)?.children ?? [])]
  })
  return orderByPlace(children.filter(isDrawn), boxOf).flatMap((child) =>
    child.name === 'grpSp' ? flatten(child) : [child],
  )
}

function isDrawn({ name }: XmlNode): boolean {
  return name === 'sp' || name === 'graphicFrame' || name === 'cxnSp' || name === 'grpSp'
}

/** A group's is in the coordinates around it, like any shape's. A placeholder often leaves its place to the layout. */
function boxOf(shape: XmlNode): Box | undefined {
  const frame =
    findChild(shape, 'spPr', 'xfrm') ?? findChild(shape, 'grpSpPr', 'xfrm') ?? findChild(shape, 'xfrm') ?? undefined
  const [offset, extent] = [findChild(frame, 'off')?.attributes, findChild(frame, 'ext')?.attributes]
  if (!offset || !extent) return undefined
  const [left, top] = [Number(offset.x ?? 0), Number(offset.y ?? 0)]
  return { left, top, right: left + Number(extent.cx ?? 0), bottom: top + Number(extent.cy ?? 0) }
}

/** On a slide without a title placeholder: the highest text, if it is one short line in larger letters than all others. */
function likelyTitle(shapes: XmlNode[]): XmlNode | undefined {
  const texts = shapes.filter((shape) => paragraphsOf(findChild(shape, 'txBody')).length > 0)
  const [first, ...others] = [...texts].sort((a, b) => topOf(a) - topOf(b))
  const lines = paragraphsOf(findChild(first, 'txBody'))
  if (!first || lines.length !== 1 || (lines[0]?.length ?? 0) > MAX_TITLE_CHARS) return undefined
  const size = fontSize(first)
  return size > 0 && others.every((shape) => fontSize(shape) < size) ? first : undefined
}

function topOf(shape: XmlNode): number {
  return boxOf(shape)?.top ?? Number.POSITIVE_INFINITY
}

function fontSize(shape: XmlNode): number {
  return findAll(shape, 'rPr').reduce((most, run) => Math.max(most, Number(run.attributes.sz ?? 0)), 0)
}

function readShape(shape: XmlNode, drawings: ReadonlyMap<string, string[]>): ShapeText[] {
  if (shape.name !== 'graphicFrame') {
    return readParagraphs(findChild(shape, 'txBody')).map(({ text, isItem }) => ({
      kind: isItem ? 'list_item' : 'paragraph',
      text,
    }))
  }
  const data = findChild(shape, 'graphic', 'graphicData')
  const table = findChild(data, 'tbl')
  if (table) return readSlideTable(table).map((row): ShapeText => ({ kind: 'table_row', ...row }))
  const id = findChild(data, 'chart')?.attributes['r:id'] ?? findChild(data, 'relIds')?.attributes['r:dm'] ?? ''
  return (drawings.get(id) ?? []).map((text) => ({ kind: 'paragraph', text }))
}
