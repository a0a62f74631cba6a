/** What a scan meets, in document order. Names have their prefix; text is decoded and may come in several pieces. */
export type XmlEvents = {
  open: (name: string, attributes: Readonly<Record<string, string>>) => void
  close: (name: string) => void
  text: (text: string) => void
}

export type XmlScanner = { write: (xml: string) => void; end: () => void }

/** Office programs nest tables, text boxes and content controls far less deeply than this. */
const MAX_NESTING = 250
/** UTF-16 code units. Pictures in old drawings stand in attributes. */
const MAX_MARKUP = 16 * 2 ** 20
const LONGEST_REFERENCE = 12
const NO_ATTRIBUTES: Readonly<Record<string, string>> = {}
const ATTRIBUTE = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Reads XML that comes in pieces, in linear time, holding only the piece and the open elements. Nothing is ever fetched
 * or expanded: a DOCTYPE is passed over, an entity that it defines stays as it is written.
 *
 * Throws on XML that is not well-formed, and where it nests deeper than 250.
 */
export function createXmlScanner(events: XmlEvents): XmlScanner {
  const open: string[] = []
  let rest = ''
  let hasRoot = false

  function write(piece: string): void {
    const xml = rest + piece
    let at = 0
    while (at < xml.length) {
      const mark = xml.indexOf('<', at)
      const textEnd = mark < 0 ? endOfWholeText(xml, at) : mark
      if (textEnd > at && open.length > 0) events.text(decodeReferences(xml.slice(at, textEnd)))
      at = textEnd
      const end = mark < 0 ? -1 : endOfMarkup(xml, mark)
      if (end < 0) break
      readMarkup(xml, mark, end)
      at = end
    }
    rest = xml.slice(at)
    if (rest.length > MAX_MARKUP) throw new Error('a tag that does not end')
  }

  function readMarkup(xml: string, at: number, end: number): void {
    const second = xml[at + 1]
    if (second === '/') closeElement(xml.slice(at + 2, end - 1).trimEnd())
    else if (second === '!') {
      if (xml.startsWith('<![CDATA[', at) && open.length > 0) events.text(xml.slice(at + 9, end - 3))
    } else if (second !== '?') openElement(xml, at, end)
  }

  function openElement(xml: string, at: number, end: number): void {
    const isEmpty = xml[end - 2] === '/'
    const inside = xml.slice(at + 1, end - (isEmpty ? 2 : 1))
    const space = inside.search(/\s/)
    const name = space < 0 ? inside : inside.slice(0, space)
    if (name === '' || (open.length === 0 && hasRoot)) throw new Error('XML that is not well-formed')
    if (open.length >= MAX_NESTING) throw new Error('XML nested too deeply')
    hasRoot = true
    events.open(name, space < 0 ? NO_ATTRIBUTES : readAttributes(inside.slice(space)))
    if (isEmpty) events.close(name)
    else open.push(name)
  }

  function closeElement(name: string): void {
    if (open.pop() !== name) throw new Error(`an element that ends as another: ${name.slice(0, 40)}`)
    events.close(name)
  }

  function end(): void {
    if (open.length > 0 || !hasRoot || rest.trim() !== '') throw new Error('XML that ends too early')
  }

  return { write, end }
}

/** The end of the text that is there, before a reference that may go on in the next piece. */
function endOfWholeText(xml: string, from: number): number {
  const mark = xml.lastIndexOf('&')
  return mark >= from && mark > xml.length - LONGEST_REFERENCE && !xml.includes(';', mark) ? mark : xml.length
}

/** Where the markup that begins at `at` is over; -1 if its end has not come yet. */
function endOfMarkup(xml: string, at: number): number {
  if (xml[at + 1] === '?') return after(xml, '?>', at)
  if (xml[at + 1] === '!') {
    if (xml.length < at + 9) return -1
    if (xml.startsWith('<!--', at)) return after(xml, '-->', at + 4)
    return xml.startsWith('<![CDATA[', at) ? after(xml, ']]>', at) : endOfDoctype(xml, at)
  }
  let quote = 0
  for (let place = at + 1; place < xml.length; place++) {
    const code = xml.charCodeAt(place)
    if (quote !== 0) quote = code === quote ? 0 : quote
    else if (code === 0x3e) return place + 1
    else if (code === 0x22 || code === 0x27) quote = code
  }
  return -1
}

function endOfDoctype(xml: string, at: number): number {
  const [subset, end] = [xml.indexOf('[', at), xml.indexOf('>', at)]
  return subset >= 0 && subset < end ? after(xml, ']>', subset) : end + (end < 0 ? 0 : 1)
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    attributes[name] = decodeReferences(double ?? single ?? '')
  }
  return attributes
}

function decodeReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,8})|#[xX]([\da-fA-F]{1,8})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
  })
}
