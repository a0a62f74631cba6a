import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Extraction } from '../../../ingest/extraction.ts'
import { readMarkdown } from '../../../ingest/read/text/markdown.ts'
import { readPlainText } from '../../../ingest/read/text/plain-text.ts'
import { heading, makeDocx, paragraph, table } from '../../helpers/fixtures/docx.ts'
import { makeMail } from '../../helpers/fixtures/mail.ts'
import { linesOf, makePdf } from '../../helpers/fixtures/pdf.ts'
import { makeRawPptx, shape } from '../../helpers/fixtures/pptx.ts'
import { read } from '../../helpers/fixtures/read.ts'
import { makeXlsx } from '../../helpers/fixtures/xlsx.ts'
import { makeRawZip } from '../../helpers/fixtures/zip.ts'

const MARKUP = /[#>\-*+_|=:]/g
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** What stands between the blocks, which must be in order, apart from each other and not blank. */
function betweenBlocks({ text, blocks }: Extraction): string {
  let at = 0
  let between = ''
  for (const { start, end } of blocks) {
    expect(start).toBeGreaterThanOrEqual(at)
    expect(text.slice(start, end).trim()).toHaveLength(end - start)
    expect(end).toBeGreaterThan(start)
    between += text.slice(at, start)
    at = end
  }
  expect(at).toBeLessThanOrEqual(text.length)
  return between + text.slice(at)
}

const line = fc.oneof(
  fc.constantFrom(
    '# 题',
    '##题',
    '---',
    '===',
    '- 项',
    '  续',
    '1. 项',
    '> 引',
    '> - 引',
    '| a | b |',
    '|---|---|',
    '|',
    '```',
    '~~~ x',
    '\t',
    '',
  ),
  fc.string({
    unit: fc.constantFrom('#', '|', '-', '`', '>', ' ', '\t', '验', 'a', '😀', '\\', '*', '+', '.', '1', ':'),
  }),
)
const document = fc
  .tuple(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([lines, lineEnd]) => lines.join(lineEnd))

describe('blocks stand in order, apart from each other, and leave out nothing', () => {
  it('but white space in plain text', () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(betweenBlocks(readPlainText(text)).trim()).toBe('')
      }),
    )
  })

  it('but white space and the marks of Markdown', () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(betweenBlocks(readMarkdown(text)).replace(MARKUP, '').trim()).toBe('')
      }),
      { numRuns: 1000 },
    )
  })

  it('but white space in every other format, whose text is clean besides', async () => {
    const rows = [
      ['阶段', '责任人'],
      ['投标', '张三\u0001'],
    ]
    const dirty = '脏\uFEFF\u0007\u200b文\r\n字'
    const files: [string, string | Uint8Array][] = [
      [
        'a.html',
        `<h1>${dirty}</h1><p>甲&#xD800;<br>乙</p><pre> x\n y</pre><ul><li>一<ul><li>二</li></ul></li></ul><table><tr><td>1<td>2</table>`,
      ],
      [
        'a.docx',
        await makeDocx([
          heading('题'),
          paragraph('正文'),
          table([
            ['阶段', '责任人'],
            ['投标', '张三'],
          ]),
        ]),
      ],
      ['a.pptx', await makeRawPptx([shape(['题'], 'title') + shape(['甲 &#xD800; 乙', '乙\u2028丙'])])],
      ['a.xlsx', await makeXlsx({ s: (sheet) => sheet.addRows(rows) })],
      ['a.pdf', makePdf([linesOf(['第一页的话很长。', '第二行。']), linesOf(['第二页的话。'])])],
      ['a.csv', `阶段,责任人\n${dirty},"张三\u2028"\n${'先补签字单,再约演示\n'.repeat(20)}\uD800,\u0000\n`],
      [
        'a.eml',
        makeMail({
          headers: { Subject: dirty.replace(/\r\n/, ' '), 'Content-Type': 'multipart/alternative' },
          parts: [
            { body: dirty },
            { headers: { 'Content-Type': 'text/html' }, body: `<h1>题</h1><ul><li>一<ul><li>${dirty}</li></ul></ul>` },
          ],
        }),
      ],
      ['b.eml', makeMail({ headers: { Subject: '题' }, body: `一 \n\u0007\n\t${dirty}` })],
      [
        'a.mht',
        makeMail({
          headers: { 'MIME-Version': '1.0', 'Content-Type': 'multipart/related' },
          parts: [1, 2].map(() => ({ headers: { 'Content-Type': 'text/html' }, body: `<p>甲&#xD800;<p>${dirty}` })),
        }),
      ],
      ['a.zip', makeRawZip([{ name: 'b\u0085\n.txt' }, { name: Buffer.from([0xed, 0xa0, 0x80, 0x2e, 0x6d, 0x64]) }])],
    ]
    for (const [name, content] of files) {
      const extraction = await read(name, content)
      expect(betweenBlocks(extraction).trim(), name).toBe('')
      expect(extraction.text, name).not.toMatch(/(?![\n\t])\p{Cc}|\uFEFF/u)
      expect(LONE_SURROGATE.test(extraction.text), name).toBe(false)
      expect(extraction.blocks.length, name).toBeGreaterThan(1)
    }
  })
})
