import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHanNumeral, scaleNumber } from '../../src/language/numerals.ts'

/** Writes a number as it is spoken, 零 and all. */
function spell(value: number): string {
  if (value === 0) return '零'
  const section = (part: number): string => {
    let text = ''
    let isGap = false
    for (const [at, scale] of ['千', '百', '十', ''].entries()) {
      const digit = Math.floor(part / 10 ** (3 - at)) % 10
      if (digit === 0) isGap = text !== ''
      else {
        text += `${isGap ? '零' : ''}${'零一二三四五六七八九'[digit]}${scale}`
        isGap = false
      }
    }
    return text
  }
  const parts = [Math.floor(value / 1e8), Math.floor(value / 1e4) % 1e4, value % 1e4]
  let text = ''
  for (const [at, part] of parts.entries()) {
    if (part === 0) continue
    const isGap = text !== '' && (part < 1000 || (at === 2 && parts[1] === 0))
    text += `${isGap ? '零' : ''}${section(part)}${['亿', '万', ''][at]}`
  }
  return text
}

describe('parseHanNumeral', () => {
  it.each([
    ['零', 0],
    ['七', 7],
    ['两', 2],
    ['俩', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['廿', 20],
    ['廿一', 21],
    ['卅六', 36],
    ['一百', 100],
    ['一百二', 120],
    ['一百零二', 102],
    ['一百一十', 110],
    ['两百五十', 250],
    ['三千五', 3500],
    ['三千零五', 3005],
    ['三千零五十', 3050],
    ['两千〇八', 2008],
    ['一万', 10_000],
    ['三万五', 35_000],
    ['一万零五', 10_005],
    ['十二万', 120_000],
    ['两百五十万', 2_500_000],
    ['一亿二', 120_000_000],
    ['一亿零三百万', 103_000_000],
    ['两千八百六十万', 28_600_000],
    ['一万亿', 1e12],
    ['二〇二五', 2025],
    ['二零二五', 2025],
    ['一三八', 138],
    ['半', 0.5],
    ['三点五', 3.5],
    ['零点零三', 0.03],
    ['一点二亿', 120_000_000],
    ['三点五万', 35_000],
    ['壹佰贰拾叁', 123],
    ['伍拾萬', 500_000],
    ['參仟陸佰', 3600],
    ['兩億', 200_000_000],
    ['三點五', 3.5],
  ])('%s is %d', (text, value) => {
    expect(parseHanNumeral(text)).toBe(value)
  })

  it.each([
    '',
    '百',
    '万',
    '万一',
    '十十',
    '三百百',
    '二三十',
    '千万',
    '一零零百',
    '点五',
    '三点',
    '三点五点六',
    '个',
    '三个',
  ])('%s is no numeral', (text) => {
    expect(parseHanNumeral(text)).toBeUndefined()
  })

  it('reads every number as it is spelt', () => {
    expect([10_010, 100_100, 101_000_010, 120_030_004].map(spell).map(parseHanNumeral)).toEqual([
      10_010, 100_100, 101_000_010, 120_030_004,
    ])
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => parseHanNumeral(spell(value)) === value),
      { seed: 3, numRuns: 500 },
    )
  })

  it('takes any text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'零一两十百千万亿点半廿〇个') })
    fc.assert(
      fc.property(text, (any) => {
        const value = parseHanNumeral(any)
        return value === undefined || Number.isFinite(value)
      }),
    )
  })
})

describe('scaleNumber', () => {
  it('multiplies without noise in the last digits', () => {
    expect([scaleNumber(1.1, '亿'), scaleNumber(3, '百万'), scaleNumber(0.29, '万')]).toEqual([
      110_000_000, 3_000_000, 2900,
    ])
  })
})
