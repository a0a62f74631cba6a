import { describe, expect, it } from 'vitest'
import { heading, makeDocx, paragraph, table, Word } from '../../helpers/fixtures/docx.ts'
import { blocksOf, outline, read } from '../../helpers/fixtures/read.ts'

describe('reading Word documents', () => {
  it('reads headings, paragraphs, lists and tables', async () => {
    const list = ['甲', '乙'].map((text) => new Word.Paragraph({ text, bullet: { level: 0 } }))
    const rows = [
      ['阶段', '责任人'],
      ['投标', '张三'],
    ]
    const extraction = await read(
      'a.docx',
      await makeDocx([heading('复盘'), paragraph('正文'), ...list, heading('表', 2), table(rows)]),
    )
    expect(outline(extraction)).toEqual([
      'heading1: 复盘',
      'paragraph: 正文',
      'list_item: - 甲',
      'list_item: - 乙',
      'heading2: 表',
      'table_row: 阶段 | 责任人',
      'table_row: 投标 | 张三',
    ])
    expect(blocksOf(extraction, 'table_row')[1]?.columns).toBe('阶段 | 责任人')
    expect(extraction.title).toBe('复盘')
  })

  it('takes the title from the properties', async () => {
    expect((await read('a.docx', await makeDocx([heading('复盘')], { title: '临港复盘' }))).title).toBe('临港复盘')
  })

  it("knows a template's own heading styles by their outline level or by the style they are based on", async () => {
    const styles = [
      { id: 'a1', name: "一级'标题", paragraph: { outlineLevel: 0 } },
      { id: 'a2', name: '二级标题', basedOn: 'Heading2' },
    ]
    const children = [
      new Word.Paragraph({ text: '总则', style: 'a1' }),
      new Word.Paragraph({ text: '范围', style: 'a2' }),
      paragraph('正文'),
    ]
    const file = await makeDocx(children, { styles: { paragraphStyles: styles } })
    expect(outline(await read('a.docx', file))).toEqual(['heading1: 总则', 'heading2: 范围', 'paragraph: 正文'])
  })

  it('leaves out the table of contents, which repeats the headings', async () => {
    const contents = new Word.Paragraph({ text: '复盘\t3', style: 'toc1' })
    const file = await makeDocx([contents, heading('复盘'), paragraph('正文')], {
      styles: { paragraphStyles: [{ id: 'toc1', name: 'toc 1' }] },
    })
    expect(outline(await read('a.docx', file))).toEqual(['heading1: 复盘', 'paragraph: 正文'])
  })

  it('says that pictures were not read', async () => {
    const dot = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const picture = new Word.ImageRun({ type: 'png', data: dot, transformation: { width: 9, height: 9 } })
    const file = await makeDocx([new Word.Paragraph({ children: [picture] }), paragraph('正文')])
    const extraction = await read('a.docx', file)
    expect(outline(extraction)).toEqual(['paragraph: 正文'])
    expect(extraction.warnings).toEqual(['Pictures are not read (1 in this file).'])
  })
})
