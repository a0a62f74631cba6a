import { findChild, textOf, type XmlNode } from '../office/xml.ts'
import { addFieldCode, type Fields, isShown, passFieldMark } from './docx-fields.ts'
import { isOn, settingOf } from './docx-styles.ts'

/** A note, or a comment, that a paragraph refers to. */
export type NoteReference = { kind: 'footnote' | 'endnote' | 'comment'; id: string }

/** What stands in a paragraph: its text with `\n` where the author broke a line, and what hangs on it. */
export type RunContent = {
  text: string
  notes: NoteReference[]
  /** The contents of text boxes. */
  boxes: XmlNode[]
  /** Relationship ids of charts and diagrams. */
  drawings: string[]
  pictures: number
}

/** Properties, what a tracked change took away, and the small signs above a word that tell how it is read. */
const SKIPPED = new Set('pPr rPr sdtPr sdtEndPr tblPr rubyPr rt del moveFrom delText delInstrText'.split(' '))
const NOTE_KINDS: Readonly<Record<string, NoteReference['kind']>> = {
  footnoteReference: 'footnote',
  endnoteReference: 'endnote',
  commentReference: 'comment',
}
/** Marks that forms set from fonts of symbols, by the last two digits of their code. */
const SYMBOLS: Readonly<Record<string, string>> = {
  FE: '☑',
  FD: '☒',
  FC: '✓',
  FB: '✗',
  A8: '□',
  A3: '□',
  '6F': '□',
  '52': '☑',
  '54': '☒',
  E0: '→',
  D8: '➢',
  '6C': '●',
  '6E': '■',
}

/** Reads everything in a paragraph. `fields` is carried from paragraph to paragraph. */
export function readRuns(paragraph: XmlNode, fields: Fields): RunContent {
  const parts: string[] = []
  const content: RunContent = { text: '', notes: [], boxes: [], drawings: [], pictures: 0 }
  for (const child of paragraph.children) visit(child, { parts, content, fields, isHidden: false })
  return { ...content, text: parts.join('') }
}

type Walk = { parts: string[]; content: RunContent; fields: Fields; isHidden: boolean }

function visit(node: XmlNode, walk: Walk): void {
  const { name, attributes } = node
  if (SKIPPED.has(name)) return
  const note = NOTE_KINDS[name]
  if (note) walk.content.notes.push({ kind: note, id: attributes['w:id'] ?? '' })
  else if (name === 'fldChar') passFieldMark(walk.fields, attributes['w:fldCharType'])
  else if (name === 'instrText') addFieldCode(walk.fields, textOf(node))
  else if (name === 'AlternateContent') visitChosen(node, walk)
  else if (name === 'drawing' || name === 'pict' || name === 'object') visitDrawing(node, walk.content)
  else if (name === 'r') visitChildren(node, { ...walk, isHidden: walk.isHidden || isHiddenRun(node) })
  else {
    const text = ownText(node)
    if (text === undefined) visitChildren(node, walk)
    else if (!walk.isHidden && isShown(walk.fields)) walk.parts.push(text)
  }
}

function visitChildren(node: XmlNode, walk: Walk): void {
  for (const child of node.children) visit(child, walk)
}

/** The same thing in several ways, for programs of several ages: the first that holds anything. */
function visitChosen(node: XmlNode, walk: Walk): void {
  const chosen = node.children.find((option) => option.children.length > 0)
  if (chosen) visitChildren(chosen, walk)
}

function isHiddenRun(run: XmlNode): boolean {
  const properties = findChild(run, 'rPr')
  return isOn(properties, 'vanish') || /^PlaceholderText$/i.test(settingOf(properties, 'rStyle') ?? '')
}

/** The text that an element stands for by itself; undefined for one whose children have to be read. */
function ownText(node: XmlNode): string | undefined {
  switch (node.name) {
    case 't':
      return textOf(node).replace(/[\r\n\t]+/g, ' ')
    case 'tab':
    case 'ptab':
      return ' '
    case 'br':
    case 'cr':
      return '\n'
    case 'noBreakHyphen':
      return '-'
    case 'sym':
      return SYMBOLS[(node.attributes['w:char'] ?? '').slice(-2).toUpperCase()] ?? ''
    case 'oMath':
      return formulaText(node)
    default:
      return undefined
  }
}

/** A formula on one line: `a/b`, `x^2`, `x_1`. */
function formulaText(node: XmlNode): string {
  const part = (name: string) => formulaText(findChild(node, name) ?? { ...node, children: [], text: '' })
  if (node.name === 't') return textOf(node)
  if (node.name === 'f') return `${part('num')}/${part('den')}`
  if (node.name === 'sSup') return `${part('e')}^${part('sup')}`
  if (node.name === 'sSub') return `${part('e')}_${part('sub')}`
  return node.children.map(formulaText).join('')
}

function visitDrawing(node: XmlNode, content: RunContent): void {
  for (const child of node.children) {
    if (child.name === 'txbxContent') content.boxes.push(child)
    else if (child.name === 'AlternateContent') {
      visitDrawing(child.children.find((option) => option.children.length > 0) ?? child, content)
    } else if (child.name === 'pic' || child.name === 'imagedata') content.pictures += 1
    else if (child.name === 'chart' || child.name === 'relIds') {
      content.drawings.push(child.attributes['r:id'] ?? child.attributes['r:dm'] ?? '')
    } else visitDrawing(child, content)
  }
}
