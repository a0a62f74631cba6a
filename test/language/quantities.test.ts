import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findQuantities, matchKeys } from '../../src/language/quantities.ts'

const keys = (text: string) => findQuantities(text).map(({ key }) => key)

describe('findQuantities', () => {
  it.each([
    ['三个月内完成', '3|month'],
    ['3 个月', '3|month'],
    ['３个月', '3|month'],
    ['三個月', '3|month'],
    ['three months', '3|month'],
    ['a three-month pilot', '3|month'],
    ['一个半月', '1.5|month'],
    ['一年半', '18|month'],
    ['半年', '6|month'],
    ['半个月', '0.5|month'],
    ['half a year', '6|month'],
    ['half an hour', '30|minute'],
    ['三十分钟', '30|minute'],
    ['两周', '14|day'],
    ['十四天', '14|day'],
    ['5个工作日', '5|workday'],
    ['5 working days', '5|workday'],
    ['five business days', '5|workday'],
    ['320 人天', '320|personday'],
    ['320 person-days', '320|personday'],
    ['320人日', '320|personday'],
    ['两个多月', '2|month'],
    ['十多天', '10|day'],
    ['three and a half months', '3.5|month'],
  ])('%s takes %s', (text, key) => {
    expect(findQuantities(text).map(({ kind, key: found }) => [kind, found])).toEqual([['duration', key]])
  })

  it.each([
    ['百分之三十', '30|percent'],
    ['30%', '30|percent'],
    ['３０％', '30|percent'],
    ['30 percent', '30|percent'],
    ['thirty percent', '30|percent'],
    ['30 个百分点', '30|percent'],
    ['三成', '30|percent'],
    ['3个点', '3|percent'],
    ['百分之三点五', '3.5|percent'],
    ['千分之五', '0.5|percent'],
    ['5‰', '0.5|percent'],
    ['百分之百', '100|percent'],
    ['三分之二', '66.67|percent'],
  ])('%s is a share of %s', (text, key) => {
    expect(findQuantities(text).map(({ kind, key: found }) => [kind, found])).toEqual([['percent', key]])
  })

  it.each([
    ['两百五十万元', '2500000|yuan'],
    ['250万元', '2500000|yuan'],
    ['250 万 元', '2500000|yuan'],
    ['人民币2,500,000元', '2500000|yuan'],
    ['¥2,500,000', '2500000|yuan'],
    ['RMB 2.5 million', '2500000|yuan'],
    ['2.5 million yuan', '2500000|yuan'],
    ['1.2亿元', '120000000|yuan'],
    ['一点二亿元', '120000000|yuan'],
    ['500块钱', '500|yuan'],
    ['$3.5m', '3500000|usd'],
    ['8万美元', '80000|usd'],
    ['贰佰伍拾萬元', '2500000|yuan'],
  ])('%s is money, %s', (text, key) => {
    expect(findQuantities(text).map(({ kind, key: found }) => [kind, found])).toEqual([['money', key]])
  })

  it.each([
    ['3.5万', '35000'],
    ['5k', '5000'],
    ['20w', '200000'],
    ['十二', '12'],
    ['廿', '20'],
    ['三百六十', '360'],
    ['12,500', '12500'],
    ['forty-two', '42'],
  ])('%s is the number %s', (text, key) => {
    expect(findQuantities(text)).toEqual([{ kind: 'number', key, start: 0, end: text.length }])
  })

  it.each([
    ['来了俩人', ['2|person']],
    ['三个人', ['3|person']],
    ['三位专家', ['3|person']],
    ['12 people', ['12|person']],
    ['五个方案', ['5|item']],
    ['5项', ['5|item']],
    ['第二期', ['2|phase']],
    ['二期工程', ['2|phase']],
    ['第3次评审', ['3|time']],
    ['第三章', ['3|chapter']],
    ['16GB', ['16|gb']],
  ])('%s counts %j', (text, found) => {
    expect(keys(text)).toEqual(found)
  })

  it.each([
    ['2025年3月12日', '2025-03-12'],
    ['2025 年 3 月 12 号', '2025-03-12'],
    ['二〇二五年三月十二日', '2025-03-12'],
    ['２０２５－０３－１２', '2025-03-12'],
    ['2025/3/12', '2025-03-12'],
    ['2025.03.12', '2025-03-12'],
    ['20250312', '2025-03-12'],
    ['March 12, 2025', '2025-03-12'],
    ['12 March 2025', '2025-03-12'],
    ['12th of March, 2025', '2025-03-12'],
    ['2025年3月', '2025-03'],
    ['2025年3月底', '2025-03'],
    ['25年3月', '2025-03'],
    ['二零二五年三月', '2025-03'],
    ['2025-03', '2025-03'],
    ['March 2025', '2025-03'],
    ['3月12日', '--03-12'],
    ['三月十二号', '--03-12'],
    ['Mar 12', '--03-12'],
    ['3月份', '--03'],
    ['十二月', '--12'],
    ['2025年', '2025'],
    ['2025', '2025'],
    ['二〇二五年', '2025'],
    ['2025年三季度', '2025-q3'],
    ['Q3 2025', '2025-q3'],
    ['第三季度', '--q3'],
    ['14:30', 'T14:30'],
    ['下午2点半', 'T14:30'],
    ['下午两点半', 'T14:30'],
    ['2:30 pm', 'T14:30'],
    ['九点钟', 'T09:00'],
    ['上午九点', 'T09:00'],
  ])('%s is %s', (text, key) => {
    expect(keys(text)).toEqual([key])
  })

  it.each([
    ['13800138000', '13800138000|phone'],
    ['138 0013 8000', '13800138000|phone'],
    ['010-62345678', '01062345678|phone'],
    ['400-800-1234', '4008001234|phone'],
    ['V2.0', 'v2'],
    ['v2.1.3', 'v2.1.3'],
    ['2.1版', 'v2.1'],
  ])('%s is %s', (text, key) => {
    expect(keys(text)).toEqual([key])
  })

  it.each([
    ['3-5天', ['3|day', '5|day']],
    ['3~5 天', ['3|day', '5|day']],
    ['三到五天', ['3|day', '5|day']],
    ['三五天', ['3|day', '5|day']],
    ['两三个月', ['2|month', '3|month']],
    ['500-800万元', ['5000000|yuan', '8000000|yuan']],
    ['10%-15%', ['10|percent', '15|percent']],
    ['10-15%', ['10|percent', '15|percent']],
    ['two to three weeks', ['14|day', '21|day']],
    ['2023-2025年', ['2023', '2025']],
    ['3-5月', ['--03', '--05']],
    ['3天到5天', ['3|day', '5|day']],
  ])('%s gives both ends', (text, found) => {
    expect(keys(text)).toEqual(found)
  })

  it.each([
    '12/3/2025',
    '1.2.3',
    '# 1.2 背景',
    '一个客户,一次会议',
    '统一口径,万一出事',
    '这一块是最大的失分',
    '千万别忘',
    '十分重要',
    '周三上线',
    '十几天,数十人',
    '4G 网络,7x24 值守',
    'bge-m3, gpt4, H200',
    '三国,四川,百姓',
    'He may march on; one of them said so.',
    '3',
    '十四五规划',
    '110101199003071234',
  ])('%s holds none', (text) => {
    expect(keys(text)).toEqual([])
  })

  it('finds all of a sentence where they stand', () => {
    const text = '項目於2024年11月5日驗收，扣款３％，共12.8万元，整改期十五天，由俩人负责。'
    expect(findQuantities(text).map(({ start, end, key }) => [text.slice(start, end), key])).toEqual([
      ['2024年11月5日', '2024-11-05'],
      ['３％', '3|percent'],
      ['12.8万元', '128000|yuan'],
      ['十五天', '15|day'],
      ['俩人', '2|person'],
    ])
  })

  it('keeps apart the numbers on both sides of a wide comma', () => {
    expect(keys('用了12，345条')).toEqual(['12', '345|item'])
  })

  const digits = '零一二三四五六七八九'
  const han = (value: number): string =>
    value < 10
      ? digits.charAt(value)
      : `${value < 20 ? '' : digits.charAt(Math.floor(value / 10))}十${value % 10 === 0 ? '' : digits.charAt(value % 10)}`
  const wide = (text: string) => text.replace(/[!-~]/g, (narrow) => String.fromCharCode(narrow.charCodeAt(0) + 0xfee0))

  it('gives a duration one key in every spelling', () => {
    const units: [string, string][] = [
      ['个月', 'months'],
      ['天', 'days'],
      ['个工作日', 'working days'],
      ['周', 'weeks'],
      ['小时', 'hours'],
      ['人天', 'person-days'],
    ]
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 99 }), fc.constantFrom(...units), (value, [chinese, english]) => {
        const spellings = [
          `${value}${chinese}`,
          `${value} ${chinese}`,
          `${wide(String(value))}${chinese}`,
          `${han(value)}${chinese}`,
        ]
        const found = [...spellings, `${value} ${english}`].map(keys)
        expect(new Set(found.map(String)).size).toBe(1)
        expect(found[0]).toHaveLength(1)
      }),
      { seed: 7 },
    )
  })

  it('gives a date one key in every spelling', () => {
    const date = fc.record({
      year: fc.integer({ min: 1990, max: 2039 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
    })
    fc.assert(
      fc.property(date, ({ year, month, day }) => {
        const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const spokenYear = [...String(year)].map((digit) => digits.charAt(Number(digit)).replace('零', '〇')).join('')
        const spellings = [
          `${year}年${month}月${day}日`,
          `${year}/${month}/${day}`,
          wide(iso),
          `${spokenYear}年${han(month)}月${han(day)}日`,
        ]
        expect(spellings.map(keys)).toEqual(spellings.map(() => [iso]))
      }),
      { seed: 7 },
    )
  })

  it('gives an amount of money one key in every spelling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9999 }), (value) => {
        const spellings = [
          `${value}万元`,
          `${value} 万元`,
          `${value}w元`,
          `${value}0000元`,
          `¥${(value * 10_000).toLocaleString('en')}`,
        ]
        expect(spellings.map(keys)).toEqual(spellings.map(() => [`${value * 10_000}|yuan`]))
      }),
      { seed: 7 },
    )
  })

  it('takes any text, in time that grows with its length only', () => {
    const pieces =
      '0 1 9 . , - / : % 年 月 日 个 半 点 万 百 分 之 一 十 零 两 几 多 第 周 v q k ¥ half one hundred may \u200b 🎉 ( * [ " '.split(
        ' ',
      )
    const text = fc.string({ unit: fc.constantFrom(...pieces, ' ') })
    fc.assert(
      fc.property(text, (any) => {
        for (const { start, end } of findQuantities(any))
          expect(0 <= start && start < end && end <= any.length).toBe(true)
      }),
    )
    for (const one of ['1', '一', '半', '1.', '1,000,', '十百', 'one ', '1-', '2025年', '三点']) {
      const started = performance.now()
      findQuantities(one.repeat(20_000 / one.length))
      expect(performance.now() - started).toBeLessThan(2000)
    }
  })
})

describe('matchKeys', () => {
  const all = (text: string) => findQuantities(text).flatMap(matchKeys).sort()

  it('finds a date by its month, its year and without its year', () => {
    expect(all('2025年3月12日')).toEqual(['--03', '--03-12', '2025', '2025-03', '2025-03-12'])
    expect(all('2025年3月')).toEqual(['--03', '2025', '2025-03'])
    expect(all('3月12日')).toEqual(['--03', '--03-12'])
    expect(all('2025年')).toEqual(['2025'])
    expect(all('Q3 2025')).toEqual(['--q3', '2025', '2025-q3'])
  })

  it('finds a large amount without its unit, and a small one with it only', () => {
    expect(all('500万元')).toEqual(['5000000', '5000000|yuan'])
    expect(all('3个月')).toEqual(['3|month'])
    expect(all('13800138000')).toEqual(['13800138000|phone'])
  })
})
