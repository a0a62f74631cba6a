import type { SourceFile } from '../../extraction.ts'
import { extensionOf, type LegacyFormat, type OfficeFormat } from '../formats.ts'
import { contentMismatch, readFailure } from '../read-failure.ts'
import { isPdf, isZip, OFFICE_PARTS, oleContent } from '../sniff.ts'
import { decodeText } from '../text/decode-text.ts'
import { openArchive } from '../zip/archive.ts'
import { isEncryptedOle } from './ole-encryption.ts'

/**
 * What a file with an old office ending really is. `ending`: the one by which LibreOffice knows it. Programs write HTML,
 * text and current formats under old endings, which their own reader reads.
 */
export type LegacyContent =
  | { kind: 'legacy'; format: LegacyFormat; ending: string }
  | { kind: 'current'; format: OfficeFormat }
  | { kind: 'html' | 'mhtml' | 'text' }

const OF_OLE = {
  word: { format: 'legacy_text', ending: '.doc' },
  excel: { format: 'legacy_sheet', ending: '.xls' },
  powerpoint: { format: 'legacy_slides', ending: '.ppt' },
} as const satisfies Record<string, { format: LegacyFormat; ending: string }>

const OF_OPEN_DOCUMENT: readonly { type: string; format: LegacyFormat; ending: string }[] = [
  { type: 'text', format: 'legacy_text', ending: '.odt' },
  { type: 'presentation', format: 'legacy_slides', ending: '.odp' },
  { type: 'spreadsheet', format: 'legacy_sheet', ending: '.ods' },
]

const LOOKED_AT = 4_096

/** @throws AppError `file_encrypted`, `format_mismatch`, `file_broken`, `archive_unsafe` */
export async function identifyLegacy(file: SourceFile, expected: LegacyFormat): Promise<LegacyContent> {
  const ole = oleContent(file.bytes)
  if (ole === 'encrypted' || (ole && isEncryptedOle(file.bytes))) throw encrypted(file)
  if (ole) {
    const known = ole === 'other' ? { format: expected, ending: extensionOf(file.name) } : OF_OLE[ole]
    return { kind: 'legacy', ...known }
  }
  if (isZip(file.bytes)) return identifyZip(file)
  if (isPdf(file.bytes)) throw await contentMismatch(file, 'an office document')
  return identifyText(file)
}

async function identifyZip(file: SourceFile): Promise<LegacyContent> {
  const archive = await openArchive(file)
  for (const format of ['docx', 'pptx', 'xlsx'] as const) {
    if (archive.names.has(OFFICE_PARTS[format].mainPart)) return { kind: 'current', format }
  }
  const mimeType = (await archive.read('mimetype'))?.toString('latin1') ?? ''
  const known = OF_OPEN_DOCUMENT.find(({ type }) => mimeType.startsWith(`application/vnd.oasis.opendocument.${type}`))
  if (!known) throw await contentMismatch(file, 'an office document')
  const manifest = (await archive.read('META-INF/manifest.xml'))?.toString('utf8') ?? ''
  if (manifest.includes('encryption-data')) throw encrypted(file)
  return { kind: 'legacy', format: known.format, ending: known.ending }
}

async function identifyText(file: SourceFile): Promise<LegacyContent> {
  const head = (await decodeText(file.bytes.subarray(0, LOOKED_AT)))?.text.trimStart() ?? ''
  if (head.startsWith('{\\rtf')) return { kind: 'legacy', format: 'legacy_text', ending: '.rtf' }
  if (/progid="Word\.Document"|<w:wordDocument/.test(head)) {
    return { kind: 'legacy', format: 'legacy_text', ending: '.xml' }
  }
  if (/progid="Excel\.Sheet"|<(?:ss:)?Workbook[^>]+office:spreadsheet/.test(head)) {
    return { kind: 'legacy', format: 'legacy_sheet', ending: '.xml' }
  }
  if (/^MIME-Version:/im.test(head.slice(0, 500)) && /^Content-Type:/im.test(head)) return { kind: 'mhtml' }
  if (/<(?:!doctype\s+html|html|head|body|table|meta)[\s>]/i.test(head)) return { kind: 'html' }
  if (head === '' || head.includes('\0')) throw await contentMismatch(file, 'an office document')
  return { kind: 'text' }
}

function encrypted(file: SourceFile) {
  return readFailure(file, 'file_encrypted', 'protected by a password; open it and save it without one')
}
