import { expect, it } from 'vitest'
import { collapseNearDuplicates } from '../../src/retrieval/collapse.ts'

const passage = (text: string) => ({ text })
const long = '八月先同监理明确回款流程，准备齐全资料，等九月监理合同签订以后，再启动回款，期间每周五中午前报一次进展。'

it('drops a copy that differs by white space only, and keeps the better one', () => {
  const [first, second] = [passage(long), passage(long.replaceAll('，', '， '))]
  expect(collapseNearDuplicates([first, second, passage('割接窗口只有每周三')], 10)).toEqual([
    first,
    passage('割接窗口只有每周三'),
  ])
})

it('keeps a passage that says more than the better one did', () => {
  const more = passage(
    `${long}财务要求先开票，分管领导签字，同时把变更单附在后面，三天之内寄到客户财务，逾期要重新走流程并且重新登记。`,
  )
  expect(collapseNearDuplicates([passage(long), more], 10)).toHaveLength(2)
})

it('keeps short passages that differ in one word', () => {
  expect(collapseNearDuplicates([passage('日报十八点半前'), passage('周报十八点半前')], 10)).toHaveLength(2)
})

it('fills up to the number asked for with what comes after the copies', () => {
  const list = [passage(long), passage(long), passage(long), passage('甲'), passage('乙')]
  expect(collapseNearDuplicates(list, 2)).toEqual([passage(long), passage('甲')])
})

it('keeps two passages that disagree in nothing but a number', () => {
  const [one, two] = [passage(long), passage(long.replace('五中午前报一次', '5中午前报2次'))]
  expect(collapseNearDuplicates([one, two], 10)).toHaveLength(2)
})

it('drops a copy whose points are numbered where the better one only lists them', () => {
  const points = ['先同监理明确回款流程', '准备齐全资料，等九月监理合同签订', '再启动回款，期间每周五中午前报进展']
  const numbered = passage(points.map((point, at) => `${at + 1}.${point}`).join('。 '))
  expect(collapseNearDuplicates([passage(points.join('。 ')), numbered], 10)).toHaveLength(1)
  const half = passage(points.map((point, at) => `（${at + 1}）${point}`).join('\n'))
  expect(collapseNearDuplicates([passage(points.join('\n')), half], 10)).toHaveLength(1)
})

it('keeps an amount that stands before a full stop', () => {
  const [one, two] = [
    '设备数量为12.其余部分照旧执行，资料在验收之前交齐',
    '设备数量为13.其余部分照旧执行，资料在验收之前交齐',
  ]
  expect(collapseNearDuplicates([passage(one), passage(two)], 10)).toHaveLength(2)
})

it('takes a number right behind a word for a mark where the other source has that mark', () => {
  const [one, two] = [
    '主要动作是：1.分析合同条款，准备验收资料，约客户代表到场',
    '主要动作是1.分析合同条款，准备验收资料，约客户代表到场',
  ]
  expect(collapseNearDuplicates([passage(one), passage(two)], 10)).toHaveLength(1)
  expect(collapseNearDuplicates([passage(two), passage(one)], 10)).toHaveLength(1)
})
