import { describe, expect, it } from 'vitest'
import {
  heading,
  makeDocx,
  makeRawDocx,
  paragraph,
  rawParagraph,
  rawRun,
  table,
  Word,
} from '../../helpers/fixtures/docx.ts'
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

  it('puts footnotes, endnotes and comments after the paragraph that refers to them', async () => {
    const refer = (kind: string, id: number) => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`
    const note = (kind: string, id: number, inside: string, author = '') =>
      `<w:${kind} w:id="${id}"${author && ` w:author="${author}"`}>${inside}</w:${kind}>`
    const body = [
      `<w:p>${rawRun('验收延期')}${refer('footnote', 2)}${rawRun('三十天。')}${refer('comment', 0)}</w:p>`,
      `<w:p>${rawRun('后文')}${refer('endnote', 2)}${refer('comment', 1)}</w:p>`,
    ]
    const file = await makeRawDocx(body.join(''), {
      footnotes: note('footnote', 1, rawParagraph('分隔')) + note('footnote', 2, rawParagraph('见会议纪要。')),
      endnotes: note('endnote', 2, rawParagraph('尾注一') + rawParagraph('尾注二')),
      comments:
        note('comment', 0, rawParagraph('要核实') + rawParagraph('第二行'), '张三') +
        note('comment', 1, rawParagraph('check'), 'Ann'),
    })
    expect(outline(await read('a.docx', file))).toEqual([
      'paragraph: 验收延期三十天。',
      'note: 见会议纪要。',
      'note: 批注（张三）：要核实',
      'note: 第二行',
      'paragraph: 后文',
      'note: 尾注一',
      'note: 尾注二',
      'note: Comment (Ann): check',
    ])
  })

  it('reads tracked changes as accepted, and leaves out hidden text and placeholders', async () => {
    const body = [
      `<w:p>${rawRun('保')}<w:ins>${rawRun('留')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>`,
      `<w:p><w:moveFrom>${rawRun('旧处')}</w:moveFrom>${rawRun('甲')}<w:moveTo>${rawRun('新处')}</w:moveTo></w:p>`,
      `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${rawRun('两段')}</w:p>${rawParagraph('合一')}`,
      `<w:p>${rawRun('藏', '<w:vanish/>')}${rawRun('单击此处', '<w:rStyle w:val="PlaceholderText"/>')}${rawRun('露')}</w:p>`,
    ]
    expect(outline(await read('a.docx', await makeRawDocx(body.join(''))))).toEqual([
      'paragraph: 保留',
      'paragraph: 甲新处',
      'paragraph: 两段合一',
      'paragraph: 露',
    ])
  })

  it('opens content controls, links, fields, formulas and text boxes', async () => {
    const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
    const box = `<w:txbxContent>${rawParagraph('框内')}</w:txbxContent>`
    const body = [
      `<w:sdt><w:sdtPr><w:alias w:val="名"/></w:sdtPr><w:sdtContent>${rawParagraph('控件')}</w:sdtContent></w:sdt>`,
      `<w:p><w:hyperlink r:id="x">${rawRun('链接')}</w:hyperlink>${mark('begin')}<w:r><w:instrText> REF a </w:instrText></w:r>${mark('separate')}${rawRun('见图1')}${mark('end')}</w:p>`,
      `<w:p>${mark('begin')}<w:r><w:instrText>IF </w:instrText></w:r>${mark('begin')}${mark('separate')}${rawRun('代码')}${mark('end')}${mark('separate')}${rawRun('结果')}${mark('end')}</w:p>`,
      `<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>`,
      `<w:p>${rawRun('框外')}<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent></w:p>`,
      `<w:p>${rawRun('一')}<w:r><w:br/></w:r>${rawRun('二')}<w:r><w:tab/></w:r>${rawRun('三')}</w:p>`,
    ]
    expect(outline(await read('a.docx', await makeRawDocx(body.join(''))))).toEqual([
      'paragraph: 控件',
      'paragraph: 链接见图1',
      'paragraph: 结果',
      'paragraph: a/b',
      'paragraph: 框外',
      'paragraph: 框内',
      'paragraph: 一',
      'paragraph: 二 三',
    ])
  })

  it('leaves out a table of contents that is a field or typed with dots, also one that was broken off', async () => {
    const begin = `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>`
    const end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    const entries = `<w:p>${begin}${rawRun('一、总则 1')}</w:p>${rawParagraph('二、范围 12')}`
    const rest = rawParagraph('第一章 总则 ........ 3') + rawParagraph('共 12 页，第 3')
    const whole = await makeRawDocx(`${entries}<w:p>${end}</w:p>${rest}`)
    expect(outline(await read('a.docx', whole))).toEqual(['paragraph: 共 12 页，第 3'])
    const broken = await makeRawDocx(`${entries}${rawParagraph('正文不止。')}${rest}`)
    expect(outline(await read('a.docx', broken))).toEqual(['paragraph: 正文不止。', 'paragraph: 共 12 页，第 3'])
  })

  it('lays out merged cells, names columns by grouped headers under a title, and opens tables inside cells', async () => {
    const cell = (inside: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${inside}</w:tc>`
    const text = (words: string, properties = '') => cell(rawParagraph(words), properties)
    const wide = (columns: number) => `<w:gridSpan w:val="${columns}"/>`
    const top = '<w:vMerge w:val="restart"/>'
    const goesOn = text('', '<w:vMerge/>')
    const rows = [
      text('2025 年台账', wide(3)),
      text('项目', top) + text('一季度', wide(2)),
      goesOn + text('签约') + text('回款'),
      text('临港', top) + text('5') + text('3'),
      goesOn + text('8') + text('4'),
    ]
    const tableOf = (all: string[]) => `<w:tbl>${all.map((row) => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>`
    const inner = tableOf([text('甲') + text('乙'), text('1') + text('2')])
    const nested = tableOf([text('附表') + cell(inner + rawParagraph(''))])
    const extraction = await read('a.docx', await makeRawDocx(tableOf(rows) + rawParagraph('隔') + nested))
    expect(extraction.blocks.map(({ start, end, columns }) => [extraction.text.slice(start, end), columns])).toEqual([
      ['2025 年台账', undefined],
      ['项目 | 一季度', undefined],
      ['项目 | 签约 | 回款', undefined],
      ['临港 | 5 | 3', '项目 | 一季度/签约 | 一季度/回款'],
      ['临港 | 8 | 4', '项目 | 一季度/签约 | 一季度/回款'],
      ['隔', undefined],
      ['附表', undefined],
      ['甲 | 乙', undefined],
      ['1 | 2', '甲 | 乙'],
    ])
  })

  it('takes the title from the paragraph in the style of titles, and no long paragraph for a heading', async () => {
    const style = (id: string, name: string) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`
    const long = '这一段被套用了标题的样式。'.repeat(20)
    const body = rawParagraph('临港复盘', '<w:pStyle w:val="T"/>') + rawParagraph(long, '<w:pStyle w:val="2"/>')
    const extraction = await read(
      'a.docx',
      await makeRawDocx(body, { styles: style('T', 'Title') + style('2', 'heading 2') }),
    )
    expect(extraction.title).toBe('临港复盘')
    expect(outline(extraction)).toEqual(['heading1: 临港复盘', `paragraph: ${long}`])
  })

  it('leaves out what stands at the head and the foot of every page', async () => {
    const header = new Word.Header({ children: [paragraph('页眉')] })
    const footer = new Word.Footer({ children: [paragraph('页脚')] })
    const document = new Word.Document({
      sections: [{ children: [paragraph('正文')], headers: { default: header }, footers: { default: footer } }],
    })
    expect((await read('a.docx', await Word.Packer.toBuffer(document))).text).toBe('正文')
  })
})
