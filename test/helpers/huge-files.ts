import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { linesOf, makePdf } from './fixtures/pdf.ts'
import { makeZip } from './fixtures/zip.ts'

const MEBIBYTE = 2 ** 20
const SHEET_TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet'

/** Writes an archive whose entries come as streams, so that none has to fit into memory. */
async function writeZip(path: string, entries: Record<string, () => Readable>): Promise<void> {
  const zip = new ZipFile()
  for (const [name, open] of Object.entries(entries)) {
    zip.addReadStreamLazy(name, (give) => give(null, open()))
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

function* sheetOf(rows: number, rowOf: (at: number) => readonly (string | number)[]): Generator<string> {
  let xml = '<worksheet><sheetData>'
  for (let at = 0; at < rows; at++) {
    const cells = rowOf(at).map((value, column) => {
      const place = `${String.fromCharCode(65 + column)}${at + 1}`
      return typeof value === 'number'
        ? `<c r="${place}"><v>${value}</v></c>`
        : `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
    })
    xml += `<row r="${at + 1}">${cells.join('')}</row>`
    if (xml.length < MEBIBYTE) continue
    yield xml
    xml = ''
  }
  yield `${xml}</sheetData></worksheet>`
}

/** A workbook of one sheet with that many rows. */
export async function writeWorkbook(
  path: string,
  rows: number,
  rowOf: (at: number) => readonly (string | number)[],
): Promise<void> {
  const text = (content: string) => () => Readable.from([content])
  await writeZip(path, {
    'xl/workbook.xml': text(
      '<workbook xmlns:r="r"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': text(
      `<Relationships><Relationship Id="r1" Type="${SHEET_TYPE}" Target="worksheets/a.xml"/></Relationships>`,
    ),
    'xl/worksheets/a.xml': () => Readable.from(sheetOf(rows, rowOf)),
  })
}

/** An archive of that many empty texts. */
export async function makeManyEntries(count: number): Promise<Buffer> {
  const zip = new ZipFile()
  for (let at = 0; at < count; at++) zip.addBuffer(Buffer.alloc(0), `${at}.txt`, { compress: false })
  zip.end()
  return buffer(zip.outputStream)
}

/** A PDF of that many pages, each with its number and a few lines. */
export function makePages(count: number): Buffer {
  const pages = Array.from({ length: count }, (_, at) =>
    linesOf([`第${at + 1}页`, '割接窗口每月两次，要提前五个工作日报备客户。', `编号 ${at * 7919}`]),
  )
  return makePdf(pages)
}

function* zeros(megabytes: number): Generator<Buffer> {
  const block = Buffer.alloc(MEBIBYTE)
  for (let at = 0; at < megabytes; at++) yield block
}

/** An archive with one entry of that many megabytes of zeros, about a thousandth of that in size. */
export async function writeBomb(path: string, name: string, megabytes: number): Promise<void> {
  await writeZip(path, { [name]: () => Readable.from(zeros(megabytes)) })
}

/**
 * An archive of `archives` archives, each of `files` texts of almost ten megabytes that say the same word over and over:
 * small enough, one by one, to be believed.
 */
export async function makeSwellingTree(archives: number, files: number): Promise<Buffer> {
  const entries: Record<string, Buffer> = {}
  for (let at = 0; at < archives; at++) {
    const texts = Array.from(
      { length: files },
      (_, n) => [`${n}.txt`, Buffer.alloc(9 * MEBIBYTE, `word ${at} ${n} `)] as const,
    )
    entries[`${at}.zip`] = await makeZip(Object.fromEntries(texts))
  }
  return makeZip(entries)
}
