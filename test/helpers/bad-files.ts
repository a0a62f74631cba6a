import { execFileSync } from 'node:child_process'
import { closeSync, openSync, symlinkSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorCode } from '../../src/errors.ts'
import { makeDocx, paragraph } from './fixtures/docx.ts'
import { makeOle } from './fixtures/ole.ts'
import { linesOf, makePdf } from './fixtures/pdf.ts'
import { makeXlsx } from './fixtures/xlsx.ts'
import { claimInflatedSize, makeZip } from './fixtures/zip.ts'

export type BadFile = { what: string; name: string; code: ErrorCode; bytes: Buffer }

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const MEBIBYTE = 2 ** 20

const SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'

/** Files that lie in somebody's folder and cannot be read, by what a user would call them. */
export async function makeBadFiles(): Promise<BadFile[]> {
  const report = await makeDocx(Array.from({ length: 200 }, (_, at) => paragraph(`第${at}条：先补签字单。`)))
  const bomb = await makeZip({ 'xl/workbook.xml': SHEET, 'xl/worksheets/sheet1.xml': Buffer.alloc(64 * MEBIBYTE, 32) })
  const liar = claimInflatedSize(bomb, 100)
  return [
    { what: 'zero bytes', name: 'zero.md', code: 'file_empty', bytes: Buffer.alloc(0) },
    { what: 'nothing but white space', name: 'blank.txt', code: 'no_text', bytes: Buffer.from(' \n\u3000\n\t') },
    { what: 'a picture named .pdf', name: 'scan.pdf', code: 'format_mismatch', bytes: PIXEL },
    { what: 'a workbook named .md', name: 'table.md', code: 'format_mismatch', bytes: await makeXlsx({ A: () => {} }) },
    {
      what: 'an encrypted PDF',
      name: 'locked.pdf',
      code: 'file_encrypted',
      bytes: makePdf([linesOf(['先补签字单'])], { encrypted: true }),
    },
    {
      what: 'an encrypted Word document',
      name: 'locked.docx',
      code: 'file_encrypted',
      bytes: makeOle('EncryptedPackage', 'EncryptionInfo'),
    },
    {
      what: 'a broken ZIP named .docx',
      name: 'broken.docx',
      code: 'file_broken',
      bytes: report.subarray(0, report.length / 2),
    },
    { what: 'a zip bomb named .xlsx', name: 'bomb.xlsx', code: 'archive_unsafe', bytes: bomb },
    { what: 'a zip bomb that hides its size', name: 'liar.xlsx', code: 'file_broken', bytes: liar },
    {
      what: 'a text of 21 million characters',
      name: 'endless.txt',
      code: 'text_too_long',
      bytes: Buffer.alloc(21_000_000, 'the list is signed twice. '),
    },
  ]
}

/** What is no file with bytes, or none that fits, by name. Pipes, because a reader that opens one waits for ever. */
export function makeBadEntries(folder: string): Record<string, ErrorCode> {
  symlinkSync(join(folder, 'gone.md'), join(folder, 'dangling.md'))
  execFileSync('mkfifo', [join(folder, 'pipe.txt')])
  writeFileSync(join(folder, 'sparse.txt'), '')
  truncateSync(join(folder, 'sparse.txt'), 201 * MEBIBYTE)
  return { 'dangling.md': 'file_unreadable', 'pipe.txt': 'file_unreadable', 'sparse.txt': 'file_too_large' }
}

/** A text of 200 million bytes in which every line is another. */
export function writeHugeText(path: string): void {
  const file = openSync(path, 'w')
  let line = 0
  for (let bytes = 0; bytes < 200_000_000; ) {
    const lines = Array.from(
      { length: 20_000 },
      () => `第${line++}条：验收前客户换了领导，先补签字单，再约第二轮演示。\n`,
    )
    bytes += writeSync(file, lines.join(''))
  }
  closeSync(file)
}
