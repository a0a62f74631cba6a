import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeDocx, makeRawDocx, paragraph, rawParagraph } from '../helpers/fixtures/docx.ts'
import { base64Part, makeMail } from '../helpers/fixtures/mail.ts'
import { makeOle } from '../helpers/fixtures/ole.ts'
import { linesOf, makePdf } from '../helpers/fixtures/pdf.ts'
import { makePptx, makeRawPptx, shape } from '../helpers/fixtures/pptx.ts'
import { makeRawXlsx, makeXlsx } from '../helpers/fixtures/xlsx.ts'
import { addEntries, makeZip } from '../helpers/fixtures/zip.ts'
import { expectAnswer, makeNotes } from '../helpers/one-note.ts'
import { codesOf, expectSound, ingestFolder, textsIn } from '../helpers/sound-library.ts'

const WORDS = '先补签字单，再约第二轮演示。'
const MARKED = 'From: a@example.com\r\nMIME-Version: 1.0\r\n'
const HTML = `<!doctype html><meta charset="utf-8"><p>${WORDS}</p>`
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const TEXT_ENDINGS = ['md', 'txt', 'csv', 'html']
const OTHER_ENDINGS = ['mhtml', 'eml', 'zip', 'pdf', 'docx', 'pptx', 'xlsx', 'png']

/** One content of each kind, and the endings under which it may be read. */
async function contents(): Promise<Record<string, { bytes: Buffer; reads: readonly string[] }>> {
  const mail = makeMail({ headers: { Subject: 'x', 'Content-Type': 'text/html; charset=utf-8' }, body: HTML })
  return {
    text: { bytes: Buffer.from(WORDS), reads: TEXT_ENDINGS },
    page: { bytes: Buffer.from(HTML), reads: ['md', 'txt', 'html'] },
    mail: { bytes: Buffer.concat([Buffer.from(MARKED), mail]), reads: [...TEXT_ENDINGS, 'eml', 'mhtml'] },
    rtf: { bytes: Buffer.from('{\\rtf1\\ansi Cutover window\\par}'), reads: [] },
    zip: { bytes: await makeZip({ 'a.md': WORDS }), reads: ['zip'] },
    pdf: { bytes: makePdf([linesOf([WORDS])]), reads: ['pdf'] },
    word: { bytes: await makeDocx([paragraph(WORDS)]), reads: ['docx'] },
    slides: {
      bytes: await makePptx((deck) => deck.addSlide().addText(WORDS, { x: 1, y: 1, w: 4, h: 1 })),
      reads: ['pptx'],
    },
    sheet: { bytes: await makeXlsx({ s: (sheet) => void sheet.addRow([WORDS, '值']) }), reads: ['xlsx'] },
    old: { bytes: makeOle('Root Entry', 'WordDocument'), reads: [] },
    program: {
      bytes: Buffer.concat([
        Buffer.from('MZ'),
        Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * at * 31) % 256)),
      ]),
      reads: [],
    },
  }
}

it('reads no content under an ending that is not its own, and says what it is instead', async () => {
  const { notes, data } = makeNotes()
  const expected: Record<string, string> = {}
  const all = await contents()
  for (const [what, { bytes, reads }] of Object.entries(all)) {
    for (const ending of [...TEXT_ENDINGS, ...OTHER_ENDINGS]) {
      writeFileSync(join(notes, `${what}.${ending}`), bytes)
      if (!reads.includes(ending)) expected[`${what}.${ending}`] = 'format_mismatch'
    }
  }
  const result = await ingestFolder(data, [notes])
  expect(codesOf(result)).toEqual(expected)
  const texts = textsIn(data)
  for (const [what, { reads }] of Object.entries(all)) {
    for (const ending of reads.filter((one) => one !== 'zip')) {
      expect(texts[`${what}.${ending}`]).toContain(WORDS)
    }
  }
  await expectSound(data)
})

it('reads the words between NULs, halves of characters, and lines in several encodings', async () => {
  const { notes, data } = makeNotes()
  // 港口复盘：闸口先走一圈。
  const gbk = Buffer.from('b8dbbfdab8b4c5cca3bad5a2bfdacfc8d7dfd2bbc8a6a1a3', 'hex')
  const line = Buffer.from(`${WORDS}\n`)
  const files: Record<string, Buffer> = {
    'nul.md': Buffer.from(WORDS.replace('，', '\0，\0')),
    'rotated.log': Buffer.concat([Buffer.alloc(300_000), line]),
    'crashed.log': Buffer.concat([line, Buffer.alloc(5_000), line]),
    'half.txt': Buffer.concat([
      Buffer.from('\uFEFF', 'utf16le'),
      Buffer.from(WORDS, 'utf16le'),
      Buffer.from('3dd8', 'hex'),
    ]),
    'half.docx': await makeRawDocx(rawParagraph(`${WORDS}&#xD83D;&#xDE00;&#0;`)),
    'half.html': Buffer.from(`<p>${WORDS}&#xD83D;\0&#0;</p>`),
    'two.csv': Buffer.concat([Buffer.from('项,值\n'), line, gbk, Buffer.from(',2\n')]),
    'marked twice.md': Buffer.from(`\uFEFF\uFEFF# 题\n\n${WORDS}`),
    'wrong mark.txt': Buffer.concat([Buffer.from('efbbbf', 'hex'), gbk]),
    'gb.html': Buffer.concat([Buffer.from('<meta charset="utf-8"><p>'), gbk, Buffer.from('</p>')]),
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(notes, name), bytes)
  expect(await ingestFolder(data, [notes])).toMatchObject({ failed: [] })
  const texts = textsIn(data)
  for (const name of Object.keys(files)) {
    expect(texts[name], name).toContain(/wrong|gb/.test(name) ? '港口复盘：闸口先走一圈。' : WORDS)
    expect(texts[name], name).not.toMatch(
      /[\0\uFEFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/,
    )
  }
  expect(texts['two.csv']).toContain('港口复盘：闸口先走一圈。')
  expect(texts['marked twice.md']?.startsWith('# 题')).toBe(true)
  await expectSound(data)
})

it('shows what formulas came to and nothing of macros and scripts, nor what a page hides', async () => {
  const { notes, data } = makeNotes()
  const macros = makeOle('VBA', 'Sub AutoOpen() Shell calc')
  const sheets = [
    '<sheet name="s" sheetId="1" r:id="r1"/><sheet name="宏" sheetId="2" r:id="r2"/>',
    '<Relationship Id="r1" Type="x/worksheet" Target="worksheets/a.xml"/>',
    '<Relationship Id="r2" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="macrosheets/m.xml"/>',
  ]
  const cell = (place: string, formula: string, value: string) =>
    `<c r="${place}" t="str"><f>${formula}</f>${value && `<v>${value}</v>`}</c>`
  const rows = [
    `<row r="1"><c r="A1" t="inlineStr"><is><t>项</t></is></c><c r="B1" t="inlineStr"><is><t>数</t></is></c></row>`,
    `<row r="2">${cell('A2', 'HYPERLINK(&quot;http://example.com&quot;,&quot;点我&quot;)', '点我')}${cell('B2', 'SUM(1,2)', '3')}</row>`,
    `<row r="3">${cell('A3', "cmd|' /C calc'!A0", '')}${cell('B3', '1+1', '2')}</row>`,
  ]
  const workbook = await makeRawXlsx(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`, {
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets[0]}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets[1]}${sheets[2]}</Relationships>`,
    'xl/macrosheets/m.xml': `<worksheet><sheetData><row r="1">${cell('A1', 'EXEC(&quot;calc&quot;)', 'calc')}</row></sheetData></worksheet>`,
    'xl/vbaProject.bin': macros.toString('latin1'),
  })
  const hidden = ['display:none', 'visibility: hidden', 'font-size:0'].map((style) => `<p style="${style}">藏起来</p>`)
  const files: Record<string, Buffer> = {
    'a.xlsm': workbook,
    'a.docm': await addEntries(await makeDocx([paragraph(WORDS)]), { 'word/vbaProject.bin': macros }),
    'a.pptm': await makeRawPptx([shape([WORDS])], [0], { 'ppt/vbaProject.bin': macros.toString('latin1') }),
    'a.html': Buffer.from(
      `<meta charset="utf-8"><body onload="calc()"><script>calc()</script><style>p{color:calc}</style>${hidden.join('')}
       <p hidden>藏起来</p><template>藏起来</template><iframe srcdoc="<p>藏起来</p>"></iframe><svg><script>calc()</script></svg>
       <!-- 藏起来 --><a href="javascript:calc()">${WORDS}</a><img src=x alt="" onerror="calc()">`,
    ),
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(notes, name), bytes)
  const result = await ingestFolder(data, [notes])
  expect(result.failed).toEqual([])
  const texts = textsIn(data)
  expect(texts['a.xlsm']).toBe('s\n项 | 数\n项：点我；数：3\n数：2')
  for (const name of ['a.docm', 'a.pptm', 'a.html']) expect(texts[name]).toBe(WORDS)
  await expectSound(data)
})

/** Counts whoever knocks. */
async function startTrap(): Promise<{ address: string; requests: () => string[] }> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    response.end('taken from the network')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: () => requests }
}

it('asks the network for nothing that a file points to', async () => {
  const { notes, data } = makeNotes()
  const { address, requests } = await startTrap()
  const external = (id: string, type: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${address}/${type}" TargetMode="External"/>`
  const rels = (...types: string[]) =>
    `<Relationships>${types.map((type, at) => external(`e${at}`, type)).join('')}</Relationships>`
  const entity = `<!DOCTYPE x [<!ENTITY % d SYSTEM "${address}/dtd"><!ENTITY e SYSTEM "${address}/entity">%d;]>`
  const page = `<html><head><meta charset="utf-8"><base href="${address}/"><link rel="stylesheet" href="${address}/css">
    <meta http-equiv="refresh" content="0;url=${address}/refresh"><script src="${address}/js"></script></head><body>
    <p>${WORDS}</p><img src="${address}/img"><iframe src="${address}/frame"></iframe><object data="${address}/object"></object>
    <svg xmlns="http://www.w3.org/2000/svg"><image href="${address}/svg"/><use href="${address}/use#a"/></svg>
    <video src="${address}/video"></video><div style="background:url(${address}/background)"></div></body></html>`
  const docx = await makeDocx([paragraph(WORDS)])
  const files: Record<string, Buffer> = {
    'a.docx': await addEntries(docx, {
      'word/_rels/settings.xml.rels': rels('attachedTemplate'),
      'word/_rels/footnotes.xml.rels': rels('image', 'oleObject'),
    }),
    'entity.docx': await makeRawDocx(`${rawParagraph(`${WORDS}&e;`)}`).then((bytes) =>
      addEntries(bytes, {
        'docProps/core.xml': `${entity}<cp:coreProperties><dc:title>&e;</dc:title></cp:coreProperties>`,
      }),
    ),
    'a.xlsx': await makeRawXlsx(
      `<worksheet><sheetData><row r="1"><c r="A1" t="str"><f>WEBSERVICE("${address}/formula")</f><v>${WORDS}</v></c></row></sheetData></worksheet>`,
      {
        'xl/worksheets/_rels/a.xml.rels': rels('image', 'comments'),
        'xl/externalLinks/_rels/l.xml.rels': rels('externalLinkPath'),
      },
    ),
    'a.pptx': await makeRawPptx([shape([WORDS])], [0], {
      'ppt/slides/_rels/s0.xml.rels': rels('notesSlide', 'chart', 'image', 'video', 'slideLayout'),
    }),
    'a.html': Buffer.from(page),
    'a.mhtml': makeMail({
      headers: { 'MIME-Version': '1.0', 'Content-Type': 'multipart/related' },
      parts: [
        { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Location': `${address}/page` }, body: page },
      ],
    }),
    'a.eml': makeMail({
      headers: { Subject: 'x', 'MIME-Version': '1.0' },
      parts: [
        { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: page },
        { headers: { 'Content-Type': `message/external-body; access-type=URL; URL="${address}/body"` }, body: '' },
        base64Part(
          { 'Content-Type': 'image/svg+xml; name="a.svg"' },
          `<svg xmlns:x="http://www.w3.org/1999/xlink"><image x:href="${address}/svg"/></svg>`,
        ),
      ],
    }),
    'a.md': Buffer.from(`${WORDS}\n\n![图](${address}/image)\n\n<img src="${address}/html">\n`),
    'a.zip': await makeZip({ 'in.html': page }),
    'a.pdf': Buffer.from(
      makePdf([linesOf([WORDS])])
        .toString('latin1')
        .replace(
          '<</Type/Catalog',
          `<</Type/Catalog/OpenAction<</S/URI/URI(${address}/open)>>/AA<</WC<</S/Launch/F(${address}/run)>>>>`,
        ),
      'latin1',
    ),
    'pixel.png': Buffer.from(PIXEL, 'base64'),
  }
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(notes, name), bytes)
  const result = await ingestFolder(data, [notes])
  expect(Object.keys(codesOf(result))).toEqual(['pixel.png'])
  const texts = textsIn(data)
  for (const name of Object.keys(files).filter((one) => !/zip|png/.test(one)))
    expect(texts[name], name).toContain(WORDS)
  expect(Object.values(texts).join('\n')).not.toContain('taken from the network')
  await expectAnswer(data)
  await fetch(`${address}/by-the-test`)
  expect(requests()).toEqual(['/by-the-test'])
})
