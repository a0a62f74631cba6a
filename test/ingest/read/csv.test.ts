import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridOf } from '../../../web/viewer/model/grid.ts'
import { groupPages } from '../../../web/viewer/model/pages.ts'
import { outline, read } from '../../helpers/fixtures/read.ts'

const TABLE = '编号,现象,责任人\r\nK1,延期,张三\r\nK2,漏项,\r\n'
const ROWS = [
  'table_row: 编号 | 现象 | 责任人',
  'table_row: 编号：K1；现象：延期；责任人：张三',
  'table_row: 编号：K2；现象：漏项',
]
/** The table in GB18030: 编号,现象,责任人 / K1,延期,张三 / K2,漏项, */
const GB18030 = Buffer.from(
  'b1e0bac52ccfd6cff32cd4f0c8cec8cb0d0a4b312cd1d3c6da2cd5c5c8fd0d0a4b322cc2a9cfee2c0d0a',
  'hex',
)

describe('reading tables kept as text', () => {
  it('writes each row as one line that names its columns, with the place of each value', async () => {
    const extraction = await read('风险台账.csv', TABLE)
    expect(outline(extraction)).toEqual(ROWS)
    const { text, blocks } = extraction
    const values = blocks.map(({ cells = [] }) =>
      cells.map(({ column, start, end }) => [column, text.slice(start, end)]),
    )
    expect(values).toEqual([
      [
        [0, '编号'],
        [1, '现象'],
        [2, '责任人'],
      ],
      [
        [0, 'K1'],
        [1, '延期'],
        [2, '张三'],
      ],
      [
        [0, 'K2'],
        [1, '漏项'],
      ],
    ])
    expect(extraction.title).toBe('风险台账')
  })

  it('is shown as a grid', async () => {
    const { text, blocks } = await read('a.csv', TABLE)
    const [page] = groupPages(blocks)
    const grid = page && gridOf(text, page)
    expect([grid?.headers.length, grid?.rows.length, grid?.widths.length]).toEqual([1, 2, 3])
  })

  it('knows the encodings of the programs that write such files', async () => {
    for (const bytes of [`\uFEFF${TABLE}`, GB18030, Buffer.from(`\uFEFF${TABLE}`, 'utf16le')]) {
      expect(outline(await read('a.csv', bytes))).toEqual(ROWS)
    }
  })

  it('finds the delimiter, also where values hold another one, and where the file states it', async () => {
    for (const delimiter of [';', '\t', '|']) {
      const text = TABLE.replaceAll(',', delimiter).replace('延期', '延期, 约3,5周')
      expect(outline(await read('a.csv', text)).slice(0, 2)).toEqual([
        ROWS[0],
        'table_row: 编号：K1；现象：延期, 约3,5周；责任人：张三',
      ])
    }
    expect(outline(await read('a.tsv', '甲\t乙\n一\t二'))).toEqual(['table_row: 甲 | 乙', 'table_row: 甲：一；乙：二'])
    expect(outline(await read('a.csv', 'sep=^\r\n甲,丙^乙\r\n一^二'))).toEqual([
      'table_row: 甲,丙 | 乙',
      'table_row: 甲,丙：一；乙：二',
    ])
  })

  it('keeps quoted delimiters, line breaks and quotes in their value', async () => {
    const text = '名,说明\n"甲,乙","第一行\r\n第二行说""好"""\n "丙" ,5" 屏\n"7" 屏",x'
    expect(outline(await read('a.csv', text)).slice(1)).toEqual([
      'table_row: 名：甲,乙；说明：第一行 第二行说"好"',
      'table_row: 名：丙；说明：5" 屏',
      'table_row: 名：7" 屏；说明：x',
    ])
  })

  it('loses no row to a quote that is never closed', async () => {
    const text = 'id,note\nK1,"never closed\nK2,"fine"\nK3,"a ""b"" c"\nK4,"open at the end\nK5,last'
    expect(outline(await read('a.csv', text)).slice(1)).toEqual([
      'table_row: id：K1；note："never closed',
      'table_row: id：K2；note：fine',
      'table_row: id：K3；note：a "b" c',
      'table_row: id：K4；note："open at the end',
      'table_row: id：K5；note：last',
    ])
  })

  it('takes rows of any length, also ones longer than the header', async () => {
    expect(outline(await read('a.csv', '甲,乙\n一\n一,二,三,四\n,二\n,,\n\n'))).toEqual([
      'table_row: 甲 | 乙',
      'table_row: 甲：一',
      'table_row: 甲：一；乙：二；三；四',
      'table_row: 乙：二',
    ])
  })

  it('takes what stands above the table, and remarks in it, for text', async () => {
    expect(outline(await read('a.csv', '2025 年台账,,\n\n项目,阶段,金额\n临港,投标,12\n以上为初稿,,\n'))).toEqual([
      'paragraph: 2025 年台账',
      'table_row: 项目 | 阶段 | 金额',
      'table_row: 项目：临港；阶段：投标；金额：12',
      'paragraph: 以上为初稿',
    ])
  })

  it('does not take a first row of values for the names of the columns', async () => {
    expect(outline(await read('a.csv', 'K1,2025-03-01,12.5\nK2,2025-03-02,13\n'))).toEqual([
      'table_row: K1；2025-03-01；12.5',
      'table_row: K2；2025-03-02；13',
    ])
  })

  it('reads a list without delimiters line by line', async () => {
    expect(outline(await read('a.csv', '张三\n李四'))).toEqual(['paragraph: 张三', 'paragraph: 李四'])
  })

  it('cleans values of what must not stand in a text, and counts right behind it', async () => {
    const { text, blocks } = await read('a.csv', '甲,乙\n一\u0001\u00A0一,\u200B二😀\n')
    expect(text).toBe('甲 | 乙\n甲：一 一；乙：二😀')
    expect(blocks[1]?.cells?.map(({ start, end }) => text.slice(start, end))).toEqual(['一 一', '二😀'])
  })

  it('finds every value of any table again, whatever stands in it', async () => {
    const value = fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r\n', ' ', '验', 'a', '😀', '|', '\t') })
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1 }),
        fc.constantFrom(',', ';', '\t', '|'),
        async (values, mark) => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
          const rows = values.map((each, at) => `K${at}${mark}${quote(each)}\r\n`)
          const { text, blocks } = await read('a.csv', `sep=${mark}\r\n编号${mark}说明\r\n${rows.join('')}`)
          const cells = blocks.map((block) => (block.cells ?? []).map(({ start, end }) => text.slice(start, end)))
          const expected = values.map((each, at) =>
            [`K${at}`, each.replace(/\s+/g, ' ').trim()].filter((cell) => cell !== ''),
          )
          expect(cells).toEqual([['编号', '说明'], ...expected])
        },
      ),
    )
  })

  it('ends a table that is too long in a code', async () => {
    const text = `编号,说明\n${'K1,先补签字单再约第二轮演示\n'.repeat(1_000_000)}`
    await expect(read('a.csv', text)).rejects.toMatchObject({ code: 'text_too_long' })
  })
})
