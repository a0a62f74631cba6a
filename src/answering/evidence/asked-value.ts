import { type Asking, findAskings } from '../../language/asking.ts'
import { normaliseForMatch } from '../../language/normalise.ts'
import { findQuantities } from '../../language/quantities.ts'
import type { Quantity } from '../../language/quantity.ts'
import { type WantedValue, wantedValue } from '../../language/questions.ts'
import type { Span } from '../../language/span.ts'
import { holdsValue } from '../values.ts'
import { ASKS_FOR_PLACE, placeReader } from './asked-place.ts'

/** What may be asked for and missed: a kind of value, a place, a person's full name. */
export type AskedKind = WantedValue | 'place' | 'name'

/** The value that a question asks for, as closely as it says. */
export type AskedValue = {
  kind: WantedValue | 'place'
  /** How many of whom, or which place in an order; undefined for any count. */
  of?: 'people' | 'rank'
  /** Whether a normalised text may name the place asked for. */
  isPlace?: (text: string) => boolean
  /** Which day or hour, where "before the review" would be no answer. */
  isExact: boolean
  /** Which year, where a year alone is an answer. */
  isOfYear: boolean
  /** The part of the normalised question that asks for it, and where the words of asking stand in the question. */
  part: Span
  asking: Span[]
}

const COUNTED = '[个条项次人家台张份轮层步种类名位套页级批期站路核块天周年月倍度笔瓦票号点只道字分秒成]'
const ASKING = new RegExp(
  `多少(?:${COUNTED}|钱|小时|分钟|工作日)?|多久|多长时间|百分之几|几(?:个)?(?:小时|分钟|工作日|${COUNTED})|什么时候|啥时候|什么时间|何时|哪一?[天年月周日]|` +
    '\\bhow (?:many|much|long)\\b|\\bwhen\\b|\\bwhat (?:date|day|time|year|percentage|rate)\\b|\\bwhich (?:day|date|month|year)\\b',
  'g',
)
const OF_PEOPLE =
  /多少(?:个)?人|多少[名位]|几个?人|几[名位]|\bhow many (?:\w+ )?(?:people|persons?|users?|staff|engineers?|developers?|members?|employees|participants|attendees)\b/
const OF_RANK = /第几|排名?(?:多少|几)|\bwhat (?:rank|place)\b/
const EXACT_DATE =
  /哪一?[天年月日]|几[号月点]|几时几分|日期|\bwhat (?:date|day|time|year)\b|\bwhich (?:day|date|month|year)\b|\bexact(?:ly)? (?:date|when)\b/

const PEOPLE =
  /\d\s*(?:多|余)?(?:个)?(?:名|位|人(?![次天日月份])|用户|坐席|员工)|\d\s+(?:[a-z]+ )?(?:people|persons?|users?|staff|engineers?|developers?|members?|employees|participants|tellers?)\b/
const RANK =
  /第\s*(?:\d+|[一二三四五六七八九十]+)\s*(?:名|位|$|[,，。；;、）)])|排名|名列|首位|冠军|\b\d*(?:st|nd|rd|th)\b|\branked\b/
const CALENDAR: ReadonlySet<Quantity['kind']> = new Set(['date', 'month', 'year', 'quarter', 'time'])
const YEARS: ReadonlySet<Quantity['kind']> = new Set(['year', 'quarter'])
const YEAR = /哪一?年|季度|年份|\byear\b|\bquarter\b/
const DAYS = /周[一二三四五六日天]|星期[一二三四五六日天]|\d{1,2}\s*点|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/
const SOON = /当天|当日|当场|次日|立即|随时|\b(?:immediately|same day|next day)\b/
const LARGE = /[千万亿]/
const SHARE = /\d\s*[:比/]\s*\d|\d\s*-\s*\d+\s*-\s*\d|一半|过半|多数|[几一二两三四五六七八九\d]\s*倍|‰|\bhalf\b|\bin \d/

/** 有几个 is how many where nothing else is asked. */
const ASKS_HOW_MANY = new RegExp(`^(?!.*(?:什么|谁|怎|哪|吗|为何|如何|咋|啥)).*有几(?:个)?(?:${COUNTED}|人)`)
const PARTS = /(?:[^，。；？！,;?!\s]|[,.](?=\d)|(?<!\p{Script=Han})\s|\s(?!\p{Script=Han}))+/gu

function readPart(text: string, part: Span): AskedValue[] {
  const own = text.slice(part.start, part.end)
  const kind =
    wantedValue(own) ?? (own.search(ASKS_FOR_PLACE) >= 0 ? 'place' : ASKS_HOW_MANY.test(own) ? 'count' : undefined)
  if (kind === undefined) return []
  const of = kind !== 'count' ? undefined : OF_RANK.test(own) ? 'rank' : OF_PEOPLE.test(own) ? 'people' : undefined
  const asking = [...own.matchAll(kind === 'place' ? ASKS_FOR_PLACE : ASKING)].map((found) => {
    const start = part.start + found.index
    return { start, end: start + found[0].length }
  })
  const isPlace = kind === 'place' ? { isPlace: placeReader(own) } : {}
  const isExact = kind === 'date' && EXACT_DATE.test(own)
  return [{ kind, ...(of === undefined ? {} : { of }), ...isPlace, isExact, isOfYear: YEAR.test(own), part, asking }]
}

/** The values that the parts of a question ask for, in their order; none when it asks for no value. */
export function readAskedValues(question: string): AskedValue[] {
  const text = normaliseForMatch(question)
  const parts = [...text.matchAll(PARTS)].flatMap((found) =>
    readPart(text, { start: found.index, end: found.index + found[0].length }),
  )
  return parts.length > 0 ? parts : readPart(text, { start: 0, end: text.length })
}

const COUNTS = new RegExp(`几(?:个)?(?:${COUNTED}|人)`, 'g')
const WHAT_VALUE =
  /\bwhat (?:is |was |are |were )?(?:the )?(?=(?:[a-z]+ ){0,2}(?:salary|budget|price|cost|amount|fee|value|percentage|number|rate|share|ratio)\b)/g
const NAMED_VALUE =
  /(?:合同额|金额|预算|报价|单价|造价|奖金|工资|薪[水资]|营收|营业额|利润|罚款|赔偿|费用?|比例|占比|比重|率|日期|时间|人数|总数|数量|次数)(?:具体)?(?:是|为)?(?:什么|啥)/g
const LISTS = /列[一个]|例子|分别|都有谁|各自|各项/

const BESIDES: ReadonlySet<Asking> = new Set(['compare', 'list', 'why', 'who', 'how', 'yes_no'])
const OTHER = /什么|啥|哪[些几位]|\b(?:what|which)\b/

/** Whether values are all that a question asks for: one or several, of which none is a list. */
export function asksOnlyForValues(question: string): boolean {
  const text = normaliseForMatch(question)
  const rest = [COUNTS, WHAT_VALUE, NAMED_VALUE, ASKING, ASKS_FOR_PLACE].reduce(
    (left, asking) => left.replace(asking, ' x '),
    text,
  )
  return !OTHER.test(rest) && !LISTS.test(rest) && !findAskings(rest).some((asking) => BESIDES.has(asking))
}

function isCount({ of }: AskedValue, quote: string, quantities: readonly Quantity[]): boolean {
  if (of === 'rank') return RANK.test(quote)
  if (of === undefined)
    return quantities.some(({ kind }) => !CALENDAR.has(kind)) || /[零一两二三四五六七八九十]\p{Script=Han}/u.test(quote)
  return PEOPLE.test(quote) || quantities.some(({ key }) => key.endsWith('|person'))
}

/** Whether a sentence holds a value that the question may be asking for. */
export function holdsAskedValue(asked: AskedValue, quote: string): boolean {
  const text = normaliseForMatch(quote)
  if (asked.kind === 'place') return asked.isPlace?.(text) === true
  if (!holdsValue(asked.kind, text)) return false
  const quantities = findQuantities(quote)
  switch (asked.kind) {
    case 'money':
      return quantities.some(
        ({ kind, start, end }) => kind === 'money' || (kind === 'number' && LARGE.test(quote.slice(start, end + 1))),
      )
    case 'ratio':
      return quantities.some(({ kind }) => kind === 'percent') || SHARE.test(text)
    case 'duration':
      return quantities.some(({ kind }) => kind === 'duration' || kind === 'time') || SOON.test(text)
    case 'date':
      return (
        !asked.isExact ||
        quantities.some(({ kind }) => CALENDAR.has(kind) && (asked.isOfYear || !YEARS.has(kind))) ||
        DAYS.test(text)
      )
    case 'count':
      return isCount(asked, quote, quantities)
    default:
      return true
  }
}
