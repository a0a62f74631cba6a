import { describe, expect, it } from 'vitest'
import { splitQuestion } from '../../../src/answering/deep/split-question.ts'

describe('splitting a question into its parts', () => {
  it.each([
    ['渡口项目和车库项目的验收分别卡在哪里?', ['渡口项目的验收卡在哪里', '车库项目的验收卡在哪里']],
    ['对比一下渡口和车库的拒收率', ['渡口的拒收率', '车库的拒收率']],
    ['渡口项目和车库项目哪个花的时间更长', ['渡口项目花的时间更长', '车库项目花的时间更长']],
    ['Qdrant 还是 SQLite 更适合', ['Qdrant 更适合', 'SQLite 更适合']],
    [
      'Compare the Ferry PoC with the Depot line in refusal rate',
      ['the Ferry PoC in refusal rate', 'the Depot line in refusal rate'],
    ],
    [
      'How did the acceptance of Ferry Dock and Depot differ?',
      ['How did the acceptance of Ferry Dock differ', 'How did the acceptance of Depot differ'],
    ],
  ])('asks for each side of a comparison: %s', (question, parts) => {
    expect(splitQuestion(question)).toEqual(parts)
  })

  it.each([
    [
      '码头指南2023版和2025版对备用金的规定有什么不同?',
      ['码头指南2023版对备用金的规定', '码头指南2025版对备用金的规定'],
    ],
    ['2023和2025版码头指南的变更流程有什么区别', ['2023版码头指南的变更流程', '2025版码头指南的变更流程']],
    ['备用金从2023版到2025版有什么变化？', ['备用金2023版', '备用金2025版']],
    [
      'How did the reserve change between 2023 and 2025?',
      ['How did the reserve change 2023', 'How did the reserve change 2025'],
    ],
  ])('gives each side what both share: %s', (question, parts) => {
    expect(splitQuestion(question)).toEqual(parts)
  })

  it('takes the members of a list one by one, also phrases', () => {
    expect(splitQuestion('第一组、第二组和第三组对评审的意见有什么不同？')).toEqual([
      '第一组对评审的意见',
      '第二组对评审的意见',
      '第三组对评审的意见',
    ])
    expect(splitQuestion('项目上的事和方案上的事分别找谁？')).toEqual(['项目上的事找谁', '方案上的事找谁'])
  })

  it.each([
    ['渡口项目的合同额是多少，谁是项目经理？', ['渡口项目的合同额是多少', '渡口项目 谁是项目经理']],
    ['先怎么签变更单，然后谁来批，再找谁归档？', ['怎么签变更单', '签变更单 谁来批', '签变更单 找谁归档']],
    [
      'What was the contract value of Ferry Dock and who was its manager?',
      ['What was the contract value of Ferry Dock', 'Ferry Dock who was its manager'],
    ],
  ])('parts joined questions, each with what it is about: %s', (question, parts) => {
    expect(splitQuestion(question)).toEqual(parts)
  })

  it.each([
    '验收前客户换了领导，以前怎么处理的？',
    '割接失败了怎么办',
    '风险和问题怎么上报',
    '变更管理与现网变更规定里参与评审的人有哪些',
    'Which of the projects had late deliveries?',
    '',
    '？？，，和和',
  ])('leaves a question of one part alone: %s', (question) => {
    expect(splitQuestion(question)).toEqual([])
  })

  it('stays quick on an enormous question', () => {
    const started = performance.now()
    splitQuestion('甲项目和乙项目、丙项目的验收分别是谁负责，'.repeat(200))
    splitQuestion('和'.repeat(4_000))
    splitQuestion('项'.repeat(4_000))
    splitQuestion('between '.repeat(500))
    splitQuestion('Aa and '.repeat(600))
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})
