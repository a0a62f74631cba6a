import { decodeText } from '../text/decode-text.ts'
import { type MimeHeaders, parseField, parseHeaders, type StructuredField } from './mime-headers.ts'

/** A message or a part of one. `body` is a view of the file's bytes, as they are encoded for transport. */
export type MimePart = {
  headers: MimeHeaders
  type: StructuredField
  disposition: StructuredField
  /** The name that the part is to be saved under. */
  name: string | undefined
  body: Uint8Array
  /** What a `multipart` part holds. */
  parts: MimePart[]
  /** The end that a multipart body announces is missing: the file is cut off. */
  isCutOff: boolean
}

const LONGEST_HEADER = 2 * 2 ** 20
const DEEPEST = 50
const MOST_PARTS = 10_000

/**
 * Takes a message in MIME form (RFC 2045, 2046) apart. Nothing is decoded yet; messages inside are parts like others.
 * @throws Error where headers are too long, or parts too many or too deep.
 */
export function parseMime(bytes: Uint8Array): MimePart {
  let count = 0

  function parsePart(part: Buffer, depth: number, defaultType: string): MimePart {
    count += 1
    if (depth > DEEPEST || count > MOST_PARTS) throw new Error('too many parts')
    const bodyAt = headerEnd(part)
    const headers = parseHeaders(part.subarray(0, bodyAt))
    const type = parseField(headers.get('content-type') ?? defaultType)
    const disposition = parseField(headers.get('content-disposition'))
    const name = disposition.parameter('filename') ?? type.parameter('name')
    const body = part.subarray(bodyAt)
    const boundary = type.value.startsWith('multipart/') ? type.parameter('boundary') : undefined
    const { sections, isClosed } = boundary ? splitSections(body, boundary) : { sections: [], isClosed: true }
    const inner = type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
    const parts = sections.map((section) => parsePart(section, depth + 1, inner))
    return { headers, type, disposition, name, body, parts, isCutOff: !isClosed || parts.some((each) => each.isCutOff) }
  }

  return parsePart(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, 'text/plain')
}

/** Where the body begins: behind the first empty line. */
function headerEnd(part: Buffer): number {
  if (part[0] === 0x0a) return 1
  if (part[0] === 0x0d && part[1] === 0x0a) return 2
  const [unix, dos] = [part.indexOf('\n\n'), part.indexOf('\n\r\n')]
  const end = dos >= 0 && (unix < 0 || dos < unix) ? dos + 3 : unix >= 0 ? unix + 2 : part.length
  if (end > LONGEST_HEADER) throw new Error('the header is too long')
  return end
}

/** What stands between the lines `--boundary`; the line end before such a line belongs to it. */
function splitSections(body: Buffer, boundary: string): { sections: Buffer[]; isClosed: boolean } {
  const mark = Buffer.from(`--${boundary}`)
  const sections: Buffer[] = []
  let start: number | undefined
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) {
    const lineEnd = body.indexOf('\n', at)
    const rest = body.toString(
      'latin1',
      at + mark.length,
      lineEnd < 0 ? Math.min(body.length, at + mark.length + 100) : lineEnd,
    )
    if ((at > 0 && body[at - 1] !== 0x0a) || !/^(?:--)?\s*$/.test(rest.slice(0, 100))) continue
    if (start !== undefined) sections.push(body.subarray(start, Math.max(start, at - (body[at - 2] === 0x0d ? 2 : 1))))
    if (rest.startsWith('--')) return { sections, isClosed: true }
    start = lineEnd < 0 ? body.length : lineEnd + 1
  }
  if (start !== undefined) sections.push(body.subarray(start))
  return { sections, isClosed: false }
}

/** A part's bytes, without the encoding for transport. */
export function decodeBody({ headers, body }: MimePart): Buffer {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase() ?? ''
  if (encoding.includes('base64')) return Buffer.from(bytes.toString('latin1'), 'base64')
  if (!encoding.includes('quoted-printable')) return bytes
  return decodeQuotedPrintable(bytes)
}

const [TAB, NEWLINE, RETURN, SPACE, EQUALS] = [0x09, 0x0a, 0x0d, 0x20, 0x3d]

/** White space before line ends counts for nothing; line ends stay as they are, for what is no text. */
function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length)
  let [length, lastWord] = [0, 0]
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === EQUALS) {
      const hex = bytes.toString('latin1', at + 1, at + 3)
      if (/^[\da-f]{2}$/i.test(hex)) {
        decoded[length++] = Number.parseInt(hex, 16)
        at += 2
      } else {
        const lineEnd = endOfBlanks(bytes, at + 1)
        if (lineEnd === undefined) decoded[length++] = byte
        else at = lineEnd
      }
      lastWord = length
      continue
    }
    if (byte === NEWLINE || (byte === RETURN && bytes[at + 1] === NEWLINE)) length = lastWord
    decoded[length++] = byte
    if (byte !== SPACE && byte !== TAB) lastWord = length
  }
  return decoded.subarray(0, length)
}

/** Where the line ends, if nothing but blanks comes before. */
function endOfBlanks(bytes: Buffer, from: number): number | undefined {
  let at = from
  while (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === RETURN) at += 1
  return at >= bytes.length || bytes[at] === NEWLINE ? at : undefined
}

/** The text of a part; `declared` is the encoding that the text itself names. Undefined for what is no text. */
export async function decodeTextPart(part: MimePart, declared?: (bytes: Uint8Array) => string | undefined) {
  const bytes = decodeBody(part)
  const charset = part.type.parameter('charset') ?? declared?.(bytes)
  if (charset && /^iso-2022-(?:jp|kr)/i.test(charset)) return new TextDecoder('iso-2022-jp').decode(bytes)
  return (await decodeText(bytes, charset))?.text.replaceAll('\0', '')
}
