import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { outline, read } from '../../helpers/fixtures/read.ts'
import { makeRawXlsx, makeXlsx } from '../../helpers/fixtures/xlsx.ts'

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

  it('reads hidden sheets and rows and says so; it does not invent results', async () => {
    const file = await makeXlsx({
      明: (sheet) => {
        sheet.addRows([
          ['名', '值'],
          ['甲', { formula: 'A1+1', date1904: false }],
          ['乙', 2],
        ])
        sheet.getRow(3).hidden = true
      },
      暗: (sheet) => {
        sheet.addRow(['秘密'])
        sheet.state = 'hidden'
      },
    })
    const extraction = await read('a.xlsx', file)
    expect(outline(extraction)).toEqual([
      'heading1: 明',
      'table_row: 名 | 值',
      'table_row: 名：甲',
      'table_row: 名：乙；值：2',
      'heading1: 暗',
      'paragraph: 秘密',
    ])
    expect(extraction.warnings).toEqual([
      'Hidden sheets are read like the others: 暗.',
      'Hidden rows are read like the others (1 in this file).',
      '1 formulas have no stored result; open the file in Excel and save it again.',
    ])
  })

  it('tells several tables on one sheet apart, each with a header of its own', async () => {
    const file = await makeXlsx({
      s: (sheet) =>
        sheet.addRows([
          ['一、签约'],
          ['项目', '金额'],
          ['临港', 5],
          [],
          ['松阳', 3],
          [],
          ['二、回款'],
          ['客户', '日期', '方式'],
          ['甲', '三月', '电汇'],
          [],
          [],
          ['姓名', '电话', '部门', '备注'],
          ['张三', '138', '售前', '无'],
          ['姓名', '电话', '部门', '备注'],
          ['李四', '139', '交付', '无'],
        ]),
    })
    expect(outline(await read('a.xlsx', file)).slice(1)).toEqual([
      'paragraph: 一、签约',
      'table_row: 项目 | 金额',
      'table_row: 项目：临港；金额：5',
      'table_row: 项目：松阳；金额：3',
      'paragraph: 二、回款',
      'table_row: 客户 | 日期 | 方式',
      'table_row: 客户：甲；日期：三月；方式：电汇',
      'table_row: 姓名 | 电话 | 部门 | 备注',
      'table_row: 姓名：张三；电话：138；部门：售前；备注：无',
      'table_row: 姓名 | 电话 | 部门 | 备注',
      'table_row: 姓名：李四；电话：139；部门：交付；备注：无',
    ])
  })

  it('takes rows of single texts for text, but short ones below a name for a list', async () => {
    const file = await makeXlsx({
      说明: (sheet) =>
        sheet.addRows([
          ['填写说明'],
          ['请按项目逐行填写，金额以万元计，日期以签字之日为准，没有的填无；不清楚的问商务。'],
        ]),
      名单: (sheet) => sheet.addRows([['系统'], ['门户'], ['网关']]),
    })
    expect(outline(await read('a.xlsx', file))).toEqual([
      'heading1: 说明',
      'paragraph: 填写说明',
      'paragraph: 请按项目逐行填写，金额以万元计，日期以签字之日为准，没有的填无；不清楚的问商务。',
      'heading1: 名单',
      'table_row: 系统',
      'table_row: 系统：门户',
      'table_row: 系统：网关',
    ])
  })

  it('puts comments after their row', async () => {
    const file = await makeXlsx({
      s: (sheet) => {
        sheet.addRows([
          ['名', '值'],
          ['甲', 1],
          ['乙', 2],
        ])
        sheet.getCell('B2').note = '张三:\n要核实'
      },
    })
    expect(outline(await read('a.xlsx', file)).slice(2)).toEqual([
      'table_row: 名：甲；值：1',
      expect.stringMatching(/^note: 批注(?:（.+）)?：(?:张三:)?/),
      expect.stringContaining('要核实'),
      'table_row: 名：乙；值：2',
    ])
  })

  it('shows error values as the sheet does', async () => {
    const file = await makeXlsx({
      s: (sheet) =>
        sheet.addRows([
          ['名', '值'],
          ['甲', { error: '#DIV/0!' }],
        ]),
    })
    expect(outline(await read('a.xlsx', file)).at(-1)).toBe('table_row: 名：甲；值：#DIV/0!')
  })

  it('reads a sheet of 40,000 rows without holding its rows, and one of too much text ends in a code', async () => {
    const row = (at: number, text: string) =>
      `<row r="${at}"><c r="A${at}"><v>${at}</v></c><c r="B${at}" t="inlineStr"><is><t>${text}</t></is></c></row>`
    const sheetOf = (rows: number, text: (at: number) => string) =>
      `<worksheet><sheetData>${Array.from({ length: rows }, (_, at) => row(at + 1, text(at))).join('')}</sheetData></worksheet>`
    const longText = (at: number) => createHash('sha512').update(String(at)).digest('hex').repeat(35)
    const long = await read('a.xlsx', await makeRawXlsx(sheetOf(40_000, () => '值')))
    expect(long.blocks).toHaveLength(40_001)
    const tooLong = await makeRawXlsx(sheetOf(5_000, longText))
    await expect(read('a.xlsx', tooLong)).rejects.toMatchObject({ code: 'text_too_long' })
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
