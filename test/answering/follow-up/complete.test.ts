import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'
import type { Turn } from '../../../src/answering/answer.ts'
import { completeFollowUp } from '../../../src/answering/follow-up/complete.ts'

const turn = (question: string, answer?: string): Turn => ({ question, answer })
const delay = [turn('星河智慧园区项目延期了多久？', '延期 45 天 [1]。')]
const checks = [turn('投标前要做哪些检查？', '1. 资格文件核对 [1]\n2. 报价复核 [2]\n3. 盖章页检查 [3]')]
const migration = [turn('谁牵头做数据迁移？', '由罗承志牵头，马天宇协助 [1]。')]

describe('a follow-up in Chinese', () => {
  it.each([
    ['puts another thing in the place of the old one', delay, '那青岚呢？', '青岚延期了多久？'],
    ['puts another year there', [turn('2023 年丢了几个标？')], '2024 年呢', '2024 年丢了几个标？'],
    ['puts another property there', [turn('星河项目的验收标准是什么')], '那付款节点呢', '星河项目的付款节点是什么？'],
    ['takes over what a question without a subject is about', delay, '谁负责的', '星河智慧园区项目延期，谁负责的？'],
    ['names the third of the points answered', checks, '第三项谁来做', '投标前要做检查，第三项（盖章页检查）谁来做？'],
    ['names the person answered', migration, '他的电话是多少', '牵头做数据迁移，罗承志的电话是多少？'],
    ['names the latter of two', [turn('大华和海康的摄像机都试过吗？')], '后者效果怎么样', '海康效果怎么样？'],
  ])('%s', (_what, turns, question, full) => {
    expect(completeFollowUp(question, turns)).toBe(full)
  })

  it('is completed by the question before, which is completed by the one before that', () => {
    const turns = [turn('松岭医院项目的合同额多少？', '860 万 [1]。'), turn('质保期多长？', '两年 [1]。')]
    expect(completeFollowUp('谁签的字', turns)).toMatch(/松岭医院项目.*质保期.*谁签的字/)
  })

  it('prefers the full question that was kept', () => {
    const turns = [{ question: '那验收呢', asked: '松岭医院的验收是谁签的？', answer: '院长签的。' }]
    expect(completeFollowUp('为什么', turns)).toContain('松岭医院的验收')
  })
})

describe('a follow-up in English', () => {
  it.each([
    [
      'names what it stands for',
      [turn('What are the payment terms?')],
      'when were they agreed',
      'When were the payment terms agreed?',
    ],
    [
      'names the person',
      [turn('Who leads Starfall?', 'Anna Weber leads it [1].')],
      'When did she join?',
      'When did Anna Weber join?',
    ],
    [
      'puts another quarter there',
      [turn('How many bids did we lose in Q2?')],
      'and Q3?',
      'How many bids did we lose in Q3?',
    ],
    ['says what a bare why is about', [turn('What are the payment terms?')], 'why?', 'Why (the payment terms)?'],
  ])('%s', (_what, turns, question, full) => {
    expect(completeFollowUp(question, turns)).toBe(full)
  })
})

describe('a new topic', () => {
  it.each([
    '年假有几天',
    '报价审批流程是什么',
    '客户拒绝签字以前是怎么处理的？',
    '验收前客户换了领导，以前怎么处理的？',
    '还有哪些项目做过国产化适配',
    '换个话题：谁管印章',
    'Which projects used Kubernetes?',
    'How should a vendor report that it cannot deliver on time?',
    'Is there a checklist for go-live?',
  ])('is left as it is: %s', (question) => {
    expect(completeFollowUp(question, delay)).toBeUndefined()
    expect(completeFollowUp(question, [turn('What are the payment terms?')])).toBeUndefined()
  })

  it('is every first question', () => {
    expect(completeFollowUp('那验收呢？', [])).toBeUndefined()
  })
})

describe('a conversation of 500 turns', () => {
  const long = Array.from({ length: 494 }, (_, n) => turn(`海棠项目第 ${n} 个问题是什么？`, '答'.repeat(4_000)))
  const last = Array.from({ length: 6 }, (_, n) => turn(`沅川项目第 ${n} 次评审谁主持？`, `${'长'.repeat(5_000)}。`))

  it('is read no further back than its last six turns', () => {
    expect(completeFollowUp('那青芜呢', [...long, ...last])).toBe(completeFollowUp('那青芜呢', last))
  })

  it('does not go back to what was asked before those', () => {
    const short = last.map(({ question }) => turn(question))
    const back = (earlier: readonly Turn[]) => completeFollowUp('说回海棠，谁签的字', [...earlier, ...short])
    expect(back([])).toBe('海棠，谁签的字？')
    expect(back([turn('海棠项目的验收标准是什么？'), turn('换个话题')])).toBe('海棠，谁签的字？')
    expect(completeFollowUp('说回海棠，谁签的字', [turn('海棠项目的验收标准是什么？'), ...short.slice(1)])).toBe(
      '海棠项目的验收标准，谁签的字？',
    )
  })

  it('costs no more than one of six', () => {
    const time = (turns: readonly Turn[]): number => {
      const started = performance.now()
      for (let n = 0; n < 20; n++) completeFollowUp('那青芜呢', turns)
      return performance.now() - started
    }
    time(last)
    const best = (turns: readonly Turn[]): number => Math.min(...Array.from({ length: 5 }, () => time(turns)))
    expect(best([...long, ...last])).toBeLessThan(best(last) * 2 + 5)
  })

  it('gives a question of bounded length, whatever was answered', () => {
    for (const question of ['那青芜呢', '为什么', '第二个呢', '他是谁', 'why', 'and it?']) {
      expect(completeFollowUp(question, [...long, ...last])?.length ?? 0).toBeLessThanOrEqual(302)
    }
  })
})

it('takes odd input without failing', () => {
  const odd = [
    '',
    ' ',
    '？',
    '呢',
    '那呢',
    '第个',
    '$&',
    '那$&呢',
    '他他他',
    '\u0000',
    '🚢呢',
    'it it it',
    '第999个呢',
    '那'.repeat(200),
  ]
  const answers = ['', '[1]', '；；；', '$1', '一、', '：', '和和和、、']
  for (const question of odd) {
    for (const answer of answers) {
      expect(() => completeFollowUp(question, [turn(odd[5] ?? '', answer), turn('$&是什么', answer)])).not.toThrow()
    }
  }
  expect(completeFollowUp('那$&呢', [turn('松岭的$1是多少')])).toContain('$&')
})
