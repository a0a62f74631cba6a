import { describe, expect, it } from 'vitest'
import { linesOf, makePdf, type PdfRule, type PdfText } from '../../helpers/fixtures/pdf.ts'
import { outline, read } from '../../helpers/fixtures/read.ts'

const COLUMNS = [72, 160, 300, 420]
const ROW = 40

/** A drawn table: `across` and `down` say which of its inner lines are left out, as `row,column` of the cell before. */
function frame(
  rows: number,
  top: number,
  { across = [], down = [] }: { across?: string[]; down?: string[] } = {},
): PdfRule[] {
  const rules: PdfRule[] = []
  for (let row = 0; row <= rows; row++) {
    for (const [column, x] of COLUMNS.slice(0, -1).entries()) {
      const y = top + row * ROW
      if (!across.includes(`${row - 1},${column}`)) rules.push([x, y, COLUMNS[column + 1] ?? x, y])
    }
  }
  for (let row = 0; row < rows; row++) {
    for (const [column, x] of COLUMNS.entries()) {
      if (!down.includes(`${row},${column - 1}`)) rules.push([x, top + row * ROW, x, top + (row + 1) * ROW])
    }
  }
  return rules
}

/** Texts in the cells of that table. */
function fill(rows: string[][], top: number): PdfText[] {
  return rows.flatMap((cells, row) =>
    cells
      .flatMap((cell, column) =>
        cell.split('\n').map((text, line) => ({
          text,
          x: (COLUMNS[column] ?? 0) + 4,
          top: top + row * ROW + 15 + 14 * line,
          size: 10,
        })),
      )
      .filter(({ text }) => text !== ''),
  )
}

describe('tables that are drawn on a PDF page', () => {
  const rows = [
    ['阶段', '问题', '责任人'],
    ['投标', '漏项\n没有人发现', '张三'],
    ['', '超期', ''],
    ['验收', '', '王五'],
  ]

  it('are read by their lines, in whatever order the cells were written', async () => {
    const texts = fill(rows, 100)
    const shuffled = [...texts.filter((_, at) => at % 2 === 1), ...texts.filter((_, at) => at % 2 === 0).reverse()]
    const page = [...shuffled, ...linesOf(['表后的一段话。'], { top: 320 })]
    const file = makePdf([page], { rules: [frame(4, 100, { across: ['1,0'] })] })
    const extraction = await read('a.pdf', file)
    expect(outline(extraction)).toEqual([
      'table_row: 阶段 | 问题 | 责任人',
      'table_row: 投标 | 漏项没有人发现 | 张三',
      'table_row: 投标 | 超期',
      'table_row: 验收 |  | 王五',
      'paragraph: 表后的一段话。',
    ])
    const named = '阶段 | 问题 | 责任人'
    expect(extraction.blocks.map((block) => block.columns)).toEqual([undefined, named, named, named, undefined])
  })

  it('may have a title over all columns and grouped headers', async () => {
    const cells = [['2025 年台账'], ['项目', '一季度'], ['', '签约', '回款'], ['临港', '5', '3']]
    const rules = frame(4, 100, { down: ['0,0', '0,1', '1,1'], across: ['1,0'] })
    const extraction = await read('a.pdf', makePdf([fill(cells, 100)], { rules: [rules] }))
    expect(outline(extraction)).toEqual([
      'table_row: 2025 年台账',
      'table_row: 项目 | 一季度',
      'table_row: 项目 | 签约 | 回款',
      'table_row: 临港 | 5 | 3',
    ])
    expect(extraction.blocks.at(-1)?.columns).toBe('项目 | 一季度/签约 | 一季度/回款')
  })

  it('keep words apart that stand close to a line between them', async () => {
    const close = [
      { text: '投标阶段甲乙丙丁', x: 76, top: 155, size: 10 },
      { text: '漏项', x: 162, top: 155, size: 10 },
    ]
    const file = makePdf([[...fill([['阶段', '问题', '责任人']], 100), ...close]], { rules: [frame(2, 100)] })
    expect(outline(await read('a.pdf', file)).at(-1)).toBe('table_row: 投标阶段甲乙丙丁 | 漏项')
  })

  it('go on over the page with the names of their columns, which may be repeated', async () => {
    const texts = [
      fill(rows.slice(0, 2), 700),
      fill([['验收', '超期', '李四']], 60),
      fill([rows[0] ?? [], ['转维', '缺项', '王五']], 60),
    ]
    const rules = [frame(2, 700), frame(1, 60).concat(frame(1, 100)), frame(2, 60)]
    const second = [...(texts[1] ?? []), ...fill([['转维', '漏项', '赵六']], 100)]
    const { blocks } = await read('a.pdf', makePdf([texts[0] ?? [], second, texts[2] ?? []], { rules }))
    const named = '阶段 | 问题 | 责任人'
    expect(blocks.map((block) => block.columns)).toEqual([undefined, named, named, named, undefined, named])
  })

  it('leave alone what a frame holds that is no table', async () => {
    const box: PdfRule[] = [
      [60, 80, 540, 80],
      [540, 80, 540, 200],
      [540, 200, 60, 200],
      [60, 200, 60, 80],
    ]
    const pair = [
      { text: '甲方（盖章）：', x: 72, top: 100 },
      { text: '乙方（盖章）：', x: 320, top: 100 },
    ]
    expect(outline(await read('a.pdf', makePdf([pair], { rules: [box] })))).toEqual([
      'paragraph: 甲方（盖章）： 乙方（盖章）：',
    ])
  })
})

describe('paragraphs of PDFs', () => {
  it('go on after the footnotes of the page, which come after them', async () => {
    const first = linesOf(['验收前六十天内客户更换了分管领导，此前口头确'], { top: 700 })
    const note = { text: '1 见三月一日会议纪要。', x: 72, top: 750, size: 9 }
    const second = linesOf(['认的事项全部重来，损失三十天。', '另一段。'])
    expect(outline(await read('a.pdf', makePdf([[...first, note], second])))).toEqual([
      'paragraph: 验收前六十天内客户更换了分管领导，此前口头确认的事项全部重来，损失三十天。',
      'note: 1 见三月一日会议纪要。',
      'paragraph: 另一段。',
    ])
  })

  it('are joined in columns that begin where wider text does, and from one column to the next', async () => {
    const wide = linesOf(['这一段在两栏的上面，从左边的页边一直写到右边的页边才换行，', '然后结束。'])
    const left = linesOf(
      ['左栏第一行写到栏的右边为止，第二', '行也写到栏的右边才换行，有 3 行', '是这样一直到这一栏最后还没有到'],
      { top: 160 },
    )
    const right = linesOf(['结束处，写到右栏来了。'], { top: 160, x: 320 })
    expect(outline(await read('a.pdf', makePdf([[...wide, ...left, ...right]])))).toEqual([
      'paragraph: 这一段在两栏的上面，从左边的页边一直写到右边的页边才换行，然后结束。',
      'paragraph: 左栏第一行写到栏的右边为止，第二行也写到栏的右边才换行，有 3 行是这样一直到这一栏最后还没有到结束处，写到右栏来了。',
    ])
  })

  it('are told apart by their indent even where the last line is full, and joined where lines stand wide apart', async () => {
    const full = '这一行一直写到右边的页边为止没有标点符号也没有空位了'
    const lines = [full.slice(2), full, full].map((text, at) => ({ text, x: at === 0 ? 96 : 72, top: 100 + at * 30 }))
    const next = [full.slice(2), '结束。'].map((text, at) => ({ text, x: at === 0 ? 96 : 72, top: 190 + at * 30 }))
    expect(outline(await read('a.pdf', makePdf([[...lines, ...next]])))).toEqual([
      `paragraph: ${full.slice(2)}${full}${full}`,
      `paragraph: ${full.slice(2)}结束。`,
    ])
  })
})
