import type { BlockKind } from '../extraction.ts'
import { chartLines } from './pptx-chart.ts'
import { paragraphsOf, placeholderType } from './pptx-text.ts'
import { columnNames, joinCells, layOutRows } from './table-grid.ts'
import { findAll, findChild, type XmlNode } from './xml.ts'

export type ShapeText = { kind: BlockKind; text: string; columns?: string }

const TITLE_TYPES = new Set(['title', 'ctrTitle'])
/** Page numbers, dates, footers: repeated on every slide. */
const FURNITURE_TYPES = new Set(['sldNum', 'dt', 'ftr', 'hdr'])
const MAX_TITLE_CHARS = 80

/** A slide's title and its other texts in the order of its shapes; `related` holds charts and diagrams by relationship id. */
export function readShapes(
  slide: XmlNode,
  related: ReadonlyMap<string, XmlNode>,
): { title?: string; shapes: ShapeText[] } {
  const tree = findChild(slide, 'sld', 'cSld', 'spTree')
  const shapes = (tree ? flatten(tree) : []).filter((shape) => !FURNITURE_TYPES.has(placeholderType(shape) ?? ''))
  const titleShape = shapes.find((shape) => TITLE_TYPES.has(placeholderType(shape) ?? '')) ?? likelyTitle(shapes)
  const title = titleShape && paragraphsOf(findChild(titleShape, 'txBody')).join(' ')
  const texts = shapes.filter((shape) => shape !== titleShape).flatMap((shape) => readShape(shape, related))
  return { shapes: texts, ...(title && { title }) }
}

/** The shapes with groups opened; of alternative content the first choice. */
function flatten(tree: XmlNode): XmlNode[] {
  return tree.children.flatMap((child) => {
    if (child.name === 'grpSp') return flatten(child)
    if (child.name === 'AlternateContent')
      return flatten(child.children.find((option) => option.children.length > 0) ?? child)
    return child.name === 'sp' || child.name === 'graphicFrame' || child.name === 'cxnSp' ? [child] : []
  })
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
  return Number(findChild(shape, 'spPr', 'xfrm', 'off')?.attributes.y ?? Number.POSITIVE_INFINITY)
}

function fontSize(shape: XmlNode): number {
  return Math.max(0, ...findAll(shape, 'rPr').map((run) => Number(run.attributes.sz ?? 0)))
}

function readShape(shape: XmlNode, related: ReadonlyMap<string, XmlNode>): ShapeText[] {
  if (shape.name !== 'graphicFrame') return asParagraphs(paragraphsOf(findChild(shape, 'txBody')))
  const data = findChild(shape, 'graphic', 'graphicData')
  const table = findChild(data, 'tbl')
  if (table) return readTable(table)
  const chart = related.get(findChild(data, 'chart')?.attributes['r:id'] ?? '')
  if (chart) return asParagraphs(chartLines(chart))
  const diagram = related.get(findChild(data, 'relIds')?.attributes['r:dm'] ?? '')
  return diagram ? asParagraphs(findAll(diagram, 't').flatMap(paragraphsOf)) : []
}

function asParagraphs(texts: string[]): ShapeText[] {
  return texts.map((text) => ({ kind: 'paragraph', text }))
}

function readTable(table: XmlNode): ShapeText[] {
  const rows = table.children.filter((child) => child.name === 'tr')
  const grid = layOutRows(rows.map((row) => row.children.filter(isOwnCell).map(gridCell)))
  const header = grid[0]?.map((slot) => slot?.value ?? '') ?? []
  const columns = rows.length > 1 ? joinCells(columnNames([header])) : ''
  return grid.map((row, at) => {
    const text = joinCells(row.filter((slot) => slot?.isStart !== false).map((slot) => slot?.value ?? ''))
    return { kind: 'table_row', text, ...(at > 0 && columns !== '' && { columns }) }
  })
}

/** Not a place that a merged cell covers. */
function isOwnCell({ name, attributes }: XmlNode): boolean {
  return name === 'tc' && !isOn(attributes.hMerge) && !isOn(attributes.vMerge)
}

function isOn(flag: string | undefined): boolean {
  return flag === '1' || flag === 'true'
}

function gridCell(cell: XmlNode) {
  const value = paragraphsOf(findChild(cell, 'txBody')).join(' ')
  return { value, columns: Number(cell.attributes.gridSpan ?? 1), rows: Number(cell.attributes.rowSpan ?? 1) }
}
