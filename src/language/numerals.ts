const DIGITS: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇○', '一壹', '二两兩贰貳俩倆', '三叁參参仨', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap(
    (forms, digit) => [...forms].map((form) => [form, digit]),
  ),
)
const SMALL_SCALES: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const LARGE_SCALES: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 }
const TENS: Readonly<Record<string, string>> = { 廿: '二十', 卅: '三十', 卌: '四十' }

/** What a Chinese numeral is made of; the decimal point and the half are left to the pattern that uses it. */
export const HAN_NUMERAL = `[${Object.keys({ ...DIGITS, ...SMALL_SCALES, ...LARGE_SCALES, ...TENS }).join('')}]`

/** Digits that a double holds exactly. */
const LONGEST_EXACT = 15

const isZero = (character: string): boolean => DIGITS[character] === 0

/** Below ten thousand: 三百二 is 320, 三百零二 is 302; undefined for what is no numeral. */
function readSection(text: string): number | undefined {
  const characters = [...text]
  let total = 0
  let last = 10_000
  for (let at = 0; at < characters.length; at++) {
    if (at > 0 && isZero(characters[at] ?? '')) {
      if (isZero(characters[at + 1] ?? '')) return undefined
      last = Math.min(last, 100)
      continue
    }
    const scale = SMALL_SCALES[characters[at] ?? '']
    if (scale === 10 && (at === 0 || isZero(characters[at - 1] ?? '')) && last > 10) {
      total += 10
      last = 10
      continue
    }
    const digit = DIGITS[characters[at] ?? '']
    if (digit === undefined || digit === 0) return undefined
    const next = SMALL_SCALES[characters[at + 1] ?? '']
    if (next !== undefined) {
      if (next >= last) return undefined
      total += digit * next
      last = next
      at++
    } else if (at === characters.length - 1) {
      const isShortened = total > 0 && last >= 100 && last < 10_000 && !isZero(characters[at - 1] ?? '')
      total += isShortened ? (digit * last) / 10 : digit
    } else return undefined
  }
  return total
}

function readInteger(text: string): number | undefined {
  const characters = [...text]
  if (characters.every((character) => DIGITS[character] !== undefined)) {
    if (characters.length > LONGEST_EXACT) return undefined
    return Number(characters.map((character) => DIGITS[character]).join(''))
  }
  for (const scales of ['亿億', '万萬']) {
    const at = characters.findLastIndex((character) => scales.includes(character))
    if (at < 0) continue
    const scale = LARGE_SCALES[characters[at] ?? ''] ?? 1
    const rest = characters.slice(at + 1).join('')
    const head = readInteger(characters.slice(0, at).join(''))
    if (at === 0 || head === undefined) return undefined
    if (rest === '') return head * scale
    if (rest.length === 1 && !isZero(rest))
      return head * scale + ((DIGITS[rest] ?? Number.NaN) * scale) / 10 || undefined
    const tail = readInteger(isZero(rest.charAt(0)) ? rest.slice(1) : rest)
    return tail === undefined || tail >= scale ? undefined : head * scale + tail
  }
  return readSection(text)
}

/**
 * The value of a Chinese numeral: 十二 is 12, 两千零五 2005, 三万五 35,000, 二〇二五 2025, 三点一四 3.14, 半 0.5,
 * 两百五十万 2,500,000; financial and traditional forms alike. Undefined for what is none: 百, 二三十, 万一.
 */
export function parseHanNumeral(text: string): number | undefined {
  if (text === '半') return 0.5
  const plain = text.replace(/[廿卅卌]/g, (tens) => TENS[tens] ?? tens)
  const [whole = '', fraction, more] = plain.split(/[点點]/)
  const integer = whole === '' ? undefined : readInteger(whole)
  if (integer === undefined || more !== undefined || fraction === undefined)
    return more === undefined ? integer : undefined
  const [, digits = '', scale = ''] = /^(.+?)([十百千万亿萬億]*)$/.exec(fraction) ?? []
  const decimals = [...digits].map((character) => DIGITS[character])
  if (decimals.length === 0 || decimals.includes(undefined)) return undefined
  return scaleNumber(Number(`${integer}.${decimals.join('')}`), scale)
}

/** 3.5 and 万 give 35,000; exact to twelve digits, so that 1.1 亿 is no 110000000.00000001. */
export function scaleNumber(value: number, scales: string): number {
  let scaled = value
  for (const scale of scales) scaled *= SMALL_SCALES[scale] ?? LARGE_SCALES[scale] ?? 1
  return Number(scaled.toPrecision(12))
}
