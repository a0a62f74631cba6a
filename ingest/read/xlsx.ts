import ExcelJS, { type Worksheet } from 'exceljs'
import type { Extraction, SourceFile } from '../extraction.ts'
import type { Archive } from './archive.ts'
import { coreTitle } from './office-package.ts'
import { createTextBuilder } from './text-builder.ts'
import { readSheet } from './xlsx-sheet.ts'

/** Parts of a sheet that hold no values. Rules over whole columns would be unfolded cell by cell. */
const IGNORED_NODES = [
  'dataValidations',
  'conditionalFormatting',
  'extLst',
  'drawing',
  'picture',
  'tableParts',
  'autoFilter',
]

/** A workbook: each visible sheet is a heading, each row one line that names its columns. Pages are sheets. */
export async function readXlsx({ name, bytes }: SourceFile, archive: Archive): Promise<Extraction> {
  await archive.verify()
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(asExcelBuffer(bytes), { ignoreNodes: IGNORED_NODES })
  if (workbook.worksheets.length === 0) throw new Error('the workbook has no sheets')

  const builder = createTextBuilder(name)
  let uncalculated = 0
  for (const [at, sheet] of workbook.worksheets.entries()) {
    if (sheet.state !== 'visible') continue
    const { lines, missingResults } = readSheet(sheet)
    uncalculated += missingResults
    builder.add('heading', sheet.name, { level: 1, page: at + 1 })
    for (const { kind, text, cells } of lines) builder.add(kind, text, { page: at + 1, ...(cells && { cells }) })
  }

  const title = await coreTitle(archive)
  const warnings = [hiddenWarning(workbook.worksheets), uncalculatedWarning(uncalculated)].filter((line) => line !== '')
  return { ...builder.finish(), pages: workbook.worksheets.length, warnings, ...(title && { title }) }
}

function asExcelBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function hiddenWarning(sheets: Worksheet[]): string {
  const hidden = sheets.filter((sheet) => sheet.state !== 'visible').map((sheet) => sheet.name)
  return hidden.length > 0 ? `Hidden sheets are not read: ${hidden.join(', ')}.` : ''
}

function uncalculatedWarning(count: number): string {
  return count > 0 ? `${count} formulas have no stored result; open the file in Excel and save it again.` : ''
}
