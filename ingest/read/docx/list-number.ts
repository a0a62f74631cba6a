const HAN_DIGITS = '〇一二三四五六七八九'
const LEGAL_DIGITS = '零壹贰叁肆伍陆柒捌玖'
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'
const ROMAN: readonly [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]
const MAX_ROMAN = 4000

/** A list's number as Word shows it in a format of WordprocessingML (`w:numFmt`); unknown formats count in digits. */
export function formatListNumber(value: number, format: string): string {
  switch (format) {
    case 'none':
      return ''
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'upperLetter':
      return repeated(value, 26, 'A')
    case 'lowerLetter':
      return repeated(value, 26, 'A').toLowerCase()
    case 'upperRoman':
      return roman(value)
    case 'lowerRoman':
      return roman(value).toLowerCase()
    case 'ordinal':
      return `${value}${ordinalEnding(value)}`
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
      return hanNumber(value, HAN_DIGITS, '十百千')
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return hanNumber(value, LEGAL_DIGITS, '拾佰仟')
    case 'ideographDigital':
    case 'taiwaneseDigital':
    case 'japaneseDigitalTenThousand':
      return [...String(value)].map((digit) => HAN_DIGITS[Number(digit)] ?? '').join('')
    case 'ideographTraditional':
      return STEMS[(value - 1) % 10] ?? String(value)
    case 'ideographZodiac':
      return BRANCHES[(value - 1) % 12] ?? String(value)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return circled(value)
    case 'decimalEnclosedParen':
      return within(value, 20, 0x2474)
    case 'decimalEnclosedFullstop':
      return within(value, 20, 0x2488)
    case 'ideographEnclosedCircle':
      return within(value, 10, 0x3280)
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    case 'numberInDash':
      return `- ${value} -`
    default:
      return String(value)
  }
}

/** a to z, then aa to zz, as Word counts. */
function repeated(value: number, letters: number, first: string): string {
  if (value < 1) return String(value)
  const letter = String.fromCharCode(first.charCodeAt(0) + ((value - 1) % letters))
  return letter.repeat(Math.min(30, Math.ceil(value / letters)))
}

function roman(value: number): string {
  if (value < 1 || value >= MAX_ROMAN) return String(value)
  let left = value
  let text = ''
  for (const [worth, sign] of ROMAN) {
    for (; left >= worth; left -= worth) text += sign
  }
  return text
}

function ordinalEnding(value: number): string {
  if (value % 100 >= 11 && value % 100 <= 13) return 'th'
  return { 1: 'st', 2: 'nd', 3: 'rd' }[value % 10] ?? 'th'
}

/** Up to 9999, without the one before ten: 十二, 一百零五. */
function hanNumber(value: number, digits: string, units: string): string {
  if (value < 1 || value > 9999) return String(value)
  const zero = digits.startsWith('〇') ? '零' : digits.charAt(0)
  let text = ''
  const places = [...String(value)].map(Number)
  for (const [at, digit] of places.entries()) {
    const unit = units[places.length - at - 2] ?? ''
    if (digit !== 0) text += digits.charAt(digit) + unit
    else if (places.slice(at).some((later) => later !== 0) && !text.endsWith(zero)) text += zero
  }
  return value >= 10 && value < 20 ? text.slice(1) : text
}

function circled(value: number): string {
  if (value >= 1 && value <= 20) return String.fromCodePoint(0x245f + value)
  if (value >= 21 && value <= 35) return String.fromCodePoint(0x3251 + value - 21)
  return value >= 36 && value <= 50 ? String.fromCodePoint(0x32b1 + value - 36) : String(value)
}

function within(value: number, most: number, first: number): string {
  return value >= 1 && value <= most ? String.fromCodePoint(first + value - 1) : String(value)
}
