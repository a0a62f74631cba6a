import { describe, expect, it } from 'vitest'
import { checkSupport } from '../../src/answering/check-support.ts'
import type { Passage } from '../../src/retrieval/passage.ts'
import { isHeldOut, readSupportPairs, scoreSupport } from '../evaluation/support-pairs.ts'

const pairs = await readSupportPairs()

const toPassage = (text: string, title = '', ordinal = 0): Passage => ({
  chunkId: `chunk-${ordinal}`,
  documentId: `document-${ordinal}`,
  versionId: `version-${ordinal}`,
  title,
  path: '',
  kind: 'report',
  space: 'default',
  date: '',
  ordinal,
  text,
  span: { start: 0, end: text.length },
  headings: [],
  score: 1,
  why: {},
})

const check = (sentence: string, ...passages: string[]) =>
  checkSupport(
    sentence,
    passages.map((text, at) => toPassage(text, '', at)),
    passages,
  )

const GATE =
  '闸口改造由客户出设备、我方出施工，5 月 6 日开工，原计划 14 天，实际用了 23 天。白班换了 6 台道闸，夜班换了 9 台。' +
  '未经客户调度室同意不得停机；回退方案必须在报备之后演练，至少提前 2 个工作日报备，费用不超过 3 万元。'
const CALL = 'Ines told the customer on 9 March that at most 40 gates can be changed. The audit team did not object.'

describe('the support pairs', () => {
  const score = (side: typeof pairs) =>
    scoreSupport(side, ({ sentence, passages, titles }) => {
      const cited = passages.map((text, at) => toPassage(text, titles[at], at))
      return checkSupport(sentence, cited, passages).support === 'supported'
    })

  const numberOf = ({ id }: (typeof pairs)[number]) => Number(id.slice(1))

  it('are told apart where they were looked at from the first: 9 lies in 10 caught, 1 truth in 20 doubted', () => {
    const { liesCaught, truthsFlagged } = score(pairs.filter((pair) => !isHeldOut(pair)))
    expect(liesCaught).toBeGreaterThanOrEqual(0.93)
    expect(truthsFlagged).toBeLessThanOrEqual(0.043)
  })

  it('are told apart where they were looked at late: 2 modulo 4', () => {
    const { liesCaught, truthsFlagged } = score(pairs.filter((pair) => numberOf(pair) % 4 === 2))
    expect(liesCaught).toBeGreaterThanOrEqual(0.88)
    expect(truthsFlagged).toBeLessThanOrEqual(0.039)
  })

  it('are told apart less well where nobody looked, 0 modulo 4: this is what can be expected of new text', () => {
    const { liesCaught, truthsFlagged, byLabel } = score(pairs.filter((pair) => numberOf(pair) % 4 === 0))
    expect(liesCaught).toBeGreaterThanOrEqual(0.81)
    expect(truthsFlagged).toBeLessThanOrEqual(0.215)
    expect(byLabel.wrong_source?.flagged).toBe(byLabel.wrong_source?.n)
  })
})

describe('a sentence that follows from its passages', () => {
  it.each([
    ['is a copy', '原计划 14 天，实际用了 23 天。'],
    ['has its numbers in another notation', '白班换了六台道闸，夜班换了九台。'],
    ['has its date in another notation', '5 月 6 号开工，实际用了二十三天。'],
    ['reckons a difference', '实际比原计划多了 9 天。'],
    ['has a bound in other words', '费用最多三万元，至少提前两个工作日报备。'],
    ['has a prohibition in other words', '未经客户调度室同意不许停机。'],
    ['leaves out what it does not need', '客户出设备，我方出施工。'],
  ])('is supported when it %s', (_, sentence) => {
    expect(check(sentence, GATE)).toEqual({ support: 'supported' })
  })

  it('is supported by the title of what it cites, and by several passages together', () => {
    const cited = [toPassage('预备金按 3% 计提。', '指南2025版'), toPassage('预备金按 5% 计提。', '指南2023版', 1)]
    const quotes = cited.map(({ text }) => text)
    expect(checkSupport('2025 版按 3% 计提，2023 版按 5% 计提。', cited, quotes)).toEqual({ support: 'supported' })
  })

  it.each([
    ['a half in words', '费用由客户承担 50%。', '费用 14 万元由客户承担一半。'],
    ['a rate in words', '核心库一季度演练一次。', '核心库每季度演练一次。'],
    ['points of a function', '软件部分报了 1186 个功能点。', '软件部分按功能点报价，一共 1,186 个点。'],
    ['a time to the hour', 'The gates stopped at ten to six in the morning.', 'At 05:50 the gates stopped.'],
    [
      'years and counts beside each other',
      'Last year 15 of the 37 gates were late.',
      'Last year 15 of 37 gates were late.',
    ],
    ['a condition turned round', '只有总监特批，样机才能出省。', '除总监特批外，样机不得出省。'],
    ['a question', '会上问能不能封顶。', '会上问：能不能封顶？'],
  ])('is supported when it has %s', (_, sentence, passage) => {
    expect(check(sentence, passage)).toEqual({ support: 'supported' })
  })

  it('is compared across languages by its values and concepts', () => {
    expect(check('On 6 May the work began; it took 23 days.', GATE).support).toBe('supported')
    expect(check('On 7 May the work began; it took 23 days.', GATE).support).toBe('unsupported')
    expect(check('最多换 40 台道闸，3 月 9 日告知了客户。', CALL).support).toBe('supported')
    expect(check('最多换 50 台道闸。', CALL).support).toBe('unsupported')
  })
})

describe('a sentence that does not', () => {
  it.each([
    ['another number', '实际用了 32 天。', 'not in the cited passages: 32天'],
    ['another unit', '实际用了 23 周。', 'another unit: 23周'],
    ['another kind of day', '至少提前 2 天报备。', 'another unit: 2天'],
    ['another date', '5 月 9 日开工。', 'another date: 5月9日'],
    ['a person whom nobody names', '道闸由林志明负责，实际用了 23 天。', 'not in the cited passages: 林志明'],
    ['a product that nobody names', '道闸用 HikLink 协议，实际用了 23 天。', 'not in the cited passages: HikLink'],
  ])('is unsupported when it has %s', (_, sentence, note) => {
    const { support, notes } = check(sentence, GATE)
    expect(support).toBe('unsupported')
    expect(notes).toContain(note)
  })

  it.each([
    ['exchanges two numbers', '白班换了 9 台道闸，夜班换了 6 台。', /^exchanged: /],
    ['exchanges two parties', '闸口改造由我方出设备、客户出施工。', /^exchanged: /],
    ['denies what they affirm', '回退方案不必在报备之后演练。', /denies/],
    ['affirms what they deny', '未经客户调度室同意可以停机。', /denies/],
    ['turns a bound', '费用至少 3 万元。', /^(?:another bound|the opposite): /],
    ['turns before into after', '回退方案在报备之前演练。', /^the opposite: /],
    ['adds a claim', '实际用了 23 天，监理为此通报批评了项目部。', /^words of its own: /],
    ['adds a degree', '实际用了 23 天，始终没有停机。', /^a degree of its own: 始终/],
    ['is about something else', '培训教材由讲师课前三周寄出。', /^little of it stands/],
  ])('is partial when it %s, and says so', (_, sentence, note) => {
    const { support, notes = [] } = check(sentence, GATE)
    expect(support).not.toBe('supported')
    expect(notes.some((one) => note.test(one))).toBe(true)
  })

  it.each([
    ['one signature for two', '预投单有其中一人签字就行。', '预投单必须双签。', /./],
    ['what was not done as done', '后来又加了两张卡。', '加卡要走审批，所以没有加卡。', /denies/],
    ['what was left unwritten as written', '第一页写明了客户多开页面。', '第一页没有写客户多开页面。', /denies/],
    [
      'what is forbidden elsewhere in the sentence',
      '冒烟记录可以当证明。',
      '证明以测试组出具为准，不得拿冒烟记录当证明。',
      /denies/,
    ],
    [
      'a cause where none is told',
      '空置降到 4.1 小时是因为新工具。',
      '上线因为下雨推迟。空置降到 4.1 小时。',
      /^a cause/,
    ],
    [
      'a clause of which nothing stands there',
      'Vaxholm scored 71; every complaint has been withdrawn.',
      'Vaxholm scored 71 in March.',
      /^words of its own/,
    ],
    ['a foreign currency', '评审的线是 500 万美元。', '评审的线是 500 万。', /^a currency/],
    ['an average over another time', '文件年均更新 34 份。', '文件月均更新 34 份。', /每|年|cited|date|unit/],
    ['another letter', 'B 类单当天回复，A 类单三天回复。', 'A 类单当天回复，B 类单三天回复。', /^exchanged/],
  ])('is not supported when it tells %s', (_, sentence, passage, note) => {
    const { support, notes = [] } = check(sentence, passage)
    expect(support).not.toBe('supported')
    expect(notes.some((one) => note.test(one))).toBe(true)
  })

  it('is partial when it gives one edition what stands in the other', () => {
    const cited = [
      toPassage('立项时一次提足，不得分摊。', '指南2025版'),
      toPassage('可按月分次提取备用金。', '指南2023版', 1),
    ]
    const quotes = cited.map(({ text }) => text)
    expect(checkSupport('2025 版可按月分次提取备用金。', cited, quotes).support).toBe('partial')
    expect(checkSupport('2023 版可按月分次提取备用金。', cited, quotes).support).toBe('supported')
  })

  it('is held against what the English of a passage denies and bounds', () => {
    expect(check('Ines told the customer that at least 40 gates can be changed.', CALL).support).toBe('partial')
    expect(check('The audit team did object.', CALL).support).toBe('partial')
    expect(check('The audit team did not object.', CALL)).toEqual({ support: 'supported' })
  })

  it('is unsupported when it cites nothing', () => {
    expect(checkSupport('实际用了 23 天。', [], [])).toEqual({ support: 'unsupported', notes: ['cites no passage'] })
  })
})
