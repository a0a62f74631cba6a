/** What kind of character a UTF-16 code unit is, as far as cutting text needs to know. */
const OTHER = 0
const SPACE = 1
export const NEWLINE = 2
export const DIGIT = 3
/** Letters of scripts that put spaces between words. */
export const LETTER = 4
/** Characters of scripts that do not: Chinese and Japanese. */
export const HAN = 5

type LetterKind = 0 | 1 | 2 | 3 | 4 | 5

const RANGES: [from: number, to: number, kind: LetterKind][] = [
  [0x09, 0x09, SPACE],
  [0x0a, 0x0d, NEWLINE],
  [0x20, 0x20, SPACE],
  [0x30, 0x39, DIGIT],
  [0x41, 0x5a, LETTER],
  [0x5f, 0x5f, LETTER],
  [0x61, 0x7a, LETTER],
  [0xa0, 0xa0, SPACE],
  [0xc0, 0x1fff, LETTER],
  [0x1680, 0x1680, SPACE],
  [0x2000, 0x200a, SPACE],
  [0x2028, 0x2029, NEWLINE],
  [0x202f, 0x202f, SPACE],
  [0x205f, 0x205f, SPACE],
  [0x2e80, 0x2fdf, HAN],
  [0x3000, 0x3000, SPACE],
  [0x3005, 0x3007, HAN],
  [0x3040, 0x30fa, HAN],
  [0x30fc, 0x30ff, HAN],
  [0x3400, 0x9fff, HAN],
  [0xac00, 0xd7a3, LETTER],
  [0xf900, 0xfaff, HAN],
  [0xfeff, 0xfeff, SPACE],
  [0xff10, 0xff19, DIGIT],
  [0xff21, 0xff3a, LETTER],
  [0xff41, 0xff5a, LETTER],
]

const KINDS = new Uint8Array(0x10000)
for (const [from, to, kind] of RANGES) KINDS.fill(kind, from, to + 1)
KINDS[0xd7] = KINDS[0xf7] = OTHER

export const letterKind = (code: number): LetterKind => (KINDS[code] ?? OTHER) as LetterKind

/** White space exactly as `String.prototype.trim` sees it. */
export function isWhite(code: number): boolean {
  const kind = KINDS[code]
  return kind === SPACE || kind === NEWLINE
}

export const isHan = (code: number): boolean => KINDS[code] === HAN

/** A digit or a letter of a spaced script: what must not be cut from its like. */
export function isWordPart(code: number): boolean {
  const kind = KINDS[code]
  return kind === DIGIT || kind === LETTER
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff
/** Joiners and variation selectors, which belong to the character before them. */
const isJoined = (code: number): boolean => code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)

/** Whether `at` lies between two whole characters. */
export function isCharacterEdge(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  if (isHighSurrogate(before) && isLowSurrogate(after)) return false
  return !(isJoined(after) || before === 0x200d)
}

const LINKS = new Set([...".,:/'-+@&=%_\u2019"].map((link) => link.charCodeAt(0)))

/** Whether `at` lies between two words: in no number (3.2, 1,000), no spaced-script word or address, no character. */
export function isWordEdge(text: string, at: number): boolean {
  if (!isCharacterEdge(text, at)) return false
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  if (isWordPart(before)) {
    if (isWordPart(after) || after === 0x25) return false
    return !(LINKS.has(after) && isWordPart(text.charCodeAt(at + 1)))
  }
  return !(isWordPart(after) && LINKS.has(before) && isWordPart(text.charCodeAt(at - 2)))
}

/** The first offset from `at` on, up to `end`, that is not white. */
export function skipWhite(text: string, at: number, end: number): number {
  while (at < end && isWhite(text.charCodeAt(at))) at++
  return at
}

/** The last offset down from `end`, at least `start`, whose character before it is not white. */
export function trimEnd(text: string, start: number, end: number): number {
  while (end > start && isWhite(text.charCodeAt(end - 1))) end--
  return end
}
