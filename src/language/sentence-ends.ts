import { DIGIT, HAN, isHan, isWhite, isWordPart, LETTER, letterKind, skipWhite } from './letters.ts'

const charSet = (signs: string): Set<number> => new Set([...signs].map((sign) => sign.charCodeAt(0)))

/** Signs that end a sentence wherever they stand. */
const FULL_STOPS = charSet('。！？；…⋯')
/** Signs that may also stand inside a number, an address or code. */
const HALF_STOPS = charSet('!?;')
const CLOSERS = charSet('”’」』）)】》〉］]｝}〕»')
/** What cannot begin a sentence: it goes on with the one before. */
const CONTINUERS = charSet('，、,：:）)】》〉」』”’。.！!？?；;%％…')
const COMMAS = charSet('，、,（(《“「『【/＋+=—－-')

const NEVER_LAST = new Set(
  'mr mrs ms dr prof st vs no fig figs eq sec ch vol pp cf al approx est dept e.g i.e'.split(' '),
)
const SELDOM_LAST = new Set(
  'etc inc ltd co corp jr sr jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m u.s'.split(' '),
)

export const isContinuer = (code: number): boolean => CONTINUERS.has(code)
export const isComma = (code: number): boolean => COMMAS.has(code)
export const isCloser = (code: number): boolean => CLOSERS.has(code)

function isLowerCase(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0xff)
}

/** Whether the text after `at` (white space skipped) goes on in lower case, as no English sentence begins. */
export function goesOnInLowerCase(text: string, at: number, end: number): boolean {
  const next = skipWhite(text, at, end)
  return next < end && isLowerCase(text.charCodeAt(next))
}

/** Whether the full stop at `at` ends a sentence that began at `from`; `after` is where the text goes on. */
function dotEnds(text: string, from: number, at: number, after: number, end: number): boolean {
  const nextKind = letterKind(text.charCodeAt(after))
  const before = text.charCodeAt(at - 1)
  const kind = letterKind(before)
  if (after < end && !isWhite(text.charCodeAt(after)) && (nextKind !== HAN || kind === DIGIT)) return false
  if (kind === HAN) return true
  if (kind === DIGIT) {
    let start = at - 1
    while (start > from && (isWordPart(text.charCodeAt(start - 1)) || text.charCodeAt(start - 1) === 0x2e)) start--
    const next = skipWhite(text, after, end)
    return start > from && !goesOnInLowerCase(text, after, end) && letterKind(text.charCodeAt(next)) !== DIGIT
  }
  if (kind === LETTER) {
    let start = at - 1
    while (start > from && at - start < 12 && /[\p{L}.]/u.test(text.charAt(start - 1))) start--
    const word = text.slice(start, at).toLowerCase()
    if (word.length === 1 || NEVER_LAST.has(word)) return after >= end
    if (!SELDOM_LAST.has(word)) return !goesOnInLowerCase(text, after, end)
    const next = text.charCodeAt(skipWhite(text, after, end))
    return !isLowerCase(next) && letterKind(next) !== DIGIT
  }
  return at > from && !goesOnInLowerCase(text, after, end)
}

/**
 * Where a sentence that began at `from` ends, if the sign at `at` ends it: after the run of signs and the quotes and
 * brackets that close with it. `quoted` says whether a straight quote is open. 0: it does not end here.
 */
export function readEnd(text: string, from: number, at: number, end: number, quoted: boolean): number {
  const code = text.charCodeAt(at)
  const full = FULL_STOPS.has(code)
  const dot = code === 0x2e || code === 0xff0e
  if (!full && !dot && !HALF_STOPS.has(code)) return 0
  let after = at + 1
  let dots = dot ? 1 : 0
  for (; after < end; after++) {
    const next = text.charCodeAt(after)
    if (next === 0x2e) dots++
    else if (!FULL_STOPS.has(next) && !HALF_STOPS.has(next)) break
  }
  const signsEnd = after
  for (; after < end; after++) {
    const next = text.charCodeAt(after)
    const straight = next === 0x22 && (quoted || after + 1 >= end || isWhite(text.charCodeAt(after + 1)))
    if (!CLOSERS.has(next) && !straight && !(next === 0x2a && text.charCodeAt(after + 1) === 0x2a)) break
    if (next === 0x2a) after++
  }
  const next = text.charCodeAt(after)
  if (after < end && isContinuer(next)) return 0
  if (full) return goesOnInLowerCase(text, after, end) && code !== 0x3002 ? 0 : after
  if (dot && dots === 1 && signsEnd === at + 1) return dotEnds(text, from, at, after, end) ? after : 0
  const open = after >= end || isWhite(next) || isHan(next)
  if (dot) return open && !goesOnInLowerCase(text, after, end) ? after : 0
  if (code === 0x3b) return open && (isHan(text.charCodeAt(at - 1)) || isHan(next)) ? after : 0
  return open && !goesOnInLowerCase(text, after, end) ? after : 0
}
