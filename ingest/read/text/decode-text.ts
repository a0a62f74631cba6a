import { type EncodedLines, sortLinesByEncoding } from './line-encodings.ts'

export type DecodedText = {
  /** Without byte-order mark; lone surrogates and undecodable bytes have become U+FFFD. */
  text: string
  /** A WHATWG encoding label; `mixed` where lines are in several. */
  encoding: string
}

const SAMPLE_BYTES = 64 * 1024
const SAMPLE_CHARS = 256 * 1024
/** The share of control and undecodable characters above which bytes are not text; coloured logs hold escapes. */
const MAX_UNREADABLE = 0.05
/** So many are borne in a text of any length: a snippet cut in the middle of a character is still one. */
const FEW_UNREADABLE = 2
/** The share of undecodable characters among the non-ASCII ones up to which damaged UTF-8 still counts as UTF-8. */
const MAX_DAMAGED_UTF8 = 0.1
/** The share of likely characters from which bytes count as UTF-16 that does not say so. */
const MIN_LIKELY = 0.85
const MIN_LIKELY_WITHOUT_NUL = 0.95

/**
 * Decodes a text file: byte-order mark, UTF-16 without a mark, UTF-8, UTF-8 with lines in an older encoding, the
 * declared encoding, then jschardet's guess and GB18030. Returns undefined for bytes that are not text.
 */
export async function decodeText(bytes: Uint8Array, declared?: string): Promise<DecodedText | undefined> {
  const decoded = decodeMarked(bytes) ?? decodeWide(bytes) ?? (await decodeNarrow(withoutMark(bytes), declared))
  return isReadable(decoded.text) ? decoded : undefined
}

async function decodeNarrow(bytes: Uint8Array, declared: string | undefined): Promise<DecodedText> {
  const utf8 = decodeAs(bytes, 'utf-8')
  if (!utf8.text.includes('\uFFFD') || isValid(bytes, 'utf-8')) return utf8
  const lines = declared === undefined || /^(?:utf|gb)/i.test(declared) ? sortLinesByEncoding(bytes) : undefined
  const mixed = lines && (await decodeLines(bytes, lines))
  return mixed ?? (isDamagedUtf8(utf8.text) ? utf8 : decodeLegacy(bytes, declared))
}

/** Each line in its encoding; undefined where the older ones are in none that is known. */
async function decodeLines(bytes: Uint8Array, lines: readonly EncodedLines[]): Promise<DecodedText | undefined> {
  const older = lines.filter(({ isUtf8 }) => !isUtf8).map(({ start, end }) => bytes.subarray(start, end))
  if (older.length === 0) return decodeAs(bytes, 'utf-8')
  const { text, encoding } = await decodeLegacy(Buffer.concat(older), undefined)
  if (text.includes('\uFFFD')) return undefined
  const parts = lines.map(
    ({ start, end, isUtf8 }) => decodeAs(bytes.subarray(start, end), isUtf8 ? 'utf-8' : encoding).text,
  )
  return { text: parts.join(''), encoding: 'mixed' }
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
}

function decodeMarked(bytes: Uint8Array): DecodedText | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs(bytes, 'utf-16be')
  return undefined
}

/** UTF-16 without a mark, in the byte order that gives more likely characters. */
function decodeWide(bytes: Uint8Array): DecodedText | undefined {
  const sample = bytes.subarray(0, Math.min(SAMPLE_BYTES, bytes.length - (bytes.length % 2)))
  const hasNul = sample.includes(0)
  if (sample.length < 2 || (!hasNul && (asciiShare(sample) > 0.75 || isValid(sample, 'utf-8')))) return undefined
  const [little, big] = [likelyShare(sample, 'utf-16le'), likelyShare(sample, 'utf-16be')]
  if (Math.max(little, big) < (hasNul ? MIN_LIKELY : MIN_LIKELY_WITHOUT_NUL)) return undefined
  const isLittle = little === big ? endsInNuls(sample) : little > big
  return decodeAs(bytes, isLittle ? 'utf-16le' : 'utf-16be')
}

/** Whether NULs are mostly the second bytes, as those of ASCII characters are in little-endian order. */
function endsInNuls(sample: Uint8Array): boolean {
  return sample.reduce((balance, byte, at) => balance + (byte !== 0 ? 0 : at % 2 === 0 ? -1 : 1), 0) > 0
}

const LIKELY = /[\t\n\r\u0020-\u007E\u00A0-\u017F\u2010-\u203F\u2460-\u24FF\u3000-\u303F\u4E00-\u9FFF\uFF00-\uFFEF]/g

function likelyShare(sample: Uint8Array, encoding: string): number {
  const { text } = decodeAs(sample, encoding)
  return text === '' ? 0 : (text.match(LIKELY)?.length ?? 0) / text.length
}

function asciiShare(sample: Uint8Array): number {
  return sample.reduce((count, byte) => count + (byte >= 0x20 && byte < 0x7f ? 1 : 0), 0) / sample.length
}

function isDamagedUtf8(decoded: string): boolean {
  const foreign = countMatches(decoded, /\P{ASCII}/gu)
  return countMatches(decoded, /\uFFFD/g) <= foreign * MAX_DAMAGED_UTF8
}

/** Whether the bytes are all of that encoding; a character that the end cuts off does not count against it. */
function isValid(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

async function decodeLegacy(bytes: Uint8Array, declared: string | undefined): Promise<DecodedText> {
  if (declared && knownEncoding(declared) && !/^utf/i.test(declared)) return decodeAs(bytes, declared)
  const { detect } = await import('jschardet')
  const guess = detect(bytes.subarray(0, SAMPLE_BYTES))
  const label = guess.encoding?.toLowerCase() ?? ''
  if (label === 'big5' && isValid(bytes, label)) return decodeAs(bytes, label)
  const chinese = decodeAs(bytes, 'gb18030')
  if (!chinese.text.includes('\uFFFD') || label.startsWith('gb')) return chinese
  return knownEncoding(label) && !/^utf/.test(label) ? decodeAs(bytes, label) : chinese
}

function knownEncoding(label: string): boolean {
  try {
    new TextDecoder(label)
    return true
  } catch {
    return false
  }
}

function decodeAs(bytes: Uint8Array, encoding: string): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

/** Controls but tab and line ends, and characters that could not be decoded. */
const UNREADABLE = /(?![\t\n\v\f\r])[\p{Cc}\uFFFD]/gu

/** NULs that fill a part of a file (logs that are written ahead, cut or rotated) do not make it unreadable. */
const FILLING = /\0{8,}|\0+$/g

function isReadable(text: string): boolean {
  const sample = (text.includes('\0') ? text.replace(FILLING, '') : text).slice(0, SAMPLE_CHARS)
  if (sample === '' && text !== '') return false
  return countMatches(sample, UNREADABLE) <= Math.max(FEW_UNREADABLE, sample.length * MAX_UNREADABLE)
}

function countMatches(text: string, pattern: RegExp): number {
  let count = 0
  for (const _ of text.matchAll(pattern)) count++
  return count
}
