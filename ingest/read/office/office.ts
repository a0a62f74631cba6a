import { AppError } from '../../../src/errors.ts'
import type { Extraction, SourceFile } from '../../extraction.ts'
import type { OfficeFormat } from '../formats.ts'
import { contentMismatch, readFailure } from '../read-failure.ts'
import { describeContent, isZip, OFFICE_PARTS, oleContent } from '../sniff.ts'

const PROGRAMS = { docx: 'Word', pptx: 'PowerPoint', xlsx: 'Excel' } as const satisfies Record<OfficeFormat, string>

/**
 * Reads an office file of 2007 and later, with macros or without, document or template.
 *
 * Errors: `format_mismatch`, `file_encrypted`, `file_broken`, `archive_unsafe`, `text_too_long`.
 */
export async function readOffice(file: SourceFile, format: OfficeFormat): Promise<Extraction> {
  const { what, mainPart } = OFFICE_PARTS[format]
  const program = PROGRAMS[format]
  const ole = oleContent(file.bytes)
  if (ole === 'encrypted') {
    throw readFailure(file, 'file_encrypted', `protected by a password; open it in ${program} and save it without one`)
  }
  if (ole && ole !== 'other') {
    const old = await describeContent(file.bytes)
    throw readFailure(file, 'format_mismatch', `the content is ${old}; open it and save it in the current format`)
  }
  if (!isZip(file.bytes)) throw await contentMismatch(file, what)
  const { openArchive } = await import('../zip/archive.ts')
  const archive = await openArchive(file)
  if (!archive.names.has(mainPart)) {
    const inside = Object.values(OFFICE_PARTS).find((office) => archive.names.has(office.mainPart))?.what
    const content = inside ?? 'a ZIP archive'
    throw readFailure(file, 'format_mismatch', `the content is ${content}, not ${what}; give the file its right ending`)
  }
  try {
    if (format === 'docx') return await (await import('../docx/docx.ts')).readDocx(file, archive)
    if (format === 'pptx') return await (await import('../pptx/pptx.ts')).readPptx(file, archive)
    return await (await import('../xlsx/xlsx.ts')).readXlsx(file, archive)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const explanation = `it cannot be read as ${what}; open it in ${program} and save it again`
    throw readFailure(file, 'file_broken', explanation, cause)
  }
}
