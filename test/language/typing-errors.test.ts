import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from '../../src/language/edit-distance.ts'
import { soundsOf } from '../../src/language/pinyin.ts'
import { suggestSpellings } from '../../src/language/typing-errors.ts'
import { buildVocabulary } from '../../src/language/vocabulary.ts'

const vocabulary = buildVocabulary([
  ...'验收 报告 项目 经理 项目经理 客户 需求 变更 回款 付款 合同 交付物 知识库 部署 培训 附件 签字 签署 标书 评审 纪要 账号 进度'.split(
    ' ',
  ),
  ...'gateway acceptance contract deployment milestone handover warranty kubernetes'.split(' '),
])
const corrections = (text: string) => suggestSpellings(text, vocabulary).map(({ from, to }) => `${from}>${to}`)

describe('suggestSpellings', () => {
  it.each([
    ['验受报告怎么写', '验受>验收'],
    ['需球变更找谁', '需球>需求'],
    ['项木经理的职责', '项木经理>项目经理'],
    ['客户不肯回宽', '回宽>回款'],
    ['交副物清单', '交副物>交付物'],
    ['知识酷在哪', '知识酷>知识库'],
    ['评申会', '评申>评审'],
    ['近度太慢', '近度>进度'],
    ['培圳计划', undefined],
  ])('%s: %s', (text, correction) => {
    expect(corrections(text)).toEqual(correction === undefined ? [] : [correction])
  })

  it.each([
    ['the gatway is down', 'gatway>gateway'],
    ['accceptance criteria', 'accceptance>acceptance'],
    ['who signs the contarct', 'contarct>contract'],
    ['deploiment of the millstone', 'deploiment>deployment millstone>milestone'],
    ['kuberntes', 'kuberntes>kubernetes'],
    ['kubarnites', 'kubarnites>kubernetes'],
  ])('%s: %s', (text, found) => {
    expect(corrections(text).join(' ')).toBe(found)
  })

  it.each([
    '验收报告由项目经理签字',
    '客户的需求变更了',
    '谁付款',
    'which contracts need warranties',
    'handovers and milestones',
    'acceptence of a mileston',
    'the getaway of 2024',
    'would anyone notice',
    'a1contarct contarct.example foo_gatway',
    '我是客户',
    '出发去支行,达标了再说',
    '能看就看,先找找里面',
    '',
    '?',
    '验',
  ])('leaves %s alone', (text) => {
    expect(corrections(text)).toEqual([])
  })

  it('tells where the word stands', () => {
    const text = '请问 gatway 的验受报告'
    expect(suggestSpellings(text, vocabulary).map(({ start, end }) => text.slice(start, end))).toEqual([
      'gatway',
      '验受',
    ])
  })

  it('suggests the commonest of several words', () => {
    expect(suggestSpellings('回宽', buildVocabulary(['回款', '回馆']))[0]?.to).toBe('回款')
    expect(suggestSpellings('gatez', buildVocabulary(['gates', 'gater']))[0]?.to).toBe('gates')
    expect(suggestSpellings('gatez', buildVocabulary(['gater', 'gates']))[0]?.to).toBe('gater')
  })

  it('changes nothing in a text made of known words', () => {
    const word = fc.constantFrom(...[...vocabulary.words].filter((known) => /\p{Script=Han}/u.test(known)))
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => corrections(words.join('的')).length === 0),
      { seed: 11 },
    )
  })

  it('answers for a hundred characters and forty thousand words in two milliseconds', () => {
    const common =
      '项目经理客户需求变更回款合同交付知识部署培训附件签署评审会议进度质量成本风险采购预算团队供应设备现场数据接口系统'
    const words: string[] = []
    for (const [at, first] of [...common].entries()) {
      for (const second of common)
        for (const third of common.slice(0, 14)) words.push(first + second + third + (at % 2 ? third : ''))
    }
    for (let at = 0; at < 10_000; at++)
      words.push(`w${(at * 7919).toString(36).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}ing`)
    const large = buildVocabulary(words.slice(0, 40_000))
    const question =
      '客户的项目经理说需球变更以后回宽会晚,验受报告也没有签字,谁能告诉我 gatway acceptence deploiment 以前怎么处理的呢?'.repeat(
        2,
      )
    let least = Number.POSITIVE_INFINITY
    for (let run = 0; run < 20; run++) {
      const started = performance.now()
      suggestSpellings(question.slice(0, 100), large)
      least = Math.min(least, performance.now() - started)
    }
    expect(large.words.size).toBeGreaterThan(30_000)
    expect(least).toBeLessThan(2)
  })

  it('takes 20,000 characters of anything', () => {
    for (const piece of ['验', '验受', 'a', 'gatway ', '🎉', '(', '\u200b', '的']) {
      const started = performance.now()
      suggestSpellings(piece.repeat(20_000 / piece.length), vocabulary)
      expect(performance.now() - started).toBeLessThan(2000)
    }
  })
})

describe('soundsOf', () => {
  it('knows common characters, confusable sounds as one', () => {
    expect(soundsOf('款')).toEqual(['kuan'])
    expect(soundsOf('收')).toEqual(soundsOf('搜'))
    expect(soundsOf('京')).toEqual(soundsOf('金'))
    expect(soundsOf('兰')).toEqual(soundsOf('南'))
    expect(soundsOf('行')).toEqual(['xin', 'hang'])
    expect(soundsOf('𠮷')).toEqual([])
  })

  it('agrees with the dictionary order of the runtime on every first and last character of a sound', () => {
    const common = Array.from({ length: 0x9fa6 - 0x4e00 }, (_, at) => String.fromCharCode(0x4e00 + at)).filter(
      (character) => soundsOf(character).length === 1,
    )
    const sorted = common.sort(new Intl.Collator('zh-u-co-pinyin').compare)
    const alone = sorted.filter(
      (character, at) =>
        !sorted
          .slice(Math.max(0, at - 4), at + 5)
          .some((other) => other !== character && soundsOf(other)[0] === soundsOf(character)[0]),
    )
    expect(sorted.length).toBeGreaterThan(3700)
    expect(alone.length).toBeLessThan(70)
  })
})

describe('editDistance', () => {
  it.each([
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'abcd', 1],
    ['abc', 'xbc', 1],
    ['abcd', 'badc', 2],
    ['abc', 'xyz', 3],
  ])('from %s to %s is %d', (a, b, distance) => {
    expect(editDistance(a, b, 2)).toBe(distance)
  })
})
