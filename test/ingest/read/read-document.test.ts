import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { MAX_BLOCKS, MAX_FILE_BYTES, MAX_TEXT_CHARS } from '../../../ingest/read/limits.ts'
import { readDocument } from '../../../ingest/read/read-document.ts'
import type { AppError, ErrorCode } from '../../../src/errors.ts'
import { makeDocx, paragraph } from '../../helpers/fixtures/docx.ts'
import { makeOle } from '../../helpers/fixtures/ole.ts'
import { linesOf, makePdf } from '../../helpers/fixtures/pdf.ts'
import { makeRawPptx, shape } from '../../helpers/fixtures/pptx.ts'
import { read } from '../../helpers/fixtures/read.ts'
import { makeXlsx } from '../../helpers/fixtures/xlsx.ts'
import { addEntries, claimEntryCount, claimInflatedSize, makeZip } from '../../helpers/fixtures/zip.ts'

const PICTURE = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex')

/** Reads a file that must fail with that code, and returns the message, which must name the file. */
async function failureOf(name: string, content: string | Uint8Array, code: ErrorCode): Promise<string> {
  const error = await read(name, content).then(
    () => undefined,
    (thrown: AppError) => thrown,
  )
  expect(error?.code).toBe(code)
  expect(error?.message).toMatch(new RegExp(`^${name}: [^\\n]+\\.$`))
  return error?.message ?? ''
}

describe('readDocument refuses', () => {
  it('endings that it does not know, and says which it does', async () => {
    expect(await failureOf('a.dwg', PICTURE, 'format_unsupported')).toContain('save it as a PDF, an office document')
    expect(await failureOf('README', '正文', 'format_unsupported')).toContain('files without an ending')
  })

  it('files without a byte, and files without a word', async () => {
    await failureOf('a.txt', '', 'file_empty')
    await failureOf('a.pdf', '', 'file_empty')
    await failureOf('a.md', '\uFEFF \n\n# \n---\n', 'no_text')
    await failureOf('a.docx', await makeDocx([paragraph('  ')]), 'no_text')
    await failureOf('a.html', '<script>var a = 1</script>', 'no_text')
  })

  it('files and texts that are too large', async () => {
    await failureOf('a.txt', new Uint8Array(MAX_FILE_BYTES + 1), 'file_too_large')
    expect(await failureOf('a.txt', 'a'.repeat(MAX_TEXT_CHARS + 1), 'text_too_long')).toContain('split')
    for (const [name, line] of [
      ['a.txt', 'a\n\n'],
      ['a.md', '- a\n'],
      ['a.html', '<p>a'],
    ] as const) {
      expect(await failureOf(name, line.repeat(MAX_BLOCKS + 1), 'text_too_long')).toContain('500,000 lines or rows')
    }
    const html = `<p>${'a'.repeat(MAX_TEXT_CHARS)}</p><p>b</p>`
    await failureOf('a.html', html, 'text_too_long')
  })

  it('content that is not what the name says, and says what it is', async () => {
    expect(await failureOf('a.pdf', PICTURE, 'format_mismatch')).toContain('a picture (PNG), not a PDF')
    expect(await failureOf('a.docx', PICTURE, 'format_mismatch')).toContain('a picture (PNG)')
    expect(await failureOf('a.txt', PICTURE, 'format_mismatch')).toContain('a picture (PNG)')
    expect(await failureOf('a.docx', makePdf([linesOf(['正文'])]), 'format_mismatch')).toContain('a PDF')
    expect(await failureOf('a.txt', makePdf([linesOf(['正文'])]), 'format_mismatch')).toContain('a PDF')
    expect(await failureOf('a.pdf', '只是文字', 'format_mismatch')).toContain('plain text')
    expect(await failureOf('a.docx', '<html><p>正文</p></html>', 'format_mismatch')).toContain('an HTML page')
    expect(
      await failureOf('a.docx', await makeXlsx({ s: (sheet) => sheet.addRow(['值']) }), 'format_mismatch'),
    ).toContain('an Excel workbook')
    expect(await failureOf('a.docx', await makeZip({ 'a.txt': 'a' }), 'format_mismatch')).toContain('a ZIP archive')
    await failureOf('a.txt', randomBytes(4000), 'format_mismatch')
    await failureOf('a.md', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8]), 'format_mismatch')
  })

  it('tables, mails and archives that are something else', async () => {
    const workbook = await makeXlsx({ s: (sheet) => sheet.addRow(['值']) })
    expect(await failureOf('a.csv', workbook, 'format_mismatch')).toContain('a XLSX file')
    expect(await failureOf('a.csv', '<table><tr><td>1</table>', 'format_mismatch')).toContain('an HTML page')
    expect(await failureOf('a.eml', '<html><p>正文</p></html>', 'format_mismatch')).toContain(
      'an HTML page, not an e-mail',
    )
    expect(await failureOf('a.eml', makeOle('__nameid_version1.0'), 'format_mismatch')).toContain(
      'an OLE compound file',
    )
    expect(await failureOf('a.mht', '只是文字', 'format_mismatch')).toContain('plain text')
    expect(await failureOf('a.zip', workbook, 'format_mismatch')).toContain('an Excel workbook')
    expect(await failureOf('a.zip', await makeDocx([paragraph('正文')]), 'format_mismatch')).toContain(
      'a Word document',
    )
    expect(await failureOf('a.zip', PICTURE, 'format_mismatch')).toContain('a picture (PNG)')
    expect(await failureOf('a.zip', Buffer.alloc(50), 'file_broken')).toContain('a ZIP archive')
  })

  it('old and encrypted office files behind a new name', async () => {
    expect(await failureOf('a.docx', makeOle('Root Entry', 'WordDocument'), 'format_mismatch')).toContain('.doc')
    expect(await failureOf('a.xlsx', makeOle('Root Entry', 'Workbook'), 'format_mismatch')).toContain('.xls')
    expect(await failureOf('a.docx', makeOle('Root Entry', 'EncryptedPackage'), 'file_encrypted')).toContain('password')
  })

  it('encrypted PDFs', async () => {
    expect(await failureOf('a.pdf', makePdf([linesOf(['正文'])], { encrypted: true }), 'file_encrypted')).toContain(
      'password',
    )
  })

  it('damaged files', async () => {
    const docx = await makeDocx([paragraph('正文'.repeat(200))])
    expect(await failureOf('a.docx', docx.subarray(0, docx.length / 2), 'file_broken')).toContain('save it again')
    const flipped = Buffer.from(docx)
    for (let at = 200; at < 300; at++) flipped[at] = 0xff
    await failureOf('a.docx', flipped, 'file_broken')
    await failureOf('a.docx', await makeZip({ 'word/document.xml': '<w:document' }), 'file_broken')
    await failureOf('a.pptx', await makeZip({ 'ppt/presentation.xml': '<a><b></a>' }), 'file_broken')
    await failureOf('a.xlsx', await makeZip({ 'xl/workbook.xml': 'no xml' }), 'file_broken')
    await failureOf('a.pdf', '%PDF-1.4\n%%EOF', 'file_broken')
    await failureOf('a.pdf', Buffer.alloc(100), 'file_broken')
  })

  it('PDFs of empty pages', async () => {
    expect(await failureOf('a.pdf', makePdf([[], []]), 'no_text')).toContain('no text')
  })

  it('archives that would swell', async () => {
    const name = 'word/document.xml'
    const zeros = await makeZip({ [name]: Buffer.alloc(11 * 1024 * 1024) })
    expect(await failureOf('a.docx', zeros, 'archive_unsafe')).toMatch(/\d+ times its size/)
    const many = claimEntryCount(await makeZip({ [name]: 'a' }), 10_001)
    expect(await failureOf('a.docx', many, 'archive_unsafe')).toContain('10001 entries')
    const huge = await makeZip({ [name]: randomBytes(6_000_000), b: randomBytes(6_000_000) })
    expect(await failureOf('a.docx', claimInflatedSize(huge, 600_000_000), 'archive_unsafe')).toContain('1 GB')
  })

  it('archives whose directory lies about the size, before anything is made of them', async () => {
    const zip = await makeZip({ 'word/document.xml': Buffer.alloc(30_000_000) })
    expect(await failureOf('a.docx', claimInflatedSize(zip, 1000), 'file_broken')).toContain('ZIP archive')
  })
})

it('reads templates, shows and files with macros as what they are, and leaves the macros alone', async () => {
  const macros = { 'word/vbaProject.bin': makeOle('VBA', 'Module1') }
  const docx = await addEntries(await makeDocx([paragraph('先补签字单')]), macros)
  for (const name of ['a.docm', 'a.dotx', 'a.dotm']) expect((await read(name, docx)).text).toBe('先补签字单')
  const pptx = await makeRawPptx([shape(['先补签字单'], 'title')])
  for (const name of ['a.pptm', 'a.potx', 'a.ppsx', 'a.ppsm']) expect((await read(name, pptx)).text).toBe('先补签字单')
  const xlsx = await makeXlsx({ s: (sheet) => sheet.addRow(['先补签字单', '值']) })
  for (const name of ['a.xlsm', 'a.xltx', 'a.xltm']) expect((await read(name, xlsx)).text).toContain('先补签字单 | 值')
})

it('reads a file by its ending in any case', async () => {
  expect((await readDocument({ name: 'NOTES.MD', bytes: Buffer.from('# 题') })).title).toBe('题')
})
