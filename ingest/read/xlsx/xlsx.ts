import type { Extraction, SourceFile } from '../../extraction.ts'
import { coreTitle, readRelationships } from '../office/office-package.ts'
import { createTextBuilder, type TextBuilder } from '../text-builder.ts'
import type { Archive } from '../zip/archive.ts'
import { readWorkbook, type SheetEntry, type Workbook } from './xlsx-book.ts'
import { readExtras, readPeople } from './xlsx-notes.ts'
import { readRows, type SheetRow } from './xlsx-rows.ts'
import { sheetLines } from './xlsx-sheet.ts'

/** What a user should know of a workbook's sheets. */
type Findings = { hiddenRows: number; lacking: number; pictures: number }

/**
 * A workbook: each sheet is a heading, each row one line that names its columns, comments after their row. Pages are
 * sheets. Hidden sheets and rows are read as well. Sheets are read row by row, however long they are.
 */
export async function readXlsx({ name }: SourceFile, archive: Archive): Promise<Extraction> {
  const workbook = await readWorkbook(archive)
  const people = await readPeople(archive)
  const builder = createTextBuilder(name)
  const findings: Findings = { hiddenRows: 0, lacking: 0, pictures: 0 }
  for (const [at, sheet] of workbook.sheets.entries()) {
    await addSheet(builder, archive, { sheet, workbook, people, findings, page: at + 1 })
  }
  const title = await coreTitle(archive)
  const warnings = warningsOf(workbook.sheets, findings)
  return { ...builder.finish(), pages: workbook.sheets.length, warnings, ...(title && { title }) }
}

type SheetReading = {
  sheet: SheetEntry
  workbook: Workbook
  people: ReadonlyMap<string, string>
  findings: Findings
  page: number
}

async function addSheet(builder: TextBuilder, archive: Archive, reading: SheetReading): Promise<void> {
  const { sheet, workbook, people, findings, page } = reading
  const extras = await readExtras(archive, await readRelationships(archive, sheet.part), people)
  const comments = new Map(extras.comments)
  findings.pictures += extras.pictures
  builder.add('heading', sheet.name, { level: 1, page })
  const xml = await archive.read(sheet.part)
  for (const { kind, text, cells, row } of xml ? sheetLines(counted(readRows(xml, workbook), findings)) : []) {
    builder.add(kind, text, { page, ...(cells && { cells }) })
    for (const comment of comments.get(row) ?? []) builder.add('note', comment, { page })
    comments.delete(row)
  }
  for (const comment of [...comments.values()].flat()) builder.add('note', comment, { page })
  for (const text of extras.shapes) builder.add('paragraph', text, { page })
}

/** Passes on the rows with values. */
function* counted(rows: Iterable<SheetRow>, findings: Findings): Generator<SheetRow> {
  for (const row of rows) {
    findings.lacking += row.lacking
    if (!row.slots.some((slot) => slot?.value)) continue
    if (row.isHidden) findings.hiddenRows += 1
    yield row
  }
}

function warningsOf(sheets: SheetEntry[], { hiddenRows, lacking, pictures }: Findings): string[] {
  const hidden = sheets.filter((sheet) => sheet.isHidden).map((sheet) => sheet.name)
  return [
    ...(hidden.length > 0 ? [`Hidden sheets are read like the others: ${hidden.join(', ')}.`] : []),
    ...(hiddenRows > 0 ? [`Hidden rows are read like the others (${hiddenRows} in this file).`] : []),
    ...(lacking > 0 ? [`${lacking} formulas have no stored result; open the file in Excel and save it again.`] : []),
    ...(pictures > 0 ? [`Pictures are not read (${pictures} in this file).`] : []),
  ]
}
