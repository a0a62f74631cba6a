import { describe, expect, it } from 'vitest'
import { outline, read } from '../../helpers/fixtures/read.ts'
import { makeXlsx } from '../../helpers/fixtures/xlsx.ts'

describe('reading workbooks', () => {
  it('writes each row as one line that names its columns, each sheet under a heading', async () => {
    const file = await makeXlsx({
      登记: (sheet) =>
        sheet.addRows([[], ['编号', '现象', '备注'], ['K1', '第一行\n第二行', null], ['K2', '延期', '无']]),
      空: () => undefined,
      统计: (sheet) =>
        sheet.addRows([
          ['阶段', '条数'],
          ['投标', 3],
        ]),
    })
    const extraction = await read('a.xlsx', file)
    expect(outline(extraction)).toEqual([
      'heading1: 登记',
      'table_row: 编号 | 现象 | 备注',
      'table_row: 编号：K1；现象：第一行 第二行',
      'table_row: 编号：K2；现象：延期；备注：无',
      'heading1: 空',
      'heading1: 统计',
      'table_row: 阶段 | 条数',
      'table_row: 阶段：投标；条数：3',
    ])
    expect(extraction.blocks.map((block) => block.page)).toEqual([1, 1, 1, 1, 2, 3, 3, 3])
    expect(extraction.pages).toBe(3)
  })

  it('shows dates, percentages, formulas, rich text and links as the sheet does', async () => {
    const file = await makeXlsx({
      s: (sheet) => {
        sheet.addRow(['日期', '时刻', '占比', '合计', '文字', '链接', '真假', '小数'])
        sheet.addRow([
          new Date('2025-03-01T00:00:00Z'),
          new Date('2025-03-01T09:30:00Z'),
          0.125,
          { formula: 'SUM(A1:A2)', result: 148.5 },
          { richText: [{ text: '富' }, { text: '文本' }] },
          { text: '官网', hyperlink: 'https://example.com' },
          true,
          0.1 + 0.2,
        ])
        sheet.getCell('A2').numFmt = 'yyyy-mm-dd'
        sheet.getCell('B2').numFmt = 'yyyy-mm-dd hh:mm'
        sheet.getCell('C2').numFmt = '0.0%'
      },
    })
    expect(outline(await read('a.xlsx', file)).at(-1)).toBe(
      'table_row: 日期：2025-03-01；时刻：2025-03-01 09:30；占比：12.5%；合计：148.5；文字：富文本；链接：官网；真假：TRUE；小数：0.3',
    )
  })

  it('repeats a cell that is merged downwards in each row and not one that is merged to the right', async () => {
    const file = await makeXlsx({
      s: (sheet) => {
        sheet.addRows([
          ['项目', '问题', '责任人'],
          ['临港', '延期', '张三'],
          [null, '漏项', '李四'],
          ['松阳', '通栏', null],
        ])
        sheet.mergeCells('A2:A3')
        sheet.mergeCells('B4:C4')
      },
    })
    expect(outline(await read('a.xlsx', file)).slice(2)).toEqual([
      'table_row: 项目：临港；问题：延期；责任人：张三',
      'table_row: 项目：临港；问题：漏项；责任人：李四',
      'table_row: 项目：松阳；问题：通栏',
    ])
  })

  it('takes what stands above the table for text, and a header of two rows for one', async () => {
    const file = await makeXlsx({
      s: (sheet) => {
        sheet.addRows([
          ['2025 年台账', null, null],
          ['项目', '一季度', null],
          [null, '签约', '回款'],
          ['临港', 5, 3],
          ['以上为初稿', null, null],
        ])
        sheet.mergeCells('A1:C1')
        sheet.mergeCells('B2:C2')
        sheet.mergeCells('A2:A3')
      },
    })
    expect(outline(await read('a.xlsx', file)).slice(1)).toEqual([
      'paragraph: 2025 年台账',
      'table_row: 项目 | 一季度',
      'table_row: 项目 | 签约 | 回款',
      'table_row: 项目：临港；一季度/签约：5；一季度/回款：3',
      'paragraph: 以上为初稿',
    ])
  })

  it('does not read hidden sheets and says so; nor does it invent results', async () => {
    const file = await makeXlsx({
      明: (sheet) =>
        sheet.addRows([
          ['名', '值'],
          ['甲', { formula: 'A1+1', date1904: false }],
        ]),
      暗: (sheet) => {
        sheet.addRow(['秘密'])
        sheet.state = 'hidden'
      },
    })
    const extraction = await read('a.xlsx', file)
    expect(extraction.text).not.toContain('秘密')
    expect(outline(extraction).at(-1)).toBe('table_row: 名：甲')
    expect(extraction.warnings).toEqual([
      'Hidden sheets are not read: 暗.',
      '1 formulas have no stored result; open the file in Excel and save it again.',
    ])
  })

  it('is not slowed down by rules over whole columns', async () => {
    const file = await makeXlsx({
      s: (sheet) => {
        sheet.addRows([
          ['名', '值'],
          ['甲', 1],
        ])
        const rules = (sheet as unknown as { dataValidations: { add: (range: string, rule: object) => void } })
          .dataValidations
        rules.add('A2:A1048576', { type: 'list', allowBlank: true, formulae: ['"甲,乙"'] })
      },
    })
    const start = performance.now()
    await read('a.xlsx', file)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
