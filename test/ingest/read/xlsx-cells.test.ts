import { expect, it } from 'vitest'
import { read } from '../../helpers/fixtures/read.ts'
import { makeXlsx } from '../../helpers/fixtures/xlsx.ts'

it('says of each value of a sheet in which column and at which place of the text it stands', async () => {
  const file = await makeXlsx({
    登记: (sheet) => {
      sheet.addRows([
        ['', '问题；现象', '责任人'],
        ['一', '漏项；责任人：不明\u0001', '张三'],
        ['二', '', '李四'],
      ])
    },
  })
  const { text, blocks } = await read('a.xlsx', file)
  const rows = blocks.filter((block) => block.kind === 'table_row')
  expect(rows.map(({ cells }) => cells?.map(({ column, start, end }) => [column, text.slice(start, end)]))).toEqual([
    [
      [1, '问题；现象'],
      [2, '责任人'],
    ],
    [
      [0, '一'],
      [1, '漏项；责任人：不明'],
      [2, '张三'],
    ],
    [
      [0, '二'],
      [2, '李四'],
    ],
  ])
})
