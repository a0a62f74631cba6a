import { parseEnglishNumeral } from '../../language/english-numerals.ts'
import { HAN_NUMERAL, parseHanNumeral } from '../../language/numerals.ts'
import type { Figure } from './figures.ts'

const HAN = new RegExp(
  `第 ?(\\d+(?:\\.\\d+)?|${HAN_NUMERAL}{1,4})(?!方|者|人称|时间|手资|线)(\\p{Script=Han}?)|(?:首|头一)(?=[次个批日周年期轮位家场天步版])|(?<![最起当年月原])初([一二三四五六七八九十])(?![中级期步审验稿版次])`,
  'gu',
)
const ORDERS = 'zeroth first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
const ORDERED =
  'week|day|phase|step|stage|round|year|month|quarter|half|clause|section|article|chapter|case|level|version|meeting|instalment|batch|attempt'
const ENGLISH = new RegExp(
  `\\b(${ORDERS.slice(1).join('|')})(?= (?:${ORDERED})\\b| to the)|(?<!(?:last|this|next|per|each|every|a|one) )\\b(?:${ORDERED}) (\\d+(?:\\.\\d+)?|two|three|four|five|six|seven|eight|nine|ten|one)\\b|\\b(\\d{1,3})(?:st|nd|rd|th)\\b`,
  'g',
)

function toOrder(found: RegExpExecArray, value: number | undefined, unit: string): Figure[] {
  if (value === undefined) return []
  const text = unit !== '' && found[0].endsWith(unit) ? found[0].slice(0, -unit.length) : found[0]
  const span = { start: found.index, end: found.index + text.length, text }
  return [{ ...span, kind: 'order', key: `#${value}${unit}`, value, written: value, unit }]
}

const readHan = (written: string): number | undefined =>
  /\d/.test(written) ? Number(written) : parseHanNumeral(written)

/** Places in an order: 第三次 (`unit` 次), 初一, week six; `unit` is '' in English. */
export function readOrders(text: string): Figure[] {
  return [
    ...[...text.matchAll(HAN)].flatMap((found) => {
      const [whole, written, of = '', day] = found
      if (/^[首头]/.test(whole)) return toOrder(found, 1, '')
      return day === undefined ? toOrder(found, readHan(written ?? ''), of) : toOrder(found, parseHanNumeral(day), '')
    }),
    ...[...text.matchAll(ENGLISH)].flatMap((found) => {
      const [, word, number = '', day] = found
      if (day !== undefined) return toOrder(found, Number(day), '')
      if (word !== undefined) return toOrder(found, ORDERS.indexOf(word), '')
      return toOrder(found, /\d/.test(number) ? Number(number) : parseEnglishNumeral(number), '')
    }),
  ]
}
