import { createXmlScanner } from './xml-scan.ts'

/** An XML element (or, with the name `#text`, a run of characters). Names have lost their namespace prefix. */
export type XmlNode = {
  name: string
  /** With their prefixes, as in `r:id`. */
  attributes: Readonly<Record<string, string>>
  children: readonly XmlNode[]
  text: string
}

type OpenNode = XmlNode & { children: XmlNode[] }

/** Bytes that are decoded and read at a time. */
const SLICE = 2 ** 20

/** The root of an XML document, its only child being the document element. Throws on XML that is not well-formed. */
export function parseXml(xml: Uint8Array | string): XmlNode {
  return { name: '#document', attributes: {}, children: [...elementsOf(xml)], text: '' }
}

/**
 * The elements of these local names as trees, one after another and outermost only, so that no more than one of them
 * has to be held. Without names: the document element.
 *
 * Throws on XML that is not well-formed.
 */
export function* elementsOf(xml: Uint8Array | string, names?: ReadonlySet<string>): Generator<XmlNode> {
  let done: XmlNode[] = []
  const path: OpenNode[] = []
  const locals = new Map<string, string>()
  const scanner = createXmlScanner({
    open: (rawName, attributes) => {
      const name = localName(locals, rawName)
      const parent = path.at(-1)
      if (!parent && names && !names.has(name)) return
      const node: OpenNode = { name, attributes, children: [], text: '' }
      parent?.children.push(node)
      path.push(node)
    },
    close: () => {
      const node = path.pop()
      if (node && path.length === 0) done.push(node)
    },
    text: (text) => {
      path.at(-1)?.children.push({ name: '#text', attributes: {}, children: [], text })
    },
  })
  for (const piece of piecesOf(xml)) {
    scanner.write(piece)
    yield* done
    done = []
  }
  scanner.end()
}

function localName(known: Map<string, string>, name: string): string {
  const local = known.get(name) ?? name.slice(name.indexOf(':') + 1)
  known.set(name, local)
  return local
}

/** The decoded text in slices: UTF-8, or UTF-16 where a byte-order mark says so. */
function* piecesOf(xml: Uint8Array | string): Generator<string> {
  if (typeof xml === 'string') return yield xml.replace(/^\uFEFF/, '')
  const decoder = new TextDecoder(encodingOf(xml))
  for (let at = 0; at < xml.length; at += SLICE) yield decoder.decode(xml.subarray(at, at + SLICE), { stream: true })
  yield decoder.decode()
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

export function findChild(node: XmlNode | undefined, ...path: string[]): XmlNode | undefined {
  return path.reduce((at, name) => at?.children.find((child) => child.name === name), node)
}

/** Every element of that name below the node, in document order; none inside another one. */
export function findAll(node: XmlNode, name: string): XmlNode[] {
  const found: XmlNode[] = []
  collect(node, name, found)
  return found
}

function collect(node: XmlNode, name: string, found: XmlNode[]): void {
  for (const child of node.children) {
    if (child.name === name) found.push(child)
    else collect(child, name, found)
  }
}

export function textOf(node: XmlNode | undefined): string {
  return node ? node.text + node.children.map(textOf).join('') : ''
}
