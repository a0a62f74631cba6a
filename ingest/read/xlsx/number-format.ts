const DAY_MS = 86_400_000
/** 1899-12-30: serial 1 is 1900-01-01, and the 29th of February that 1900 did not have is passed over from 60 on. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** Just before 10000-01-01. */
const END_OF_DATES = 2_958_466
/** A number with more decimals was calculated; it is rounded, to what its format shows or these. */
const EXACT_DECIMALS = 6
const ROUNDED_DECIMALS = 2

/** How a cell or a chart shows its numbers; `isDate1904`: days count from 1904. */
export type NumberFormat = { code: string; isDate1904?: boolean }

type Section = { code: string; prefix: string; suffix: string }

const LITERAL = /"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|([¥￥$€£])/g
const SPACING = /_.|\*.|\[(?!\$|h+\]|m+\]|s+\])[^\]]*\]/gi
/** Stands for what is written literally, while the rest of a format is looked at. */
const HOLE = '\u0000'

/**
 * A number as text: dates as YYYY-MM-DD with the time where the format shows one, percentages as percentages, units and
 * leading zeros as the format has them. Decimals that the format hides are kept, unless there are very many.
 */
export function formatNumber(value: number, { code, isDate1904 = false }: NumberFormat): string {
  if (code === '' || code === 'General') return plainNumber(value)
  const { code: format, prefix, suffix } = sectionFor(value, code)
  if (isDateFormat(format) && value >= 0 && value < END_OF_DATES) return dateText(value, format, isDate1904)
  const decimals = /\.([0#?]+)/.exec(format)?.[1]?.length ?? 0
  if (format.includes('%')) return `${plainNumber(value * 100, decimals)}%`
  const thousands = /[0#?](,+)(?![0#?,])/.exec(format)?.[1]?.length ?? 0
  const zeros = /^0{2,}$/.exec(format)?.[0].length ?? 0
  const digits = plainNumber(value / 1000 ** thousands, decimals)
  return prefix + (Number.isInteger(value) && value >= 0 ? digits.padStart(zeros, '0') : digits) + suffix
}

/** The part of a format (positive; negative; zero) that holds for the value, what is written literally set apart. */
function sectionFor(value: number, code: string): Section {
  const literals: string[] = []
  const bare = code.replace(SPACING, '').replace(LITERAL, (_, quoted, escaped, currency, sign) => {
    literals.push(quoted ?? escaped ?? currency ?? sign ?? '')
    return HOLE
  })
  const [positive = '', negative, zero] = bare.split(';')
  const isNegative = value < 0 && negative !== undefined && negative !== ''
  const section = isNegative ? negative : value === 0 && zero ? zero : positive
  const skipped = isNegative ? holes(positive) : value === 0 && zero ? holes(positive) + holes(negative ?? '') : 0
  return withLiterals(section, literals.slice(skipped))
}

function holes(text: string): number {
  return text.split(HOLE).length - 1
}

/** What stands before and after the digits; signs among the digits, as tricks with the decimal point, are left out. */
function withLiterals(section: string, literals: string[]): Section {
  const [first, last] = [section.search(/[0#?]|General/i), section.search(/[0#?l][^0#?l]*$/i)]
  let [prefix, suffix] = ['', '']
  let isBroken = first < 0
  let at = 0
  for (const [place, letter] of [...section].entries()) {
    if (letter !== HOLE) continue
    const literal = literals[at++] ?? ''
    if (place < first) prefix += literal
    else if (place > last) suffix += literal
    else isBroken = true
  }
  const code = section.replaceAll(HOLE, '')
  return isBroken
    ? { code: code.replaceAll(',', ''), prefix: '', suffix: '' }
    : { code, prefix: prefix.replace(/^[-(+]+/, ''), suffix: suffix.replace(/\)$/, '') }
}

function isDateFormat(format: string): boolean {
  return /[ymdhs]|^e/i.test(format.replace(/general/gi, '')) && !/[#?]|0(?!0*$)|E[+-]/.test(format)
}

function dateText(serial: number, format: string, isDate1904: boolean): string {
  if (/\[[hms]+\]/i.test(format)) return durationText(serial)
  const days = !isDate1904 && serial >= 1 && serial < 60 ? serial + 1 : serial
  const ms = (isDate1904 ? EPOCH_1904 : EPOCH_1900) + Math.round((days * DAY_MS) / 1000) * 1000
  const iso = new Date(ms).toISOString()
  const [date, time] = [iso.slice(0, 10), iso.slice(11, 19).replace(/:00$/, '')]
  if (!/[hs]/i.test(format)) return date
  if (!/[yd]/i.test(format) || (serial < 1 && !isDate1904)) return time
  return time === '00:00' ? date : `${date} ${time}`
}

/** Hours beyond a day, as in 36:30. */
function durationText(days: number): string {
  const seconds = Math.round((days * DAY_MS) / 1000)
  const [minutes, rest] = [Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(minutes)}${rest === 0 ? '' : `:${two(rest)}`}`
}

/** At most 15 significant digits, as Excel has them; `decimals` are those that the format shows, if it says. */
function plainNumber(value: number, decimals?: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  const exact = String(Number(value.toPrecision(15)))
  const places = /\.(\d+)$/.exec(exact)?.[1]?.length ?? 0
  if (decimals === undefined || places <= EXACT_DECIMALS) return exact
  const rounded = Number(value.toFixed(Math.max(decimals, ROUNDED_DECIMALS)))
  return rounded === 0 ? exact : String(rounded)
}
