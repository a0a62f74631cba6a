import { elementsOf, findChild, type XmlNode } from '../office/xml.ts'

/** Which list a paragraph belongs to. `level` counts from 0. */
export type ListPlace = { list: string; level: number }

/** What a paragraph style says. `level`: a heading's, from 1 to 6. */
export type DocxStyle = { level?: number; isTitle: boolean; isContents: boolean; place?: ListPlace }

const MAX_LEVEL = 6
const CONTENTS = /^(?:toc|目录|table of (?:figures|authorities)|图表目录)/i
const NEVER_HEADINGS = /^(?:toc|目录|normal|正文)/i
const TITLE = /^(?:title|标题|文档标题|封面标题)$/i

/**
 * The paragraph styles by their id. One that sits in the outline, by itself or through the style that it is based on,
 * makes headings: Chinese templates name them freely, as in 一级标题.
 */
export function readStyles(stylesXml: Uint8Array | undefined): ReadonlyMap<string, DocxStyle> {
  const styles = new Map<string, XmlNode>()
  for (const style of stylesXml ? elementsOf(stylesXml, new Set(['style'])) : []) {
    if (style.attributes['w:type'] === 'paragraph') styles.set(style.attributes['w:styleId'] ?? '', style)
  }
  return new Map([...styles].map(([id, style]) => [id, styleOf(style, styles)]))
}

function styleOf(style: XmlNode, styles: ReadonlyMap<string, XmlNode>): DocxStyle {
  const chain = [...basedOn(style, styles)]
  const name = settingOf(style, 'name') ?? ''
  const isTitle = TITLE.test(name)
  const level = isTitle ? 1 : NEVER_HEADINGS.test(name) ? undefined : outlineLevel(chain)
  const place = chain.reduceRight<ListPlace | undefined>(
    (inherited, at) => listPlaceOf(findChild(at, 'pPr'), inherited),
    undefined,
  )
  return { isTitle, isContents: CONTENTS.test(name), ...(level && { level }), ...(place && { place }) }
}

/** The style and those that it is based on, nearest first. */
function* basedOn(style: XmlNode, styles: ReadonlyMap<string, XmlNode>): Generator<XmlNode> {
  const seen = new Set<XmlNode>()
  for (let at: XmlNode | undefined = style; at && !seen.has(at); at = styles.get(settingOf(at, 'basedOn') ?? '')) {
    seen.add(at)
    yield at
  }
}

function outlineLevel(chain: readonly XmlNode[]): number | undefined {
  for (const style of chain) {
    const level = outlineLevelOf(findChild(style, 'pPr')) ?? builtInLevel(style)
    if (level !== undefined) return level >= 1 && level <= MAX_LEVEL ? level : undefined
  }
  return undefined
}

/** The outline level that a paragraph's or style's properties state, from 1; 10 is body text. */
export function outlineLevelOf(properties: XmlNode | undefined): number | undefined {
  const outline = settingOf(properties, 'outlineLvl')
  return outline === undefined ? undefined : Number(outline) + 1
}

function builtInLevel(style: XmlNode): number | undefined {
  const level = /^(?:heading|标题)\s*([1-6])$/i.exec(settingOf(style, 'name') ?? '')?.[1]
  return level ? Number(level) : undefined
}

/** The list that properties put a paragraph in, alone or together with what its style says; list 0 takes it out. */
export function listPlaceOf(properties: XmlNode | undefined, inherited?: ListPlace): ListPlace | undefined {
  const own = findChild(properties, 'numPr')
  const list = settingOf(own, 'numId') ?? inherited?.list
  const level = settingOf(own, 'ilvl') ?? inherited?.level ?? 0
  return list === undefined || list === '0' ? undefined : { list, level: Number(level) }
}

export function settingOf(node: XmlNode | undefined, element: string): string | undefined {
  return findChild(node, element)?.attributes['w:val']
}

/** Whether an on/off element is there and not switched off. */
export function isOn(node: XmlNode | undefined, element: string): boolean {
  const found = findChild(node, element)
  return found !== undefined && !/^(?:0|false|off)$/.test(found.attributes['w:val'] ?? '')
}
