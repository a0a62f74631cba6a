import { findChild, type XmlNode } from './xml.ts'

/** The paragraphs of a text body, empty ones left out. Soft breaks become spaces. */
export function paragraphsOf(body: XmlNode | undefined): string[] {
  const paragraphs = body?.children.filter((child) => child.name === 'p') ?? []
  return paragraphs.map(paragraphText).filter((text) => text !== '')
}

export function placeholderType(shape: XmlNode): string | undefined {
  const placeholder = findChild(shape, 'nvSpPr', 'nvPr', 'ph')
  return placeholder && (placeholder.attributes.type ?? 'body')
}

function paragraphText(paragraph: XmlNode): string {
  const runs = paragraph.children.map((child) => {
    if (child.name === 'br') return ' '
    return child.name === 'r' || child.name === 'fld' ? charactersOf(findChild(child, 't')) : ''
  })
  return runs.join('').replace(/\s+/g, ' ').trim()
}

function charactersOf(element: XmlNode | undefined): string {
  return element?.children.map((child) => child.text).join('') ?? ''
}
