import { type Amount, ARABIC, HAN, readAmount, readScale, SCALE } from './figures.ts'
import { parseHanNumeral } from './numerals.ts'
import { matchAt, type Quantity, type Reading } from './quantity.ts'
import { readUnit, type Unit, unitOf } from './quantity-units.ts'

const CURRENCY: Readonly<Record<string, string>> = { '¥': '元', '￥': '元', $: 'usd', '€': 'eur' }
const HALF = /半个?|half(?: an?)?[ -]/y
const SHARE = new RegExp(`(?<of>[百千万]|${HAN}|\\d+)分之(?<part>${HAN}|百|${ARABIC})`, 'y')
const PRICE = new RegExp(
  `(?<currency>[¥￥$€]|(?:rmb|cny|usd|eur|hkd) ?)(?<arabic>${ARABIC})(?: ?(?<scale>${SCALE}|m(?![a-z])))?`,
  'y',
)
const TO = / ?(?:[-–—~～至到]|to) ?/y
/** Numerals in words, vague ones and days of the week: 统一, 数十, 周三. */
const IN_WORD = /(?<=[几数])[十百千万亿]+|(?<=[统唯单之逐同合划专万])一|(?<=星期|礼拜|(?<![一每两\d])周)[一二三四五六]/y
const exact = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(12)))

function toQuantity(value: number, unit: Unit | undefined, start: number, end: number): Quantity {
  if (!unit) return { kind: 'number', key: String(exact(value)), start, end }
  return { kind: unit.kind, key: `${exact(value * unit.times)}|${unit.name}`, start, end }
}

/** Whether a number without a unit says enough to be looked for: 12, 3.5, 三十, but no 3, 一 or heading's 1.2. */
function isTelling({ values: [value = 0], scale, isArabic, written }: Amount, text: string, at: number): boolean {
  if (scale > 1) return true
  if (value < 10 && Number.isInteger(value)) return false
  if (isArabic) return Number.isInteger(value) || !/(?:^|[\n#])[ #]*$/.test(text.slice(Math.max(0, at - 4), at))
  return value >= 1000 || /[十百千万亿廿卅a-z]/.test(written)
}

/** An amount, or both ends of a range, the first of which leaves out what the second says: 3-5天, 500到800万元. */
function readRange(text: string, at: number): Reading | undefined {
  const first = readAmount(text, at)
  if (!first) return undefined
  const to = first.unit === undefined ? matchAt(TO, text, first.end) : null
  const second = to && readAmount(text, TO.lastIndex)
  const last = second?.unit !== undefined && second.isArabic === first.isArabic ? second : undefined
  const end = last?.end ?? first.end
  const { unit, scale } =
    last === undefined ? first : { unit: last.unit, scale: first.scale === 1 ? last.scale : first.scale }
  if (unit === undefined ? !isTelling(first, text, at) : first.isArticle) return { quantities: [], end: first.end }
  const amounts = first.values.map((value) => value * scale)
  if (last) amounts.push(...last.values.map((value) => value * last.scale))
  return { quantities: amounts.map((value) => toQuantity(value, unit, at, end)), end }
}

function readShare(text: string, at: number): Reading | undefined {
  const { of = '', part = '' } = matchAt(SHARE, text, at)?.groups ?? {}
  if (of === '') return undefined
  const read = (figure: string) =>
    /\d/.test(figure) ? Number(figure) : ({ 百: 100, 千: 1e3, 万: 1e4 }[figure] ?? parseHanNumeral(figure))
  const [whole, share] = [read(of), read(part)]
  const end = SHARE.lastIndex
  if (!whole || share === undefined) return { quantities: [], end }
  const key = `${Number(((share / whole) * 100).toPrecision(4))}|percent`
  return { quantities: [{ kind: 'percent', key, start: at, end }], end }
}

function readPrice(text: string, at: number): Reading | undefined {
  const { currency = '', arabic = '', scale } = matchAt(PRICE, text, at)?.groups ?? {}
  if (arabic === '') return undefined
  const end = PRICE.lastIndex
  const unit = unitOf(CURRENCY[currency] ?? currency.trim())
  const value = Number(arabic.replaceAll(',', '')) * readScale(scale)
  return { quantities: [toQuantity(value, unit, at, end)], end }
}

function readHalf(text: string, at: number): Reading | undefined {
  if (!matchAt(HALF, text, at) || /[上下前后一大多]/.test(text[at - 1] ?? '')) return undefined
  const { unit, end } = readUnit(text, HALF.lastIndex) ?? {}
  if (unit?.kind !== 'duration' || end === undefined) return undefined
  return { quantities: [toQuantity(0.5, unit, at, end)], end }
}

/** Characters up to the end of 分之 in what is still read as a share: 十二分之五. */
const LONGEST_SHARE = 6
const CURRENCY_START = /[¥￥$€rcueh]/

/** Reads the number at an offset of a text in half width and lower case, with its unit, as a range, share or price. */
export function readAmounts(text: string, at: number): Reading | undefined {
  const start = text.charAt(at)
  if (start === '半' || start === 'h') return readHalf(text, at) ?? readPrice(text, at)
  if (CURRENCY_START.test(start)) return readPrice(text, at) ?? readRange(text, at)
  if (start > '9' && matchAt(IN_WORD, text, at)) return { quantities: [], end: IN_WORD.lastIndex }
  const isShare = text.slice(at + 1, at + LONGEST_SHARE).includes('分之')
  return (isShare ? readShare(text, at) : undefined) ?? readRange(text, at)
}
