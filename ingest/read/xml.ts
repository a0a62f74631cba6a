import { XMLParser } from 'fast-xml-parser'

/** An XML element (or, with the name `#text`, a run of characters). Names have lost their namespace prefix. */
export type XmlNode = {
  name: string
  /** With their prefixes, as in `r:id`. */
  attributes: Readonly<Record<string, string>>
  children: readonly XmlNode[]
  text: string
}

const MAX_NESTING = 250

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // decodes numeric character references; the parser bounds what a DOCTYPE may expand to
  htmlEntities: true,
  maxNestedTags: MAX_NESTING,
})

/** The root of an XML document, its only child being the document element. Throws on XML that is not well-formed. */
export function parseXml(xml: Buffer | string): XmlNode {
  return { name: '#document', attributes: {}, children: childrenOf(parser.parse(xml)), text: '' }
}

function childrenOf(parsed: unknown): XmlNode[] {
  return Array.isArray(parsed) ? parsed.map(nodeOf) : []
}

function nodeOf(parsed: Record<string, unknown>): XmlNode {
  const tag = Object.keys(parsed).find((key) => key !== ':@') ?? ''
  const attributes = (parsed[':@'] ?? {}) as Record<string, string>
  if (tag === '#text') return { name: tag, attributes, children: [], text: String(parsed[tag]) }
  return { name: tag.slice(tag.indexOf(':') + 1), attributes, children: childrenOf(parsed[tag]), text: '' }
}

export function findChild(node: XmlNode | undefined, ...path: string[]): XmlNode | undefined {
  return path.reduce((at, name) => at?.children.find((child) => child.name === name), node)
}

/** Every element of that name below the node, in document order. */
export function findAll(node: XmlNode, name: string): XmlNode[] {
  return node.children.flatMap((child) => (child.name === name ? [child] : findAll(child, name)))
}

export function textOf(node: XmlNode | undefined): string {
  return node ? node.text + node.children.map(textOf).join('') : ''
}
