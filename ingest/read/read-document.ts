import { AppError } from '../../src/errors.ts'
import type { Extraction, SourceFile } from '../extraction.ts'
import { extensionOf, type Format, formatOf } from './formats.ts'
import { MAX_FILE_BYTES, MAX_TEXT_CHARS } from './limits.ts'
import { contentMismatch, readFailure } from './read-failure.ts'
import { isPdf } from './sniff.ts'
import { declaredCharset, decodeFile, decodeWhole } from './text/decode-file.ts'
import { textTooLong } from './text-builder.ts'

/**
 * Reads a file by its ending, once its content has been seen to agree.
 *
 * Errors: `format_unsupported`, `file_empty`, `file_too_large`, `format_mismatch`, `file_encrypted`, `file_broken`,
 * `archive_unsafe`, `no_text`, `text_too_long`, `tool_missing`; each message names the file and what to do.
 */
export async function readDocument(file: SourceFile): Promise<Extraction> {
  const format = formatOf(file.name)
  if (!format) throw unsupported(file.name)
  if (file.bytes.length === 0) throw readFailure(file, 'file_empty', 'the file is empty (0 bytes); bring it again')
  if (file.bytes.length > MAX_FILE_BYTES) {
    throw readFailure(file, 'file_too_large', `larger than ${MAX_FILE_BYTES / 2 ** 20} MB; split it into smaller files`)
  }
  const extraction = await readAs(format, file)
  if (extraction.text.length > MAX_TEXT_CHARS) throw textTooLong(file.name)
  if (extraction.blocks.length === 0) throw readFailure(file, 'no_text', 'it holds no text; there is nothing to add')
  return extraction
}

async function readAs(format: Format, file: SourceFile): Promise<Extraction> {
  switch (format) {
    case 'markdown':
      return (await import('./text/markdown.ts')).readMarkdown(await decodeWhole(file))
    case 'text':
      return (await import('./text/plain-text.ts')).readPlainText(await decodeWhole(file))
    case 'csv':
      return (await import('./csv/csv.ts')).readCsv(file)
    case 'html':
      return (await import('./html/html.ts')).readHtml(await decodeFile(file, declaredCharset(file.bytes)), file.name)
    case 'mhtml':
      return (await import('./mail/mhtml.ts')).readMhtml(file)
    case 'eml':
      return (await import('./mail/eml.ts')).readEml(file)
    case 'zip':
      return (await import('./zip/zip.ts')).readZip(file)
    case 'pdf':
      return readPdfFile(file)
    case 'image':
      return (await import('./ocr/image.ts')).readImage(file)
    case 'legacy_text':
    case 'legacy_slides':
    case 'legacy_sheet':
      return (await import('./legacy/legacy.ts')).readLegacy(file, format)
    default:
      return (await import('./office/office.ts')).readOffice(file, format)
  }
}

async function readPdfFile(file: SourceFile): Promise<Extraction> {
  if (!isPdf(file.bytes)) throw await contentMismatch(file, 'a PDF')
  const { readPdf } = await import('./pdf/pdf.ts')
  return readPdf(file)
}

function unsupported(name: string): AppError {
  const extension = extensionOf(name)
  const what = extension === '' ? 'files without an ending' : `${extension} files`
  const message = `${name}: ${what} cannot be read; save it as a PDF, an office document, a web page or text.`
  return new AppError('format_unsupported', message)
}
