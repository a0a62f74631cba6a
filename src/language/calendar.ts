import { HAN_NUMERAL, parseHanNumeral } from './numerals.ts'
import { matchAt, type Quantity, type Reading } from './quantity.ts'
import { readUnit } from './quantity-units.ts'

const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const MONTH_NAME = `(?:${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')}|sept)(?![a-z])\\.?`
const YEAR = '(?:19|20)\\d{2}|[一二][零〇○九][零〇○一二三四五六七八九]{2}'
const SMALL = `\\d{1,2}|${HAN_NUMERAL}{1,3}`
const PART_OF_MONTH = '(?:份|底|初|末|中旬|上旬|下旬)?'

const YEAR_FIRST = new RegExp(
  `(?<year>${YEAR}|\\d{2}(?=年 ?\\d))(?: ?年 ?(?<month>${SMALL}) ?月${PART_OF_MONTH}(?: ?(?<day>${SMALL}) ?[日号])?` +
    `|(?<mark>[-/.])(?<m>0?[1-9]|1[0-2])(?:\\k<mark>(?<d>0?[1-9]|[12]\\d|3[01]))?(?![\\d.]|-\\d|/\\d))`,
  'y',
)
const COMPACT = /(?<year>20\d{2})(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01])(?!\d)/y
const YEAR_QUARTER = new RegExp(
  `(?:(?<year>${YEAR}) ?年?(?:的|第| )?)?(?:第?(?<quarter>[一二三四1-4])季度|q(?<q>[1-4])(?![a-z\\d]))(?:,? (?<late>20\\d{2})(?!\\d))?`,
  'y',
)
const MONTH_FIRST = new RegExp(
  `(?<month>${SMALL})(?:月?份?[-–~至到](?<until>${SMALL}))? ?月${PART_OF_MONTH}(?: ?(?<day>${SMALL}) ?[日号](?![楼线机]))?`,
  'y',
)
const ENGLISH = new RegExp(
  `(?:(?<name>${MONTH_NAME}) (?<day>\\d{1,2})(?:st|nd|rd|th)?(?!\\d|:)(?:,? (?<year>20\\d{2}|19\\d{2})(?!\\d))?` +
    `|(?<d>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?<n>${MONTH_NAME})(?:,? (?<y>20\\d{2}|19\\d{2})(?!\\d))?` +
    `|(?<only>${MONTH_NAME})(?:,? (?<in>20\\d{2}|19\\d{2})(?!\\d))?)`,
  'y',
)
/** Day first or month first: nobody can tell. */
const AMBIGUOUS = /\d{1,2}\/\d{1,2}\/(?:\d{4}|\d{2})(?!\d)/y
const BARE_YEAR = new RegExp(`(?<year>${YEAR})(?<word> ?年[度底初末]?)?(?![\\d%]|[,.]\\d|[a-z]| ?[十百千万亿])`, 'y')
const CLOCK =
  /(?:(?<=(?<late>下午|晚上|傍晚|中午) ?)|)(?<!\d[.:])(?:(?<hour>\d{1,2})(?::(?<minute>[0-5]\d)(?!\d)(?::\d{2})?|点(?:(?<past>[0-5]\d)分?|(?<half>半)|钟|整)) ?(?<pm>[ap]\.?m(?![a-z]))?|(?<h>\d{1,2}) ?(?<p>[ap]\.?m(?![a-z])))/y
const HAN_CLOCK = new RegExp(
  `(?<=(?<late>下午|晚上|傍晚|中午)|上午|早上|凌晨|早晨|)(?<hour>${HAN_NUMERAL}{1,3}|\\d{1,2})点(?:(?<half>半)|(?<past>[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])分?|钟|整)?`,
  'y',
)
const BEFORE_MONTH =
  /(?:\b(?:in|by|since|until|till|from|to|of|before|after|during|last|next|this|early|late|mid|and|or))[ -]$/

/** What every form begins with. */
const MAY_BE_DATED = new RegExp(
  `(?:\\d{1,4}|${HAN_NUMERAL}{1,4})(?: ?(?:[年月季点:/.~–～至到-]|[ap]\\.?m|(?:[a-z]{2} )?(?:of )?${MONTH_NAME}))|(?:19|20)\\d{2}|q\\d|${MONTH_NAME}`,
  'y',
)

const two = (value: number): string => String(value).padStart(2, '0')

function readNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return /^\d/.test(text) ? Number(text) : parseHanNumeral(text)
}

const monthOfName = (name: string): number => MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1

/** The key of a date with as many parts as it has; undefined for a 13th month or a 32nd day. */
function dated(
  year: number | undefined,
  month: number,
  day: number | undefined,
): Pick<Quantity, 'kind' | 'key'> | undefined {
  if (month < 1 || month > 12 || (day !== undefined && (day < 1 || day > 31))) return undefined
  const full = year !== undefined && year < 100 ? 2000 + year : year
  const key = `${full ?? '-'}-${two(month)}`
  return day === undefined ? { kind: 'month', key } : { kind: 'date', key: `${key}-${two(day)}` }
}

function reading(found: Pick<Quantity, 'kind' | 'key'> | undefined, start: number, end: number): Reading | undefined {
  return found && { quantities: [{ kind: found.kind, key: found.key, start, end }], end }
}

function readDate(text: string, at: number): Reading | undefined {
  const { year, month, day, m, d } = matchAt(YEAR_FIRST, text, at)?.groups ?? matchAt(COMPACT, text, at)?.groups ?? {}
  if (year === undefined) return undefined
  const end = Math.max(YEAR_FIRST.lastIndex, COMPACT.lastIndex)
  return reading(dated(readNumber(year), readNumber(month ?? m) ?? 0, readNumber(day ?? d)), at, end)
}

function readQuarter(text: string, at: number): Reading | undefined {
  const { year, quarter, q, late } = matchAt(YEAR_QUARTER, text, at)?.groups ?? {}
  const number = readNumber(quarter ?? q)
  if (number === undefined) return undefined
  return reading({ kind: 'quarter', key: `${readNumber(year ?? late) ?? '-'}-q${number}` }, at, YEAR_QUARTER.lastIndex)
}

function readMonth(text: string, at: number): Reading | undefined {
  const { month, until, day } = matchAt(MONTH_FIRST, text, at)?.groups ?? {}
  const end = MONTH_FIRST.lastIndex
  const first = dated(undefined, readNumber(month) ?? 0, until === undefined ? readNumber(day) : undefined)
  const last = until === undefined ? undefined : dated(undefined, readNumber(until) ?? 0, readNumber(day))
  if (!first) return undefined
  return { quantities: [first, ...(last ? [last] : [])].map((found) => ({ ...found, start: at, end })), end }
}

function readEnglishDate(text: string, at: number): Reading | undefined {
  const { name, day, year, d, n, y, only, in: of } = matchAt(ENGLISH, text, at)?.groups ?? {}
  const end = ENGLISH.lastIndex
  if (only !== undefined && of === undefined && !BEFORE_MONTH.test(text.slice(Math.max(0, at - 8), at)))
    return undefined
  const month = monthOfName(name ?? n ?? only ?? '?')
  return reading(dated(readNumber(year ?? y ?? of), month, readNumber(day ?? d)), at, end)
}

function readClock(text: string, at: number): Reading | undefined {
  const arabic = matchAt(CLOCK, text, at)
  const found = arabic ?? matchAt(HAN_CLOCK, text, at)
  const groups = found?.groups
  if (!found || !groups) return undefined
  const isAfternoon = groups.late !== undefined || (groups.pm ?? groups.p ?? '').startsWith('p')
  const isTold = arabic !== null || /点./.test(found[0]) || /[午上晚晨]$/.test(text.slice(0, at).slice(-1))
  const hour = readNumber(groups.hour ?? groups.h) ?? 99
  const minute = groups.half === undefined ? (readNumber(groups.minute ?? groups.past) ?? 0) : 30
  if (!isTold || hour > 24 || minute > 59) return undefined
  const key = `T${two(isAfternoon && hour < 12 ? hour + 12 : hour)}:${two(minute)}`
  return reading({ kind: 'time', key }, at, at + found[0].length)
}

function readYear(text: string, at: number): Reading | undefined {
  const { year, word } = matchAt(BARE_YEAR, text, at)?.groups ?? {}
  const end = BARE_YEAR.lastIndex
  const value = readNumber(year)
  if (value === undefined || (word === undefined && readUnit(text, text[end] === ' ' ? end + 1 : end))) return undefined
  return reading({ kind: 'year', key: String(value) }, at, end)
}

/** Reads the date, month, quarter, year or time of day at an offset of a text in half width and lower case. */
export function readCalendar(text: string, at: number): Reading | undefined {
  if (!matchAt(MAY_BE_DATED, text, at)) return undefined
  if (matchAt(AMBIGUOUS, text, at)) return { quantities: [], end: AMBIGUOUS.lastIndex }
  return (
    readDate(text, at) ??
    readQuarter(text, at) ??
    readMonth(text, at) ??
    readEnglishDate(text, at) ??
    readClock(text, at) ??
    readYear(text, at)
  )
}
