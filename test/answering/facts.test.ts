import { describe, expect, it } from 'vitest'
import { isSameDate, isSameNumber, parseHanNumber, readFacts } from '../../src/answering/facts.ts'

const numbers = (text: string) => readFacts(text).numbers.map(({ value, unit }) => `${value}${unit}`)
const dates = (text: string) => readFacts(text).dates.map(({ year, month, day }) => [year, month, day].join('-'))

describe('readFacts', () => {
  it.each([
    ['合同额 2,860 万元', ['28600000元']],
    ['晚了三十七天，重演两轮', ['37天', '2次']],
    ['28.6 million yuan within 24 hours', ['28600000元', '24小时']],
    ['6.8% → 0.9%', ['6.8%', '0.9%']],
    ['百分之三', ['3%']],
    ['渡口 3.2 升 3.4', ['3.2', '3.4']],
    ['每周三 0:00–4:00', ['0clock', '240clock']],
    ['半年', ['0.5年']],
    ['一个人', []],
    ['版本 v3.4 与 H200', []],
    ['2025，300人', ['300人']],
  ])('reads the numbers of "%s"', (text, expected) => {
    expect(numbers(text)).toEqual(expected)
  })

  it.each([
    ['2025-03-12', ['2025-3-12']],
    ['2025 年 3 月 12 日签订', ['2025-3-12']],
    ['signed on March 12, 2025', ['2025-3-12']],
    ['4月6日起', ['-4-6']],
    ['2025年底', ['2025--']],
    ['2025版指南', ['2025--']],
    ['2025 万元', []],
  ])('reads the dates of "%s", and no number in them', (text, expected) => {
    expect(dates(text)).toEqual(expected)
    if (expected.length > 0) expect(numbers(text)).toEqual([])
  })
})

describe('parseHanNumber', () => {
  it.each([
    ['十二', 12],
    ['三百六十', 360],
    ['两千零五', 2005],
    ['二〇二五', 2025],
    ['半', 0.5],
  ])('%s is %d', (text, value) => {
    expect(parseHanNumber(text)).toBe(value)
  })
})

describe('comparing facts', () => {
  const number = (text: string) => readFacts(text).numbers.slice(0, 1)
  const same = (a: string, b: string) => number(a).some((one) => number(b).some((other) => isSameNumber(one, other)))
  it('takes different notations of one amount as the same, and different units as different', () => {
    expect(same('2860万元', '28.6 million yuan')).toBe(true)
    expect(same('三天', '3 days')).toBe(true)
    expect(same('3 天', '3 周')).toBe(false)
    expect(same('37 天', '38 天')).toBe(false)
  })

  const date = (text: string) => readFacts(text).dates.slice(0, 1)
  const agrees = (claim: string, source: string) =>
    date(claim).some((one) => date(source).some((other) => isSameDate(one, other)))
  it('holds a date against what the source says, not against what it leaves out', () => {
    expect(agrees('2025年3月', '2025-03-12')).toBe(true)
    expect(agrees('2025年3月12日', '3月12日')).toBe(true)
    expect(agrees('3月13日', '2025-03-12')).toBe(false)
    expect(agrees('2024年', '2025-03-12')).toBe(false)
  })
})
