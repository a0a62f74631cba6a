import { decodeWords } from 'postal-mime'
import { decodeName } from '../zip/decode-name.ts'

/** The header fields of a message or of a part of one, by name in lower case; the first of several counts. */
export type MimeHeaders = ReadonlyMap<string, string>

/** `value` in lower case; `parameter` decodes what RFC 2231 and RFC 2047 encode. */
export type StructuredField = { value: string; parameter: (name: string) => string | undefined }

/** Reads header fields, unfolded but not decoded; lines that are none are left out. */
export function parseHeaders(bytes: Uint8Array): MimeHeaders {
  const headers = new Map<string, string>()
  const text = decodeName(bytes).replace(/\r?\n(?=[ \t])/g, '')
  for (const [, name = '', value = ''] of text.matchAll(/^([!-9;-~]+)[ \t]*:(.*)$/gm)) {
    const key = name.toLowerCase()
    if (!headers.has(key)) headers.set(key, value.trim())
  }
  return headers
}

const PARAMETER = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g

/** A field with parameters, such as `Content-Type: text/plain; charset=gb2312`. */
export function parseField(field = ''): StructuredField {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, plain = ''] of field.matchAll(PARAMETER)) {
    const key = name.toLowerCase()
    if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(["\\])/g, '$1') ?? plain.trim())
  }
  return {
    value: (field.split(';', 1)[0] ?? '').trim().toLowerCase(),
    parameter: (name) => extendedParameter(parameters, name) ?? wordsOf(parameters.get(name)),
  }
}

function wordsOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : decodeWords(text)
}

/** A parameter that names its encoding and may come in pieces: `name*`, `name*0`, `name*1*` (RFC 2231). */
function extendedParameter(parameters: ReadonlyMap<string, string>, name: string): string | undefined {
  const pieces: Uint8Array[] = []
  let charset = ''
  const take = (value: string, isEncoded: boolean) => {
    const [, stated, , rest] = (isEncoded && pieces.length === 0 && /^([^']*)'([^']*)'(.*)$/s.exec(value)) || []
    charset ||= stated ?? ''
    pieces.push(isEncoded ? percentBytes(rest ?? value) : Buffer.from(value))
  }
  const whole = parameters.get(`${name}*`)
  if (whole !== undefined) take(whole, true)
  for (let at = 0; whole === undefined; at++) {
    const encoded = parameters.get(`${name}*${at}*`)
    const plain = encoded ?? parameters.get(`${name}*${at}`)
    if (plain === undefined) break
    take(plain, encoded !== undefined)
  }
  if (pieces.length === 0) return undefined
  const bytes = Buffer.concat(pieces)
  return decodeAs(charset, bytes) ?? decodeName(bytes)
}

function percentBytes(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  const latin = bytes
    .toString('latin1')
    .replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(latin, 'latin1')
}

function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    return undefined
  }
}
