import ExcelJS from 'exceljs'
import { parseMarkdown, type Section, sectionsOf } from './markdown.ts'

const MERGED = '^'
const DATE = /^\d{4}-\d{2}-\d{2}$/
const SUM = /^=SUM\(([A-Z])(\d+):([A-Z])(\d+)\)$/
const MADE = new Date('2026-03-01T00:00:00Z')

/** A workbook: every `## ` is a sheet with one table; lines beside the table follow below it. */
export async function makeXlsx(source: string): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = '衡渡数科'
  workbook.created = MADE
  workbook.modified = MADE
  for (const section of sectionsOf(parseMarkdown(source))) addSheet(workbook, section)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

function addSheet(workbook: ExcelJS.Workbook, section: Section): void {
  const sheet = workbook.addWorksheet(section.title.replace(/[[\]:*?/\\]/g, '').slice(0, 31))
  const rows = section.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []))
  for (const row of rows) sheet.addRow(row.map((cell) => cellValue(cell, rows)))
  sheet.getRow(1).font = { bold: true }
  sheet.views = [{ state: 'frozen', ySplit: 1 }]
  formatCells(sheet)
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) mergeColumn(sheet, rows, column)
  for (const text of remarksOf(section)) sheet.addRow([text])
}

/** A cell's real value: a date, a number, a formula with its result, or the text. */
function cellValue(cell: string, rows: string[][]): ExcelJS.CellValue {
  if (cell === '' || cell === MERGED) return null
  if (DATE.test(cell)) return new Date(`${cell}T00:00:00Z`)
  if (String(Number(cell)) === cell) return Number(cell)
  const sum = SUM.exec(cell)
  return sum ? { formula: cell.slice(1), result: sumOf(sum, rows), date1904: false } : cell
}

function sumOf([, column = 'A', from, , to]: RegExpExecArray, rows: string[][]): number {
  const at = column.charCodeAt(0) - 'A'.charCodeAt(0)
  const cells = rows.slice(Number(from) - 1, Number(to)).map((row) => Number(row[at]))
  return cells.reduce((sum, value) => sum + value, 0)
}

function formatCells(sheet: ExcelJS.Worksheet): void {
  for (const column of sheet.columns) column.width = 22
  sheet.eachRow((row) => {
    row.eachCell((cell) => {
      cell.alignment = { wrapText: true, vertical: 'top' }
      if (cell.value instanceof Date) cell.numFmt = 'yyyy-mm-dd'
    })
  })
}

/** Merges every run of `^` in a column with the cell above it. */
function mergeColumn(sheet: ExcelJS.Worksheet, rows: string[][], column: number): void {
  let top = 0
  for (let row = 1; row <= rows.length; row++) {
    if (rows[row]?.[column] === MERGED) continue
    if (row - top > 1) sheet.mergeCells(top + 1, column + 1, row, column + 1)
    top = row
  }
}

function remarksOf(section: Section): string[] {
  return section.blocks.flatMap((block) => {
    if (block.kind === 'table') return []
    return block.kind === 'list' ? block.items.map((item) => item.text) : [block.text]
  })
}
