import { describe, expect, it } from 'vitest'
import { linesOf, makePdf, type PdfText } from '../../helpers/fixtures/pdf.ts'
import { blocksOf, outline, read } from '../../helpers/fixtures/read.ts'

const outlineOf = async (...pages: PdfText[][]) => outline(await read('a.pdf', makePdf(pages)))

/** Rows of cells at the given places from the left, cell by cell as programs write them. */
function tableOf(rows: string[][], columns: number[], top: number): PdfText[] {
  return rows.flatMap((cells, row) =>
    cells.map((text, column) => ({ text, x: columns[column] ?? 0, top: top + row * 30, size: 10 })),
  )
}

describe('reading PDFs', () => {
  it('reads a font that is not embedded and joins the lines of a paragraph without spaces', async () => {
    const lines = linesOf([
      '验收前六十天内客户更换了分管领导，此前口头确',
      '认的事项全部重来，损失三十天。',
      '另一段从这里开始。',
    ])
    expect(await outlineOf(lines)).toEqual([
      'paragraph: 验收前六十天内客户更换了分管领导，此前口头确认的事项全部重来，损失三十天。',
      'paragraph: 另一段从这里开始。',
    ])
  })

  it('joins Latin words with a space, and follows the author between Chinese and Latin', async () => {
    const latin = ['A paragraph of English words that goes on over more', 'than one line of the page.']
    const mixed = ['项目共投入 312 人天，其中一号车间的采集网关占了', '58 人天。']
    expect(await outlineOf(linesOf(latin))).toEqual([`paragraph: ${latin.join(' ')}`])
    expect(await outlineOf(linesOf(mixed))).toEqual([`paragraph: ${mixed.join(' ')}`])
  })

  it('begins a paragraph after a short line, at an indent, after a gap and at a number', async () => {
    const lines = [
      ...linesOf(['客户：临港集团', '金额：五百万元']),
      ...linesOf(['这一段的第一行缩进两个字，并且一直写到右边的页边', '这里是它的第二行，也一直写到右边的页边处才换'], {
        top: 136,
      }),
      ...linesOf(['这一行缩进两个字，所以是另一个段落的开头，写到边'], { top: 172, x: 96 }),
      ...linesOf(['这一行隔得远，所以也是另一个段落，写到右边的边上', '1. 有编号的一行总是新的段落'], { top: 220 }),
    ]
    expect(await outlineOf(lines)).toEqual([
      'paragraph: 客户：临港集团',
      'paragraph: 金额：五百万元',
      'paragraph: 这一段的第一行缩进两个字，并且一直写到右边的页边这里是它的第二行，也一直写到右边的页边处才换',
      'paragraph: 这一行缩进两个字，所以是另一个段落的开头，写到边',
      'paragraph: 这一行隔得远，所以也是另一个段落，写到右边的边上',
      'paragraph: 1. 有编号的一行总是新的段落',
    ])
  })

  it('continues a paragraph on the next page and gives it the page where it begins', async () => {
    const first = linesOf(['验收前六十天内客户更换了分管领导，此前口头确'], { top: 740 })
    const second = linesOf(['认的事项全部重来，损失三十天。', '另一段。'])
    const extraction = await read('a.pdf', makePdf([first, second]))
    expect(outline(extraction)).toEqual([
      'paragraph: 验收前六十天内客户更换了分管领导，此前口头确认的事项全部重来，损失三十天。',
      'paragraph: 另一段。',
    ])
    expect(extraction.blocks.map((block) => block.page)).toEqual([1, 2])
    expect(extraction.pages).toBe(2)
  })

  it('tells headings by their size, the largest being level 1, and takes the title from it', async () => {
    const body = linesOf(['正文一行，讲的是项目的经过。', '正文二行，讲的是项目的结果。', '正文三行。'], { top: 160 })
    const page = [
      { text: '项目复盘', x: 200, top: 100, size: 20 },
      { text: '一、经过', x: 72, top: 135, size: 15 },
      ...body,
    ]
    const extraction = await read('a.pdf', makePdf([page]))
    expect(outline(extraction).slice(0, 3)).toEqual([
      'heading1: 项目复盘',
      'heading2: 一、经过',
      'paragraph: 正文一行，讲的是项目的经过。',
    ])
    expect(extraction.title).toBe('项目复盘')
    expect((await read('a.pdf', makePdf([page], { title: '临港复盘' }))).title).toBe('临港复盘')
    expect((await read('a.pdf', makePdf([page], { title: 'Microsoft Word - 1.docx' }))).title).toBe('项目复盘')
  })

  it('removes running headers and page numbers but keeps what stands once', async () => {
    const page = (number: number, text: string): PdfText[] => [
      { text: '衡渡数科 内部资料', x: 400, top: 40, size: 9 },
      ...linesOf([text]),
      { text: `第 ${number} 页 共 3 页`, x: 280, top: 810, size: 9 },
    ]
    const extraction = await read(
      'a.pdf',
      makePdf([page(1, '第一页的话。'), page(2, '第二页的话。'), page(3, '第三页的话。')]),
    )
    expect(extraction.text).toBe('第一页的话。\n第二页的话。\n第三页的话。')
  })

  it('rebuilds table rows from the gaps between cells, with cells of several lines and places left empty', async () => {
    const columns = [72, 160, 360]
    const rows = tableOf(
      [
        ['阶段', '问题', '责任人'],
        ['投标', '漏项', '张三'],
        ['验收', '超期', '李四'],
      ],
      columns,
      150,
    )
    const second = { text: '而且没有人发现', x: 160, top: 193, size: 10 }
    const page = [
      ...linesOf(['表前的一段话，讲的是下面的表。']),
      ...rows.slice(0, 5),
      second,
      ...rows.slice(5),
      ...tableOf(
        [['转维', '', '王五']].map((cells) => cells.filter((cell) => cell !== '')),
        [72, 360],
        240,
      ),
      ...linesOf(['表后的一段话。'], { top: 290 }),
    ]
    const extraction = await read('a.pdf', makePdf([page]))
    expect(outline(extraction)).toEqual([
      'paragraph: 表前的一段话，讲的是下面的表。',
      'table_row: 阶段 | 问题 | 责任人',
      'table_row: 投标 | 漏项而且没有人发现 | 张三',
      'table_row: 验收 | 超期 | 李四',
      'table_row: 转维 |  | 王五',
      'paragraph: 表后的一段话。',
    ])
    const named = '阶段 | 问题 | 责任人'
    expect(blocksOf(extraction, 'table_row').map((block) => block.columns)).toEqual([undefined, named, named, named])
  })

  it('carries the columns on to the next page, where the header may be repeated', async () => {
    const columns = [72, 160, 360]
    const header = ['阶段', '问题', '责任人']
    const first = tableOf([header, ['投标', '漏项', '张三']], columns, 690)
    const second = tableOf([header, ['验收', '超期', '李四']], columns, 100)
    const { blocks } = await read('a.pdf', makePdf([first, second]))
    expect(blocks.map((block) => block.columns)).toEqual([undefined, header.join(' | '), undefined, header.join(' | ')])
  })

  it('reads one column of text after the other', async () => {
    const left = linesOf(['左栏第一行写到栏的右边为', '止，左栏第二行写到右边为', '止。'])
    const right = linesOf(['右栏第一行写到栏的右边为', '止，右栏第二行写到右边为', '止。'], { x: 320 })
    expect(await outlineOf([...left, ...right])).toEqual([
      'paragraph: 左栏第一行写到栏的右边为止，左栏第二行写到右边为止。',
      'paragraph: 右栏第一行写到栏的右边为止，右栏第二行写到右边为止。',
    ])
  })

  it('is not misled by a side by side of two lines, nor by dots that lead to page numbers', async () => {
    const pair = [
      { text: '甲方（盖章）：', x: 72, top: 100 },
      { text: '乙方（盖章）：', x: 320, top: 100 },
    ]
    const contents = linesOf(['第一章 总则 .......... 1', '第二章 范围 .......... 3'], { top: 140 })
    expect(await outlineOf([...pair, ...contents])).toEqual([
      'paragraph: 甲方（盖章）： 乙方（盖章）：',
      'paragraph: 第一章 总则 .......... 1',
      'paragraph: 第二章 范围 .......... 3',
    ])
  })

  it('says ideographs where the font says radicals', async () => {
    const file = makePdf([linesOf(['方案的目标是全力降本。'])], { toUnicode: { 方: '⽅', 目: '⽬', 力: '⼒' } })
    expect((await read('a.pdf', file)).text).toBe('方案的目标是全力降本。')
  })

  it('leaves the bytes that it was given as they were', async () => {
    const file = makePdf([linesOf(['正文在这里。'])])
    const copy = Buffer.from(file)
    await read('a.pdf', file)
    expect(file.equals(copy)).toBe(true)
  })
})
