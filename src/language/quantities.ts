import { readAmounts } from './amounts.ts'
import { readCalendar } from './calendar.ts'
import { ENGLISH_NUMERAL } from './english-numerals.ts'
import { HAN_NUMERAL } from './numerals.ts'
import { matchAt, type Quantity, type ReadQuantity } from './quantity.ts'
import { foldTraditional } from './traditional.ts'

const MONTH_START = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)'
/** Where a quantity may begin: a figure that no name ends in, a numeral, a currency. */
const START = new RegExp(
  `(?<![a-z\\d_])(?:\\d|[vq]\\d|half[ -]|${MONTH_START}|(?:rmb|cny|usd|eur|hkd) ?\\d|${ENGLISH_NUMERAL})|[¥￥$€](?=\\d)|半|${HAN_NUMERAL}`,
  'g',
)
const PHONE = /1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)|0\d{2,3}-\d{7,8}(?!\d)|[48]00-?\d{3}-?\d{4}(?!\d)/y
const VERSION = /v(?<named>\d+(?:\.\d+)*)(?![a-z\d])|(?<figure>\d+(?:\.\d+)+)版/y
/** Numbers that count nothing: 1.2.3, 4g, 7x24, and those too long to mean an amount. */
const NAME =
  /\d+(?:\.\d+){2,}|\d+(?=[a-z])(?!(?:k|w|h|s|ms|min|mins|hrs?|gb|tb|mb|mbps|km|kg|rmb|usd|cny|am|pm|st|nd|rd|th)(?![a-z\d]))[a-z\d]+|\d{16,}/y

const readPhone: ReadQuantity = (text, at) => {
  const found = matchAt(PHONE, text, at)
  const end = PHONE.lastIndex
  return found
    ? { quantities: [{ kind: 'phone', key: `${found[0].replace(/\D/g, '')}|phone`, start: at, end }], end }
    : undefined
}

const readVersion: ReadQuantity = (text, at) => {
  const { named, figure } = matchAt(VERSION, text, at)?.groups ?? {}
  const number = named ?? figure
  const end = VERSION.lastIndex
  return number === undefined
    ? undefined
    : { quantities: [{ kind: 'version', key: `v${number.replace(/(?:\.0)+$/, '')}`, start: at, end }], end }
}

const readName: ReadQuantity = (text, at) =>
  matchAt(NAME, text, at) ? { quantities: [], end: NAME.lastIndex } : undefined

const OF_FIGURES: readonly ReadQuantity[] = [readPhone, readCalendar, readVersion, readName, readAmounts]
const OF_WORDS: readonly ReadQuantity[] = [readCalendar, readAmounts]

/** The readers of what begins with a character. */
function readersOf(start: string): readonly ReadQuantity[] {
  if (start === 'v') return [readVersion]
  return start >= '0' && start <= '9' ? OF_FIGURES : OF_WORDS
}

/** Half width, lower case and simplified, character for character; a wide comma joins no figures and stays. */
function toPlain(text: string): string {
  const half = /[\uff01-\uff5e\u3000]/.test(text)
    ? text
        .replace(/[\uff01-\uff0b\uff0d-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
        .replace(/\u3000/g, ' ')
    : text
  const lower = half.toLowerCase()
  return foldTraditional(lower.length === half.length ? lower : half)
}

/**
 * The amounts, dates, times, telephone numbers and versions of a text, in order, with offsets into it as given; the
 * ends of a range share a span. Small numbers without a unit, articles (一个) and names (4G, 1.2.3) are none.
 */
export function findQuantities(text: string): Quantity[] {
  const plain = toPlain(text)
  const found: Quantity[] = []
  START.lastIndex = 0
  for (let start = START.exec(plain); start; start = START.exec(plain)) {
    let next = start.index + 1
    for (const read of readersOf(plain.charAt(start.index))) {
      const reading = read(plain, start.index)
      if (!reading) continue
      found.push(...reading.quantities)
      next = Math.max(next, reading.end)
      break
    }
    START.lastIndex = next
  }
  return found
}

/** Amounts from here on are looked for without their unit as well, which is often left out. */
const SPEAKS_ALONE = 100

/** What a quantity is found by: its own key, those of the month and year it lies in, that of a large number alone. */
export function matchKeys({ kind, key }: Quantity): string[] {
  const [, year = '', rest = ''] = /^(\d{4}|-)-(.+)$/.exec(key) ?? []
  if (kind === 'date' || kind === 'month' || kind === 'quarter') {
    const month = kind === 'date' ? rest.slice(0, 2) : undefined
    const keys = year === '-' ? [key] : [key, `--${rest}`, year]
    return month === undefined ? keys : [...new Set([...keys, `${year}-${month}`, `--${month}`])]
  }
  const [value = '', unit] = key.split('|')
  const isAlone = unit === undefined || kind === 'phone' || kind === 'version' || Number(value) < SPEAKS_ALONE
  return isAlone ? [key] : [key, value]
}
