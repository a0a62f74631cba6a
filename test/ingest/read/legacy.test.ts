import { readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { heading, makeDocx, paragraph, table } from '../../helpers/fixtures/docx.ts'
import { convertFixture } from '../../helpers/fixtures/legacy.ts'
import { makeOle } from '../../helpers/fixtures/ole.ts'
import { linesOf, makePdf } from '../../helpers/fixtures/pdf.ts'
import { makePptx } from '../../helpers/fixtures/pptx.ts'
import { outline, read } from '../../helpers/fixtures/read.ts'
import { makeXlsx } from '../../helpers/fixtures/xlsx.ts'
import { makeZip } from '../../helpers/fixtures/zip.ts'
import { redirectTemporaryFiles, temporaryFolder } from '../../helpers/temporary-folder.ts'
import { NO_LIBREOFFICE, withPath } from '../../helpers/tools.ts'

const scratch = redirectTemporaryFiles()

const makeText = () =>
  makeDocx([
    heading('临港项目复盘'),
    paragraph('验收前六十天内客户更换了分管领导。'),
    table([
      ['现象', '处理'],
      ['验收延期', '补签确认单'],
    ]),
    paragraph('以上。'),
  ])

const makeSheet = () =>
  makeXlsx({
    登记: (sheet) => {
      sheet.addRows([
        ['编号', '金额', '日期'],
        ['A-001', 12.5, new Date(Date.UTC(2024, 2, 15))],
      ])
    },
  })

const makeSlides = () =>
  makePptx((deck) => {
    const slide = deck.addSlide()
    slide.addText('第一页标题', { x: 1, y: 0.5, fontSize: 32 })
    slide.addText('第一条经验', { x: 1, y: 2 })
    slide.addNotes('讲稿里的一句话')
  })

/** Each made once: LibreOffice takes a second. */
const fixtures = new Map<string, Promise<Buffer>>()
function fixture(ending: string): Promise<Buffer> {
  const known = fixtures.get(ending)
  if (known) return known
  const made = makeFixture(ending)
  fixtures.set(ending, made)
  return made
}

async function makeFixture(ending: string): Promise<Buffer> {
  if (['doc', 'rtf', 'odt'].includes(ending)) return convertFixture(await makeText(), 'docx', ending)
  if (['xls', 'ods'].includes(ending)) return convertFixture(await makeSheet(), 'xlsx', ending)
  return convertFixture(await makeSlides(), 'pptx', ending)
}

const failure = (name: string, bytes: Uint8Array) => read(name, bytes).catch((error) => error)

describe.skipIf(NO_LIBREOFFICE !== '')(`office files of other programs and times${NO_LIBREOFFICE}`, () => {
  it.each(['doc', 'rtf', 'odt'])('a text document is read with headings and tables: .%s', async (ending) => {
    const extraction = await read(`a.${ending}`, await fixture(ending))
    expect(outline(extraction)).toEqual([
      'heading1: 临港项目复盘',
      'paragraph: 验收前六十天内客户更换了分管领导。',
      'table_row: 现象 | 处理',
      'table_row: 验收延期 | 补签确认单',
      'paragraph: 以上。',
    ])
    expect(extraction.reader).toBe('LibreOffice')
  })

  it.each(['xls', 'ods'])('a sheet is read with its rows, numbers and dates: .%s', async (ending) => {
    const extraction = await read(`a.${ending}`, await fixture(ending))
    expect(outline(extraction).at(-1)).toMatch(/^table_row: 编号：A-001；金额：12\.5；日期：2024-03-15/)
    expect(extraction.reader).toBe('LibreOffice')
  })

  it.each(['ppt', 'odp'])('slides are read with their notes: .%s', async (ending) => {
    const extraction = await read(`a.${ending}`, await fixture(ending))
    const lines = outline(extraction).join('\n')
    for (const text of ['第一页标题', '第一条经验', '讲稿里的一句话']) expect(lines).toContain(text)
    expect(extraction).toMatchObject({ reader: 'LibreOffice', pages: 1 })
  })

  it('WPS files, which are of the same kind under other endings, are read alike', async () => {
    const text = await fixture('doc')
    expect(outline(await read('a.wps', text))).toContain('table_row: 验收延期 | 补签确认单')
    const sheet = await fixture('xls')
    expect((await read('a.et', sheet)).text).toContain('A-001')
  })

  it('a file of another kind than its ending says is refused with what it is', async () => {
    const sheet = await fixture('xls')
    expect(await failure('a.doc', sheet)).toMatchObject({
      code: 'format_mismatch',
      message: 'a.doc: the content is a spreadsheet, not a text document; give the file its right ending.',
    })
  })

  it('a file protected by a password is told from a damaged one', async () => {
    const text = await fixture('doc')
    const locked = Buffer.from(text)
    const flags = locked.indexOf(Buffer.from('eca5', 'hex')) + 10
    locked.writeUInt16LE(locked.readUInt16LE(flags) | 0x0100, flags)
    expect(await failure('a.doc', locked)).toMatchObject({ code: 'file_encrypted' })

    const sheet = Buffer.from(await fixture('xls'))
    const first = sheet.indexOf(Buffer.from('09081000', 'hex'))
    sheet.writeUInt16LE(0x002f, first + 4 + sheet.readUInt16LE(first + 2))
    expect(await failure('a.xls', sheet)).toMatchObject({ code: 'file_encrypted' })

    const cut = text.subarray(0, 1_000)
    expect(await failure('a.doc', cut)).toMatchObject({ code: 'file_broken' })
  })

  it('nothing that a document points to is fetched or opened', async () => {
    let requests = 0
    const server = createServer((_, response) => {
      requests += 1
      response.end('taken from the network')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const secret = join(temporaryFolder(), 'secret.txt')
    writeFileSync(secret, 'taken from the disk')
    const linked = (name: string, target: string) =>
      `<text:section text:name="${name}"><text:section-source xlink:href="${target}" text:filter-name="Text"/><text:p>${name}：存下的内容</text:p></text:section>`
    const picture = `<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="${address}/a.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>正文</text:p>`
    const odt = await makeOdt(picture + linked('盘上', pathToFileURL(secret).href) + linked('网上', `${address}/a.txt`))
    const extraction = await read('a.odt', odt)
    expect(extraction.text).toContain('正文')
    expect(extraction.text).toContain('盘上：存下的内容')
    expect(extraction.text).not.toContain('taken')
    expect(requests).toBe(0)
  })

  it('leaves none of its files behind but the profile for the next one', async () => {
    await read('a.rtf', '{\\rtf1 Hello\\par}')
    expect(
      readdirSync(scratch).filter((name) => !/^(?:libreoffice-profile|fixture|precedent-test)-/.test(name)),
    ).toEqual([])
  })
})

async function makeOdt(body: string): Promise<Buffer> {
  const names = ['office', 'text', 'drawing', 'svg-compatible'].map(
    (part) => `urn:oasis:names:tc:opendocument:xmlns:${part}:1.0`,
  )
  const [office, text, draw, svg] = names
  return makeZip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content xmlns:office="${office}" xmlns:text="${text}" xmlns:draw="${draw}" xmlns:svg="${svg}" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    'META-INF/manifest.xml': `<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
  })
}

describe('old endings', () => {
  it('say what to install where LibreOffice is missing', async () => {
    const error = await withPath('', () => failure('合同.doc', makeOle('Root Entry', 'WordDocument')))
    expect(error).toMatchObject({ code: 'tool_missing' })
    expect(error.message).toMatch(
      /^合同\.doc: .* LibreOffice, which is not installed: .*install.*; or save it as \.docx\.$/,
    )
  })

  it('are read without LibreOffice where the content is of a kind that needs none', async () => {
    await withPath('', async () => {
      expect(outline(await read('a.doc', await makeText()))).toContain('heading1: 临港项目复盘')
      expect(outline(await read('a.doc', '<html><body><h1>网页</h1><p>正文</p></body></html>'))).toEqual([
        'heading1: 网页',
        'paragraph: 正文',
      ])
      expect((await read('a.xls', '编号\t金额\nA-001\t12\nA-002\t13\n')).text).toContain('A-002')
      expect((await read('a.doc', '一行纯文本\n')).text).toBe('一行纯文本\n')
    })
  })

  it('do not hide passwords, other formats and damage', async () => {
    await withPath('', async () => {
      expect(await failure('a.ppt', makeOle('PowerPoint Document', 'EncryptedSummary'))).toMatchObject({
        code: 'file_encrypted',
      })
      expect(await failure('a.doc', makeOle('EncryptedPackage'))).toMatchObject({ code: 'file_encrypted' })
      const manifest = '<manifest:encryption-data manifest:checksum="x"/>'
      const mimetype = 'application/vnd.oasis.opendocument.text'
      const locked = await makeZip({ mimetype, 'META-INF/manifest.xml': manifest, 'content.xml': 'x' })
      expect(await failure('a.odt', locked)).toMatchObject({ code: 'file_encrypted' })
      expect(await failure('a.odt', await makeZip({ 'a.txt': 'x' }))).toMatchObject({ code: 'format_mismatch' })
      expect(await failure('a.doc', makePdf([linesOf(['正文'])]))).toMatchObject({ code: 'format_mismatch' })
      expect(await failure('a.doc', Buffer.alloc(3_000))).toMatchObject({ code: 'file_broken' })
    })
  })

  it('fail the file alone when LibreOffice cannot open it or makes nothing of it', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'soffice'), '#!/bin/sh\necho "source file could not be loaded" >&2\nexit 0\n', {
      mode: 0o755,
    })
    const error = await withPath(folder, () => failure('a.doc', makeOle('Root Entry', 'WordDocument')))
    expect(error).toMatchObject({ code: 'file_broken' })
    expect(error.message).toContain('save it as .docx')
  })
})
