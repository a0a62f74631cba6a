import { findTool } from '../../../src/external-tools.ts'
import type { Extraction, SourceFile } from '../../extraction.ts'
import type { LegacyFormat, OfficeFormat } from '../formats.ts'
import { readFailure } from '../read-failure.ts'
import { declaredCharset, decodeFile, decodeWhole } from '../text/decode-file.ts'
import { toolMissing } from '../tool-missing.ts'
import { identifyLegacy, type LegacyContent } from './legacy-content.ts'
import { convertWithLibreOffice } from './legacy-convert.ts'

const CURRENT = {
  legacy_text: { format: 'docx', what: 'a text document' },
  legacy_slides: { format: 'pptx', what: 'a presentation' },
  legacy_sheet: { format: 'xlsx', what: 'a spreadsheet' },
} as const satisfies Record<LegacyFormat, { format: OfficeFormat; what: string }>

/**
 * Reads an office file from before 2007, of WPS, RTF or OpenDocument: LibreOffice saves it in the current format, whose
 * reader reads that. One that is something else under an old ending is read as what it is.
 *
 * Errors: `tool_missing` without LibreOffice, `file_encrypted`, `file_broken`, `format_mismatch`, `read_timeout`, and
 * those of the current format.
 */
export async function readLegacy(file: SourceFile, format: LegacyFormat): Promise<Extraction> {
  const content = await identifyLegacy(file, format)
  if (content.kind !== 'legacy') return readAsItIs(file, format, content)
  requireFormat(file, format, content.format)
  const to = CURRENT[format].format
  const soffice = findTool('LibreOffice', process.env)
  if (!soffice) throw toolMissing(file, 'LibreOffice', 'an office file of this kind is read', `save it as .${to}`)
  const bytes = await convertWithLibreOffice(soffice, file, { ending: content.ending, to })
  const { readOffice } = await import('../office/office.ts')
  return { ...(await readOffice({ name: file.name, bytes }, to)), reader: 'LibreOffice' }
}

async function readAsItIs(
  file: SourceFile,
  format: LegacyFormat,
  content: Exclude<LegacyContent, { kind: 'legacy' }>,
): Promise<Extraction> {
  if (content.kind === 'current') {
    const { what, format: current } = CURRENT[format]
    if (content.format !== current) throw mismatch(file, content.format, what)
    return (await import('../office/office.ts')).readOffice(file, current)
  }
  if (content.kind === 'mhtml')
    return { ...(await (await import('../mail/mhtml.ts')).readMhtml(file)), shownAs: 'html' }
  if (content.kind === 'html') {
    const html = await decodeFile(file, declaredCharset(file.bytes))
    return { ...(await import('../html/html.ts')).readHtml(html, file.name), shownAs: 'html' }
  }
  return format === 'legacy_sheet'
    ? (await import('../csv/csv.ts')).readCsv(file)
    : { ...(await import('../text/plain-text.ts')).readPlainText(await decodeWhole(file)), shownAs: 'text' }
}

function requireFormat(file: SourceFile, expected: LegacyFormat, found: LegacyFormat): void {
  if (found !== expected) throw mismatch(file, CURRENT[found].what, CURRENT[expected].what)
}

function mismatch(file: SourceFile, found: string, expected: string) {
  const explanation = `the content is ${found}, not ${expected}; give the file its right ending`
  return readFailure(file, 'format_mismatch', explanation)
}
