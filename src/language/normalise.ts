import { foldTraditional } from './traditional.ts'

/** Characters without width: soft hyphens, joiners, marks of direction, variation selectors, byte-order marks. */
const WITHOUT_WIDTH = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ufe00-\ufe0f]/g

/** Ranges of characters that compose with no other and fold alike whatever stands around them. */
const PLAIN: readonly [from: number, to: number][] = [
  [0x09, 0x7e],
  [0xa0, 0x17f],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x2190, 0x27bf],
  [0x3000, 0x3029],
  [0x3041, 0x3096],
  [0x30a1, 0x30fc],
  [0x3400, 0x9fff],
  [0xff01, 0xff5e],
]
/** Those in these ranges whose simplified form depends on their neighbours. */
const BY_NEIGHBOUR = '畫瞭覆藉著'

function normaliseFully(text: string): string {
  return foldTraditional(text.normalize('NFKC').toLowerCase().replace(WITHOUT_WIDTH, ''))
}

/** Longer texts are rare, and are normalised at length. */
const LONGEST_PLAIN = 0x4000
const UNKNOWN = 0
const NOT_PLAIN = 0xffff

/** By UTF-16 code, what a plain character becomes; known once a text has had it. */
const forms = new Uint16Array(0x10000)
const codes = new Uint16Array(LONGEST_PLAIN)
const bytes = Buffer.from(codes.buffer)

function formOf(code: number): number {
  const character = String.fromCharCode(code)
  const isPlain = PLAIN.some(([from, to]) => code >= from && code <= to) && !BY_NEIGHBOUR.includes(character)
  const form = isPlain ? normaliseFully(character) : ''
  return form.length === 1 ? form.charCodeAt(0) : NOT_PLAIN
}

/** A text of plain characters, each by itself; undefined where one of them is not, or becomes none or several. */
function normalisePlain(text: string): string | undefined {
  const { length } = text
  if (length > LONGEST_PLAIN) return undefined
  let isChanged = false
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    let form = forms[code] ?? UNKNOWN
    if (form === UNKNOWN) {
      form = formOf(code)
      forms[code] = form
    }
    if (form === NOT_PLAIN) return undefined
    if (form !== code) isChanged = true
    codes[at] = form
  }
  return isChanged ? bytes.toString('utf16le', 0, 2 * length) : text
}

/**
 * The form in which text is compared: full and half width, compatibility forms (Kangxi radicals, ligatures),
 * traditional and simplified characters and letter case made one, characters without width left out. For comparing
 * only: offsets do not survive it, and it is never stored or shown.
 */
export function normaliseForMatch(text: string): string {
  return normalisePlain(text) ?? normaliseFully(text)
}
