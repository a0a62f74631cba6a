import { normaliseForMatch } from '../language/normalise.ts'
import { SCALE, SCALES, UNIT, UNITS } from './units.ts'

/** A number as it stands in a normalised text; `value` is absolute (2,860 万 is 28,600,000). */
export type NumberFact = { value: number; unit: string; text: string; start: number; end: number }
/** A calendar date; what it leaves out is undefined. */
export type DateFact = {
  year: number | undefined
  month: number | undefined
  day: number | undefined
  text: string
  start: number
  end: number
}
export type Facts = { numbers: NumberFact[]; dates: DateFact[] }

const NUMBER = new RegExp(
  `(?<![a-z\\d.])(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?![a-z]*\\d)[ -]?(${SCALES})?\\s*(?:多|余|来)?\\s*(${UNIT})?`,
  'g',
)
const HAN_NUMBER = new RegExp(
  `(?<![第零〇一二两三四五六七八九十百千万])([零〇一二两三四五六七八九十百千]+|半)(万|亿)?(?:多|余|来)?(${UNIT})`,
  'g',
)
const ENGLISH_NUMBER = new RegExp(
  `\\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half)[ -](?:a |an )?(${UNIT})`,
  'g',
)
const ENGLISH_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const HAN_DIGITS = '零一二三四五六七八九'
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH = `(?:${MONTHS.join('|')})[a-z]*\\.?`

/** 十二 -> 12, 三百六十 -> 360, 两千零五 -> 2005, 二〇二五 -> 2025; NaN for what is no number. */
export function parseHanNumber(text: string): number {
  if (text === '半') return 0.5
  const digits = [...text.replace(/〇/g, '零').replace(/两/g, '二')]
  if (digits.every((digit) => HAN_DIGITS.includes(digit))) {
    return Number(digits.map((digit) => HAN_DIGITS.indexOf(digit)).join(''))
  }
  let total = 0
  let digit = 0
  for (const character of digits) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[character]
    if (scale === undefined) digit = HAN_DIGITS.indexOf(character)
    else {
      total += (digit === 0 ? 1 : digit) * scale
      digit = 0
    }
  }
  return total + digit
}

/** 一个, 一次, 一些: the article, not the number. */
const IDLE_ONE = new Set(['个', '次', '家', '份', '张', '台', '人', '层', '级', '期', '倍', '页', '组'])

const DATE_FORMS: readonly [RegExp, (parts: RegExpExecArray) => [unknown, unknown, unknown]][] = [
  [/(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?:\s*[日号])?(?!\d)/g, ([, y, m, d]) => [y, m, d]],
  [/(?<!\d)((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月(?:份|底|初|中旬|上旬|下旬)?/g, ([, y, m]) => [y, m, undefined]],
  [/(?<!\d)((?:19|20)\d{2})-(\d{2})(?![\d-])/g, ([, y, m]) => [y, m, undefined]],
  [/(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号](?!\d)/g, ([, m, d]) => [undefined, m, d]],
  [new RegExp(`\\b(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?\\b`, 'g'), ([, m, d, y]) => [y, m, d]],
  [new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${MONTH})(?:\\s+(\\d{4}))?\\b`, 'g'), ([, d, m, y]) => [y, m, d]],
  [new RegExp(`\\b(${MONTH})\\s+(\\d{4})\\b`, 'g'), ([, m, y]) => [y, m, undefined]],
  [/(?<!\d)((?:19|20)\d{2})\s*年/g, ([, y]) => [y, undefined, undefined]],
  [
    /(?<![\d.]|\d,)((?:19|20)\d{2})(?![\d.,%]|\s*(?:万|亿|元|个|人|条|张|项|份|台))/g,
    ([, y]) => [y, undefined, undefined],
  ],
  [/(?<![\d.])(1[0-2]|[1-9])\s*月(?:份|底|初|中旬|上旬|下旬)/g, ([, m]) => [undefined, m, undefined]],
]

function readPart(part: unknown): number | undefined {
  if (typeof part !== 'string') return undefined
  const month = MONTHS.indexOf(part.slice(0, 3))
  return month >= 0 ? month + 1 : Number(part)
}

const blank = (text: string, start: number, end: number): string =>
  text.slice(0, start) + ' '.repeat(end - start) + text.slice(end)

/** The numbers and dates of a text, in order; a date's digits are no numbers. Reads Arabic and Chinese numerals. */
export function readFacts(text: string): Facts {
  // a wide comma becomes a plain one when normalised, and would join two numbers
  let rest = normaliseForMatch(text.replaceAll('，', '、'))
  const dates: DateFact[] = []
  for (const [pattern, order] of DATE_FORMS) {
    for (const found of [...rest.matchAll(pattern)]) {
      const [year, month, day] = order(found).map(readPart)
      const end = found.index + found[0].length
      dates.push({ year, month, day, text: found[0].trim(), start: found.index, end })
      rest = blank(rest, found.index, end)
    }
  }
  const numbers: NumberFact[] = []
  for (const clock of [...rest.matchAll(/(?<!\d)(\d{1,2})\s*[:点]\s*([0-5]\d)(?!\d)/g)]) {
    const end = clock.index + clock[0].length
    numbers.push({
      value: Number(clock[1]) * 60 + Number(clock[2]),
      unit: 'clock',
      text: clock[0],
      start: clock.index,
      end,
    })
    rest = blank(rest, clock.index, end)
  }
  const take = (found: RegExpExecArray, value: number, unit: string) => {
    if (!Number.isFinite(value)) return
    numbers.push({ value, unit, text: found[0].trim(), start: found.index, end: found.index + found[0].length })
  }
  for (const found of rest.matchAll(/百分之([零一二两三四五六七八九十百]+|\d+(?:\.\d+)?)/g)) {
    const figure = found[1] ?? ''
    take(found, /\d/.test(figure) ? Number(figure) : parseHanNumber(figure), '%')
    rest = blank(rest, found.index, found.index + found[0].length)
  }
  for (const found of rest.matchAll(NUMBER)) {
    const value = Number((found[1] ?? '').replaceAll(',', '')) * (SCALE[found[2] ?? ''] ?? 1)
    take(found, Number(value.toPrecision(12)), UNITS[found[3] ?? ''] ?? '')
  }
  for (const found of rest.matchAll(HAN_NUMBER)) {
    const unit = UNITS[found[3] ?? ''] ?? ''
    if (found[1] === '一' && !found[2] && IDLE_ONE.has(unit)) continue
    take(found, parseHanNumber(found[1] ?? '') * (SCALE[found[2] ?? ''] ?? 1), unit)
  }
  for (const found of rest.matchAll(ENGLISH_NUMBER)) {
    const word = found[1] ?? ''
    take(found, word === 'half' ? 0.5 : ENGLISH_WORDS.indexOf(word), UNITS[found[2] ?? ''] ?? '')
  }
  return { numbers: numbers.sort((a, b) => a.start - b.start), dates: dates.sort((a, b) => a.start - b.start) }
}

/** Whether two numbers say the same: equal values, and units that do not contradict. */
export function isSameNumber(a: NumberFact, b: NumberFact): boolean {
  return (
    Math.abs(a.value - b.value) < 1e-9 * Math.max(1, Math.abs(a.value)) &&
    (a.unit === '' || b.unit === '' || a.unit === b.unit)
  )
}

/** Whether every part that `claim` states stands in `source`; a year that the source leaves out is not held against it. */
export function isSameDate(claim: DateFact, source: DateFact): boolean {
  const agrees = (a: number | undefined, b: number | undefined) => a === undefined || a === b
  const yearOnly = claim.month === undefined && claim.day === undefined
  const year = yearOnly ? claim.year === source.year : source.year === undefined || agrees(claim.year, source.year)
  return year && agrees(claim.month, source.month) && agrees(claim.day, source.day)
}
