import { DIGIT, HAN, isWhite, letterKind } from './letters.ts'

/** How an enumeration counts: `1.` `1、` `1)` `(1)` `①` `一、` `（一）` `a.`, or does not: a bullet; `2.1` counts sections. */
export type Notation =
  | 'digit-dot'
  | 'digit-comma'
  | 'digit-paren'
  | 'paren-digit'
  | 'circled'
  | 'han'
  | 'paren-han'
  | 'letter'
  | 'section'
  | 'bullet'

/** A list mark that starts at the offset it was read at; `end` is just after it, white space not included. */
export type ListMark = { notation: Notation; value: number; end: number }

const HAN_DIGITS = '一二三四五六七八九'
const BULLETS = new Set([...'•·●▪◆■□○◇★☆▶➤►✓✔√※▲◦‣❖➢'].map((bullet) => bullet.charCodeAt(0)))
const LOOSE_BULLETS = new Set([...'-*+>–—'].map((bullet) => bullet.charCodeAt(0)))

const SECTION = /\d{1,2}(?:[.．]\d{1,2}){1,3}(?:[.．、](?!\d)|(?=\s))/y
const DIGIT_DOT = /(\d{1,2})(?:[.．](?!\d)|\\\.)/y
const DIGIT_COMMA = /(\d{1,2})、(?!\d)/y
const DIGIT_PAREN = /(\d{1,2})[)）]/y
const PAREN_DIGIT = /[(（]\s?(\d{1,2})\s?[)）]/y
const PAREN_HAN = /[(（]([一二三四五六七八九十]{1,3})[)）]/y
const HAN_MARK = /([一二三四五六七八九十]{1,3})[、.．](?![一二三四五六七八九十])/y
const LETTER_MARK = /([a-hA-H])[.．)）、](?=\s|[\u3400-\u9fff])/y
const ROMAN = /[ivx]{1,4}[.)）](?=\s|[\u3400-\u9fff])/y

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** 十二 -> 12; undefined when the characters are no number. */
export function readHanNumber(text: string): number | undefined {
  const ten = text.indexOf('十')
  if (ten < 0) return text.length === 1 ? HAN_DIGITS.indexOf(text) + 1 || undefined : undefined
  const tens = ten === 0 ? 1 : HAN_DIGITS.indexOf(text.slice(0, ten)) + 1
  const ones = ten === text.length - 1 ? 0 : HAN_DIGITS.indexOf(text.slice(ten + 1)) + 1
  return tens > 0 && ten <= 1 && (ones > 0 || ten === text.length - 1) ? tens * 10 + ones : undefined
}

function counted(notation: Notation, found: RegExpExecArray | null, end: number): ListMark | undefined {
  const number = found?.[1]
  if (!found || number === undefined) return undefined
  const value = /\d/.test(number) ? Number(number) : (readHanNumber(number) ?? number.toLowerCase().charCodeAt(0) - 96)
  const markEnd = found.index + found[0].length
  return markEnd <= end ? { notation, value, end: markEnd } : undefined
}

function readDigitMark(text: string, at: number, end: number): ListMark | undefined {
  const section = match(SECTION, text, at)
  if (section && at + section[0].length <= end) {
    return { notation: 'section', value: 0, end: at + section[0].length }
  }
  return (
    counted('digit-dot', match(DIGIT_DOT, text, at), end) ??
    counted('digit-comma', match(DIGIT_COMMA, text, at), end) ??
    counted('digit-paren', match(DIGIT_PAREN, text, at), end)
  )
}

/** The list mark that starts exactly at `at` and ends by `end`, if any. Whether the place suits one is the caller's to say. */
export function readListMark(text: string, at: number, end: number): ListMark | undefined {
  const code = text.charCodeAt(at)
  const kind = letterKind(code)
  if (kind === DIGIT) return readDigitMark(text, at, end)
  if (kind === HAN) return counted('han', match(HAN_MARK, text, at), end)
  if (code === 0x28 || code === 0xff08) {
    return (
      counted('paren-digit', match(PAREN_DIGIT, text, at), end) ?? counted('paren-han', match(PAREN_HAN, text, at), end)
    )
  }
  if (code >= 0x2460 && code <= 0x2473) {
    const dotted = at + 1 < end && '.．、'.includes(text.charAt(at + 1))
    return { notation: 'circled', value: code - 0x245f, end: dotted ? at + 2 : at + 1 }
  }
  if (BULLETS.has(code)) return { notation: 'bullet', value: 0, end: at + 1 }
  if (LOOSE_BULLETS.has(code)) {
    const loose = at + 1 < end && isWhite(text.charCodeAt(at + 1))
    return loose ? { notation: 'bullet', value: 0, end: at + 1 } : undefined
  }
  return counted('letter', match(LETTER_MARK, text, at), end) ?? readRoman(text, at, end)
}

function readRoman(text: string, at: number, end: number): ListMark | undefined {
  const found = match(ROMAN, text, at)
  return found && at + found[0].length <= end ? { notation: 'bullet', value: 0, end: at + found[0].length } : undefined
}
