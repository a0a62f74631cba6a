import { AppError, type ErrorCode } from '../../src/errors.ts'
import type { Extraction, SourceFile } from '../extraction.ts'
import { decodeText } from './decode-text.ts'
import { extensionOf, type Format, formatOf, SUPPORTED_EXTENSIONS } from './formats.ts'
import { MAX_FILE_BYTES, MAX_TEXT_CHARS } from './limits.ts'
import { describeContent, isPdf, isZip, oleContent } from './sniff.ts'
import { textTooLong } from './text-builder.ts'

type OfficeFormat = 'docx' | 'pptx' | 'xlsx'

const OFFICE = {
  docx: { what: 'a Word document', program: 'Word', mainPart: 'word/document.xml' },
  pptx: { what: 'a PowerPoint presentation', program: 'PowerPoint', mainPart: 'ppt/presentation.xml' },
  xlsx: { what: 'an Excel workbook', program: 'Excel', mainPart: 'xl/workbook.xml' },
} as const satisfies Record<OfficeFormat, { what: string; program: string; mainPart: string }>

const OLD_OFFICE: Readonly<Record<string, OfficeFormat>> = { '.doc': 'docx', '.ppt': 'pptx', '.xls': 'xlsx' }

/** Of the encodings that are read, none takes more bytes for one UTF-16 code unit: GB18030 takes 4. */
const MOST_BYTES_A_CHAR = 4

/**
 * Reads a file by its ending, once its content has been seen to agree.
 *
 * Errors: `format_unsupported`, `file_empty`, `file_too_large`, `format_mismatch`, `file_encrypted`, `file_broken`,
 * `archive_unsafe`, `no_text`, `text_too_long`; each message names the file and what to do.
 */
export async function readDocument(file: SourceFile): Promise<Extraction> {
  const format = formatOf(file.name)
  if (!format) throw unsupported(file.name)
  if (file.bytes.length === 0) throw failure(file, 'file_empty', 'the file is empty (0 bytes); bring it again')
  if (file.bytes.length > MAX_FILE_BYTES) {
    throw failure(file, 'file_too_large', `larger than ${MAX_FILE_BYTES / 2 ** 20} MB; split it into smaller files`)
  }
  const extraction = await readAs(format, file)
  if (extraction.text.length > MAX_TEXT_CHARS) throw textTooLong(file.name)
  if (extraction.blocks.length === 0) throw failure(file, 'no_text', 'it holds no text; there is nothing to add')
  return extraction
}

async function readAs(format: Format, file: SourceFile): Promise<Extraction> {
  switch (format) {
    case 'markdown':
      return (await import('./markdown.ts')).readMarkdown(await decodeWhole(file))
    case 'text':
      return (await import('./plain-text.ts')).readPlainText(await decodeWhole(file))
    case 'html':
      return (await import('./html.ts')).readHtml(await decode(file, declaredCharset(file.bytes)), file.name)
    case 'pdf':
      return readPdfFile(file)
    default:
      return readOfficeFile(format, file)
  }
}

/** A file that is nothing but text is known to be too long before it is decoded. */
async function decodeWhole(file: SourceFile): Promise<string> {
  if (file.bytes.length > MAX_TEXT_CHARS * MOST_BYTES_A_CHAR) throw textTooLong(file.name)
  return decode(file)
}

async function decode(file: SourceFile, declared?: string): Promise<string> {
  const decoded = isPdf(file.bytes.subarray(0, 8)) ? undefined : await decodeText(file.bytes, declared)
  if (decoded) return decoded.text.replaceAll('\0', '')
  const what = (await describeContent(file.bytes)) ?? 'binary data'
  throw failure(file, 'format_mismatch', `the content is ${what}, not text; give the file its right ending`)
}

/** The encoding that an HTML page names in its first bytes. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  return /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]
}

async function readPdfFile(file: SourceFile): Promise<Extraction> {
  if (!isPdf(file.bytes)) throw await mismatch(file, 'a PDF')
  const { readPdf } = await import('./pdf.ts')
  return readPdf(file)
}

async function readOfficeFile(format: OfficeFormat, file: SourceFile): Promise<Extraction> {
  const { what, program, mainPart } = OFFICE[format]
  const ole = oleContent(file.bytes)
  if (ole === 'encrypted') {
    throw failure(file, 'file_encrypted', `protected by a password; open it in ${program} and save it without one`)
  }
  if (ole && ole !== 'other') {
    const old = await describeContent(file.bytes)
    throw failure(file, 'format_mismatch', `the content is ${old}; open it and save it in the current format`)
  }
  if (!isZip(file.bytes)) throw await mismatch(file, what)
  const { openArchive } = await import('./archive.ts')
  const archive = await openArchive(file)
  if (!archive.names.has(mainPart)) {
    const inside = Object.values(OFFICE).find((office) => archive.names.has(office.mainPart))?.what ?? 'a ZIP archive'
    throw failure(file, 'format_mismatch', `the content is ${inside}, not ${what}; give the file its right ending`)
  }
  try {
    if (format === 'docx') return await (await import('./docx.ts')).readDocx(file, archive)
    if (format === 'pptx') return await (await import('./pptx.ts')).readPptx(file, archive)
    return await (await import('./xlsx.ts')).readXlsx(file, archive)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw failure(file, 'file_broken', `it cannot be read as ${what}; open it in ${program} and save it again`, cause)
  }
}

/** The content is something else; or nothing known, then the file is damaged. */
async function mismatch(file: SourceFile, expected: string): Promise<AppError> {
  const what = await describeContent(file.bytes)
  if (!what)
    return failure(file, 'file_broken', `its beginning is not that of ${expected}; the file is damaged, bring it again`)
  return failure(file, 'format_mismatch', `the content is ${what}, not ${expected}; give the file its right ending`)
}

function unsupported(name: string): AppError {
  const extension = extensionOf(name)
  const newer = OLD_OFFICE[extension]
  const advice = newer
    ? `open it in ${OFFICE[newer].program} and save it as .${newer}`
    : `these can be read: ${SUPPORTED_EXTENSIONS.join(' ')}`
  const what = extension === '' ? 'files without an ending' : `${extension} files`
  return new AppError('format_unsupported', `${name}: ${what} cannot be read; ${advice}.`)
}

function failure({ name }: SourceFile, code: ErrorCode, explanation: string, cause?: unknown): AppError {
  return new AppError(code, `${name}: ${explanation}.`, cause === undefined ? {} : { cause })
}
