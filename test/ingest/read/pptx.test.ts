import { describe, expect, it } from 'vitest'
import { makePptx, makeRawPptx, shape } from '../../helpers/fixtures/pptx.ts'
import { blocksOf, outline, read } from '../../helpers/fixtures/read.ts'

describe('reading slide decks', () => {
  it('reads titles, paragraphs, tables and speaker notes with the number of their slide', async () => {
    const file = await makePptx((deck) => {
      const slide = deck.addSlide()
      slide.addText('正文一行', { x: 1, y: 3, w: 5, h: 1, fontSize: 14 })
      slide.addText('复盘', { x: 1, y: 0.5, w: 5, h: 1, fontSize: 30 })
      const second = deck.addSlide()
      second.addTable(
        [
          [{ text: '阶段' }, { text: '责任人' }],
          [{ text: '投标' }, { text: '张三' }],
        ],
        { x: 1, y: 2, w: 5 },
      )
      second.addNotes('讲两分钟')
    })
    const extraction = await read('a.pptx', file)
    expect(outline(extraction)).toEqual([
      'heading1: 复盘',
      'paragraph: 正文一行',
      'table_row: 阶段 | 责任人',
      'table_row: 投标 | 张三',
      'note: 讲两分钟',
    ])
    expect(extraction.blocks.map((block) => block.page)).toEqual([1, 1, 2, 2, 2])
    expect(blocksOf(extraction, 'table_row')[1]?.columns).toBe('阶段 | 责任人')
    expect(extraction).toMatchObject({ pages: 2, title: '复盘' })
  })

  it('follows the order in which slides are shown, not that of their files', async () => {
    const slides = [shape(['先画的'], 'title'), shape(['先讲的'], 'ctrTitle')]
    expect(outline(await read('a.pptx', await makeRawPptx(slides, [1, 0])))).toEqual([
      'heading1: 先讲的',
      'heading2: 先画的',
    ])
  })

  it('reads groups and puts the title first, without page numbers and footers', async () => {
    const group = `<p:grpSp>${shape(['组内 &lt;甲&gt; &#20013;'])}</p:grpSp>`
    const tree = shape(['7'], 'sldNum') + group + shape(['页脚'], 'ftr') + shape(['题'], 'title')
    expect(outline(await read('a.pptx', await makeRawPptx([tree])))).toEqual([
      'heading1: 题',
      'paragraph: 组内 <甲> 中',
    ])
  })

  it('repeats a cell that is merged downwards and not one that is merged to the right', async () => {
    const cell = (text: string, attributes = '') =>
      `<a:tc ${attributes}><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`
    const rows = [
      cell('阶段') + cell('问题', 'gridSpan="2"') + cell('', 'hMerge="1"'),
      cell('投标', 'rowSpan="2"') + cell('漏项') + cell('甲'),
      cell('', 'vMerge="1"') + cell('超期') + cell('乙'),
    ]
    const grid = `<a:tbl>${rows.map((row) => `<a:tr>${row}</a:tr>`).join('')}</a:tbl>`
    const frame = `<p:graphicFrame><a:graphic><a:graphicData>${grid}</a:graphicData></a:graphic></p:graphicFrame>`
    expect(outline(await read('a.pptx', await makeRawPptx([frame])))).toEqual([
      'table_row: 阶段 | 问题',
      'table_row: 投标 | 漏项 | 甲',
      'table_row: 投标 | 超期 | 乙',
    ])
  })

  it("reads a chart's stored values", async () => {
    const file = await makePptx((deck) => {
      const data = [{ name: '延期', labels: ['一季度', '二季度'], values: [3, 5] }]
      deck.addSlide().addChart(deck.ChartType.bar, data, { x: 1, y: 1, w: 5, h: 3, showTitle: true, title: '按季度' })
    })
    expect(outline(await read('a.pptx', file))).toEqual(['paragraph: 按季度', 'paragraph: 延期：一季度 3；二季度 5'])
  })

  it('reads shapes by their place where the order in which they were drawn is another one', async () => {
    const tree = [
      shape(['右栏正文'], undefined, [50, 20, 40, 60]),
      shape(['左栏标题'], undefined, [0, 10, 40, 10]),
      shape(['左栏正文'], undefined, [0, 20, 40, 60]),
      shape(['右栏标题'], undefined, [50, 10, 40, 10]),
      shape(['页脚上的话'], undefined, [0, 90, 90, 8]),
      `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="90" cy="9"/></a:xfrm></p:grpSpPr>${shape(['横幅二'], undefined, [0, 50, 900, 40])}${shape(['横幅一'], undefined, [0, 0, 900, 40])}</p:grpSp>`,
    ]
    expect(outline(await read('a.pptx', await makeRawPptx([tree.join('')])))).toEqual([
      'paragraph: 横幅一',
      'paragraph: 横幅二',
      'paragraph: 左栏标题',
      'paragraph: 左栏正文',
      'paragraph: 右栏标题',
      'paragraph: 右栏正文',
      'paragraph: 页脚上的话',
    ])
  })

  it('shows the numbers of numbered paragraphs', async () => {
    const item = (text: string, type: string, level = 0) =>
      `<a:p><a:pPr lvl="${level}"><a:buAutoNum type="${type}"/></a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`
    const texts = [item('甲', 'arabicPeriod'), item('乙', 'circleNumDbPlain', 1), item('丙', 'arabicPeriod')]
    const more = [item('丁', 'ea1ChsPeriod'), '<a:p><a:pPr><a:buChar char="•"/></a:pPr><a:r><a:t>戊</a:t></a:r></a:p>']
    const tree = `<p:sp><p:txBody>${[...texts, ...more].join('')}</p:txBody></p:sp>`
    expect(outline(await read('a.pptx', await makeRawPptx([tree])))).toEqual([
      'list_item: 1. 甲',
      'list_item: ① 乙',
      'list_item: 2. 丙',
      'list_item: 一. 丁',
      'list_item: 戊',
    ])
  })

  it('reads comments with their authors after the slide, and says which slides are hidden', async () => {
    const relationship = (id: number, part: string) =>
      `<Relationship Id="r${id}" Type="http://example.com/relationships/comments" Target="../comments/${part}.xml"/>`
    const said = (text: string) => `<p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody>`
    const file = await makeRawPptx([shape(['正文'])], [0], {
      'ppt/slides/_rels/s0.xml.rels': `<Relationships>${relationship(1, 'old')}${relationship(2, 'new')}</Relationships>`,
      'ppt/comments/old.xml': '<p:cmLst xmlns:p="p"><p:cm authorId="0"><p:text>数字要核实</p:text></p:cm></p:cmLst>',
      'ppt/comments/new.xml': `<x:cmLst><x:cm authorId="{A}"><x:replyLst><x:reply authorId="0">${said('已核实')}</x:reply></x:replyLst>${said('核实了吗')}</x:cm></x:cmLst>`,
      'ppt/commentAuthors.xml': '<p:cmAuthorLst><p:cmAuthor id="0" name="张三"/></p:cmAuthorLst>',
      'ppt/authors.xml': '<x:authorLst><x:author id="{A}" name="李四"/></x:authorLst>',
    })
    const extraction = await read('a.pptx', file)
    expect(outline(extraction)).toEqual([
      'paragraph: 正文',
      'note: 批注（张三）：数字要核实',
      'note: 批注（李四）：核实了吗',
      'note: 批注（张三）：已核实',
    ])
    expect(extraction.warnings).toEqual([])
    const hidden = await makePptx((deck) => {
      deck.addSlide().addText('一', { x: 1, y: 1 })
      const second = deck.addSlide()
      second.addText('二', { x: 1, y: 1 })
      second.hidden = true
    })
    const { text, warnings } = await read('a.pptx', hidden)
    expect([text, warnings]).toEqual(['一\n二', ['Hidden slides are read like the others: 2.']])
  })

  it("shows a chart's numbers as the chart does, for every series, with the titles of its axes", async () => {
    const file = await makePptx((deck) => {
      const labels = ['一季度', '二季度']
      const data = [
        { name: '签约率', labels, values: [0.35, 0.5] },
        { name: '回款率', labels, values: [0.2, 0.125] },
      ]
      const shown = {
        showValAxisTitle: true,
        valAxisTitle: '占比',
        dataLabelFormatCode: '0%',
        valLabelFormatCode: '0%',
      }
      deck.addSlide().addChart(deck.ChartType.line, data, { x: 1, y: 1, w: 5, h: 3, ...shown })
    })
    expect(outline(await read('a.pptx', file))).toEqual([
      'paragraph: 签约率：一季度 35%；二季度 50%',
      'paragraph: 回款率：一季度 20%；二季度 12.5%',
      'paragraph: 占比',
    ])
  })
})
