import { ENGLISH_NUMERAL, parseEnglishNumeral } from '../../language/english-numerals.ts'
import { HAN_NUMERAL, parseHanNumeral } from '../../language/numerals.ts'
import { findQuantities } from '../../language/quantities.ts'
import type { Quantity } from '../../language/quantity.ts'
import type { Span } from '../../language/span.ts'
import { isFree, readBare } from './bare-figures.ts'
import { readOrders } from './orders.ts'
import { readRates } from './rates.ts'

export type PartOfDay = 'night' | 'morning' | 'noon' | 'afternoon'

/**
 * A value as a check compares it. `value`: of amounts and bare numbers; `written`: the number before its unit, 6 of the
 * six weeks that are 42 days; `unit`: in the form of `Quantity.key`, of an ordinal what it orders, '' for none.
 */
export type Figure = Span & {
  /** `order`: the third, not three. `code`: a name with digits. `rate`: per day. */
  kind: Quantity['kind'] | 'order' | 'code' | 'rate'
  key: string
  value?: number
  written?: number
  unit: string
  text: string
  part?: PartOfDay
}

/** A name with digits in it: ip66, 3-3-3-1, h200, k8s. */
const CODE =
  /(?<![a-z\d.])(?:[a-z]+-?\d+[a-z\d]*(?:[-.][a-z\d]+)*|\d+(?!(?:st|nd|rd|th)(?![a-z]))[a-z][a-z\d]*|\d+(?:-\d+){2,}|\d+(?:\.\d+){2,})(?![a-z\d])/g
const PARTS: readonly [RegExp, PartOfDay][] = [
  [/(?:凌晨|半夜|夜里|深夜)[^,;。]{0,4}$/, 'night'],
  [/(?:早上|上午|早晨|清晨|明早|次日早)[^,;。]{0,6}$/, 'morning'],
  [/中午[^,;。]{0,5}$/, 'noon'],
  [/(?:下午|傍晚|晚上|当晚|晚间|晚)[^,;。]{0,6}$/, 'afternoon'],
]

function partOfDay(text: string, { start, end }: Span): PartOfDay | undefined {
  const after = /^ ?(?:([ap])\.?m\b|in the (morning|afternoon|evening)|at (night))/.exec(text.slice(end))
  const told = after?.slice(1).find((one) => one !== undefined) ?? /([ap])\.?m$/.exec(text.slice(start, end))?.[1]
  if (told !== undefined) return told === 'a' || told === 'morning' ? 'morning' : 'afternoon'
  const before = text.slice(Math.max(0, start - 10), start)
  return PARTS.find(([pattern]) => pattern.test(before))?.[1]
}

/** The number before the unit; of a range, the one of its two ends that is meant. */
function writtenNumber(text: string, value: number): number | undefined {
  const arabic = (text.match(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g) ?? []).map((one) =>
    Number(one.replaceAll(',', '')),
  )
  if (arabic.length > 0) return arabic.find((one) => one === value || (one > 0 && isRound(value / one))) ?? arabic[0]
  const han = new RegExp(`^${HAN_NUMERAL}+`).exec(text)?.[0]
  if (han !== undefined) return parseHanNumeral(han)
  const english = new RegExp(`^${ENGLISH_NUMERAL}`).exec(text)?.[0]
  return english === undefined ? undefined : parseEnglishNumeral(english)
}

/** Whether units are so many times each other. */
const isRound = (times: number): boolean =>
  [3, 7, 12, 60, 1e2, 1e3, 1e4, 1e6, 1e7, 1e8, 1e9, 0.1, 10].some((one) => Math.abs(times / one - 1) < 1e-9)

function toFigure(text: string, { kind, key, start, end }: Quantity): Figure {
  const year = /^((?:19|20)\d\d) ?年$/.exec(text.slice(start, end))?.[1]
  if (year !== undefined) return { start, end, text: text.slice(start, end), kind: 'year', key: year, unit: '' }
  const [value, unit = ''] = key.split('|')
  const span = { start, end, text: text.slice(start, end) }
  const isAmount = kind !== 'phone' && (kind === 'number' || unit !== '')
  const part = kind === 'time' ? partOfDay(text, span) : undefined
  const written = isAmount ? writtenNumber(span.text, Number(value)) : undefined
  return {
    ...span,
    kind,
    key,
    unit,
    ...(isAmount && { value: Number(value) }),
    ...(written !== undefined && { written }),
    ...(part && { part }),
  }
}

const spanOf = (found: RegExpExecArray) => ({ start: found.index, end: found.index + found[0].length, text: found[0] })

const LARGER = /小时|钟头|年|hours?|hrs?|years?|h$/
const SMALLER = /分|月|min|month/

/** 2小时15分钟 is one duration. */
function joinDurations(text: string, amounts: readonly Figure[]): Figure[] {
  const joined: Figure[] = []
  for (const amount of amounts) {
    const last = joined.at(-1)
    const isPart =
      last?.kind === 'duration' &&
      amount.kind === 'duration' &&
      last.unit === amount.unit &&
      LARGER.test(last.text) &&
      SMALLER.test(amount.text) &&
      /^(?:零|又| ?(?:and )?)$/.test(text.slice(last.end, amount.start)) &&
      (last.value ?? 0) > (amount.value ?? 0)
    if (!last || !isPart || last.start === amount.start) {
      joined.push(amount)
      continue
    }
    const value = (last.value ?? 0) + (amount.value ?? 0)
    joined[joined.length - 1] = {
      ...last,
      value,
      key: `${value}|${last.unit}`,
      end: amount.end,
      text: text.slice(last.start, amount.end),
    }
  }
  return joined
}

/** The values of a text in the form of `toPlainText`, in order; codes, ordinals and rates among them. */
export function readFigures(text: string): Figure[] {
  const quantities = findQuantities(text).map((one) => toFigure(text, one))
  const codes = [...text.matchAll(CODE)]
    .map((found): Figure => ({ ...spanOf(found), kind: 'code', key: found[0], unit: 'code' }))
    .filter((code) => isFree(quantities, code))
  const orders = readOrders(text).filter((order) => isFree(codes, order))
  const amounts = quantities.filter((one) => one.kind === 'date' || isFree(orders, one))
  const taken = [...codes, ...orders, ...joinDurations(text, amounts)]
  return [...taken, ...readRates(text).filter((rate) => isFree(taken, rate)), ...readBare(text, taken)].sort(
    (a, b) => a.start - b.start,
  )
}
