import { findAll, findChild, parseXml, type XmlNode } from './xml.ts'

const MAX_LEVEL = 6
const NEVER_HEADINGS = /^(?:toc|目录|normal|正文)/i

/**
 * mammoth's style map for a document's own styles: one that sits in the outline, by itself or through the style that it
 * is based on, becomes a heading of that level. Chinese templates name their headings freely, as in 一级标题.
 */
export function headingStyleMap(stylesXml: Buffer): string[] {
  const styles = findAll(parseXml(stylesXml), 'style').filter((style) => style.attributes['w:type'] === 'paragraph')
  const byId = new Map(styles.map((style) => [style.attributes['w:styleId'] ?? '', style]))
  return styles.flatMap((style) => {
    const name = settingOf(style, 'name')
    const level = outlineLevel(style, byId)
    if (!name || level === undefined || NEVER_HEADINGS.test(name)) return []
    return [`p[style-name='${name.replace(/[\\']/g, '\\$&')}'] => h${level}:fresh`]
  })
}

function outlineLevel(style: XmlNode, byId: ReadonlyMap<string, XmlNode>): number | undefined {
  const seen = new Set<XmlNode>()
  for (let at: XmlNode | undefined = style; at && !seen.has(at); at = byId.get(settingOf(at, 'basedOn') ?? '')) {
    seen.add(at)
    const outline = findChild(at, 'pPr', 'outlineLvl')?.attributes['w:val']
    const level = outline === undefined ? builtInLevel(at) : Number(outline) + 1
    if (level !== undefined) return level >= 1 && level <= MAX_LEVEL ? level : undefined
  }
  return undefined
}

function builtInLevel(style: XmlNode): number | undefined {
  const level = /^(?:heading|标题)\s*([1-6])$/i.exec(settingOf(style, 'name') ?? '')?.[1]
  return level ? Number(level) : undefined
}

function settingOf(style: XmlNode, element: string): string | undefined {
  return findChild(style, element)?.attributes['w:val']
}
