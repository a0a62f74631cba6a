import type { OfficeFormat } from './formats.ts'
import { decodeText } from './text/decode-text.ts'

const OLE_MARK = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const ZIP_MARK = Buffer.from('PK\u0003\u0004', 'latin1')
const EMPTY_ZIP_MARK = Buffer.from('PK\u0005\u0006', 'latin1')
const RICH_TEXT_MARK = Buffer.from('{\\rtf', 'latin1')
/** Readers of PDF accept other bytes before the mark, up to this many. */
const PDF_MARK_WITHIN = 1024

/** The part that makes a ZIP archive an office file. */
export const OFFICE_PARTS = {
  docx: { what: 'a Word document', mainPart: 'word/document.xml' },
  pptx: { what: 'a PowerPoint presentation', mainPart: 'ppt/presentation.xml' },
  xlsx: { what: 'an Excel workbook', mainPart: 'xl/workbook.xml' },
} as const satisfies Record<OfficeFormat, { what: string; mainPart: string }>

export type OleContent = 'encrypted' | 'word' | 'excel' | 'powerpoint' | 'other'

export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP_MARK) || startsWith(bytes, EMPTY_ZIP_MARK)
}

export function isPdf(bytes: Uint8Array): boolean {
  return asBuffer(bytes.subarray(0, PDF_MARK_WITHIN)).includes('%PDF-')
}

export function isRichText(bytes: Uint8Array): boolean {
  return startsWith(bytes, RICH_TEXT_MARK)
}

/** What an OLE container holds, told by the names of its streams: encrypted office files and those from before 2007. */
export function oleContent(bytes: Uint8Array): OleContent | undefined {
  if (!startsWith(bytes, OLE_MARK)) return undefined
  const has = (stream: string) => asBuffer(bytes).includes(Buffer.from(stream, 'utf16le'))
  if (has('EncryptedPackage')) return 'encrypted'
  if (has('WordDocument')) return 'word'
  if (has('PowerPoint Document')) return 'powerpoint'
  return has('Workbook') || has('Book\0') ? 'excel' : 'other'
}

const OLE_NAMES = {
  encrypted: 'an encrypted office file',
  word: 'a Word 97-2003 document (.doc)',
  excel: 'an Excel 97-2003 workbook (.xls)',
  powerpoint: 'a PowerPoint 97-2003 presentation (.ppt)',
  other: 'an OLE compound file',
} as const satisfies Record<OleContent, string>

/** Says in a few words what the bytes are, for a message; undefined when nothing is known about them. */
export async function describeContent(bytes: Uint8Array): Promise<string | undefined> {
  const binary = await describeBinary(bytes)
  if (binary) return binary
  const sample = await decodeText(bytes.subarray(0, 4096))
  if (sample === undefined) return undefined
  return /^\s*<(?:!doctype html|html)/i.test(sample.text) ? 'an HTML page' : 'plain text'
}

/** The same for content that has a mark of its own. */
export async function describeBinary(bytes: Uint8Array): Promise<string | undefined> {
  const ole = oleContent(bytes)
  if (ole) return OLE_NAMES[ole]
  if (isPdf(bytes)) return 'a PDF'
  const { fileTypeFromBuffer } = await import('file-type')
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (type?.mime.startsWith('image/')) return `a picture (${type.ext.toUpperCase()})`
  return type && `a ${type.ext.toUpperCase()} file`
}

function startsWith(bytes: Uint8Array, mark: Uint8Array): boolean {
  return asBuffer(bytes.subarray(0, mark.length)).equals(mark)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
