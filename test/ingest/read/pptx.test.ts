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
})
