import { formatListNumber } from '../docx/list-number.ts'
import { findChild, textOf, type XmlNode } from '../office/xml.ts'

/** A paragraph of a shape; `isItem`: it has a bullet or a number of its own. */
export type ShapeParagraph = { text: string; isItem: boolean }

/** PowerPoint's ways of counting: the number's format and what stands around it. */
const COUNTING: readonly [pattern: RegExp, format: string][] = [
  [/^arabic/, 'decimal'],
  [/^alphaLc/, 'lowerLetter'],
  [/^alphaUc/, 'upperLetter'],
  [/^romanLc/, 'lowerRoman'],
  [/^romanUc/, 'upperRoman'],
  [/^circleNum/, 'decimalEnclosedCircle'],
  [/^ea1(?:Chs|Cht|Jpn)/, 'chineseCounting'],
]

/** The paragraphs of a text body, empty ones left out, numbers as shown. Soft breaks become spaces. */
export function readParagraphs(body: XmlNode | undefined): ShapeParagraph[] {
  const paragraphs = body?.children.filter((child) => child.name === 'p') ?? []
  const counts = new Map<number, { type: string; count: number }>()
  return paragraphs.flatMap((paragraph) => {
    const text = paragraphText(paragraph)
    if (text === '') return []
    const properties = findChild(paragraph, 'pPr')
    const level = Number(properties?.attributes.lvl ?? 0)
    for (const deeper of counts.keys()) if (deeper > level) counts.delete(deeper)
    const numbered = findChild(properties, 'buAutoNum')
    if (!numbered) {
      counts.delete(level)
      return [{ text, isItem: findChild(properties, 'buChar') !== undefined }]
    }
    const { type = '', startAt = '1' } = numbered.attributes
    const before = counts.get(level)
    const count = before?.type === type ? before.count + 1 : Number(startAt)
    counts.set(level, { type, count })
    return [{ text: `${numberMark(count, type)} ${text}`, isItem: true }]
  })
}

export function paragraphsOf(body: XmlNode | undefined): string[] {
  return readParagraphs(body).map(({ text }) => text)
}

function numberMark(count: number, type: string): string {
  const number = formatListNumber(count, COUNTING.find(([pattern]) => pattern.test(type))?.[1] ?? 'decimal')
  if (type.endsWith('ParenBoth')) return `(${number})`
  if (type.endsWith('ParenR')) return `${number})`
  return type.endsWith('Period') ? `${number}.` : number
}

export function placeholderType(shape: XmlNode): string | undefined {
  const placeholder = findChild(shape, 'nvSpPr', 'nvPr', 'ph')
  return placeholder && (placeholder.attributes.type ?? 'body')
}

function paragraphText(paragraph: XmlNode): string {
  return paragraph.children
    .map(runText)
    .join('')
    .replace(/[ \t\r\n]+/g, ' ')
    .trim()
}

function runText(node: XmlNode): string {
  if (node.name === 'br') return ' '
  if (node.name === 'r' || node.name === 'fld') return textOf(findChild(node, 't'))
  if (node.name === 'AlternateContent')
    return runText(node.children.find((option) => option.children.length > 0) ?? node)
  // a formula, whose own text stands in `t` as well
  return node.name === 'm' || node.name === 'Choice' ? formulaText(node) : ''
}

function formulaText(node: XmlNode): string {
  return node.name === 't' ? textOf(node) : node.children.map(formulaText).join('')
}
