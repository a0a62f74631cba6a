const LETTERS = '(?:(?!\\p{Script=Han})[\\p{L}\\p{N}])+'
const LINKS = ".-_'"
const LETTER = new RegExp(LETTERS, 'u')
const TOKEN = new RegExp(`${LETTERS}(?:[${LINKS.replace('-', '\\-')}]${LETTERS})*`, 'gu')
const LINK = new RegExp(`[${LINKS.replace('-', '\\-')}]`)

const UNKNOWN = 0
const IS_LETTER = 1
const IS_LINK = 2
const IS_SURROGATE = 3
const IS_BETWEEN = 4

/** By UTF-16 code: what `TOKEN` takes it for; known once a text has had it. */
const kinds = new Uint8Array(0x10000)

function kindOf(code: number): number {
  const character = String.fromCharCode(code)
  if (code >= 0xd800 && code < 0xe000) return IS_SURROGATE
  if (LINKS.includes(character)) return IS_LINK
  return LETTER.test(character) ? IS_LETTER : IS_BETWEEN
}

function kindAt(text: string, at: number): number {
  if (at >= text.length) return IS_BETWEEN
  const code = text.charCodeAt(at)
  const known = kinds[code] ?? UNKNOWN
  if (known !== UNKNOWN) return known
  const kind = kindOf(code)
  kinds[code] = kind
  return kind
}

/** The first two codes of what stands from `at` to `end`, as one number. */
const beginningAt = (text: string, at: number, end: number): number =>
  (text.charCodeAt(at) << 16) | (at + 1 < end ? text.charCodeAt(at + 1) : 0)

export const beginningOf = (word: string): number => beginningAt(word, 0, word.length)

export type SpeltToken = { token: string; at: number }

/** As `tokensBeginning`, for texts with characters outside the basic plane. */
function matchTokens(text: string, beginnings: ReadonlySet<number>): SpeltToken[] {
  return Array.from(text.matchAll(TOKEN), ({ 0: token, index }) => ({ token, at: index })).filter(({ token }) =>
    [token, ...token.split(LINK)].some((part) => beginnings.has(beginningOf(part))),
  )
}

/**
 * The tokens of a normalised text in scripts other than Han, of which the whole or a part between links (bge, m3) has
 * one of these beginnings.
 */
export function tokensBeginning(text: string, beginnings: ReadonlySet<number>): SpeltToken[] {
  const tokens: SpeltToken[] = []
  for (let at = 0; at < text.length; at++) {
    const kind = kindAt(text, at)
    if (kind === IS_SURROGATE) return matchTokens(text, beginnings)
    if (kind !== IS_LETTER) continue
    const start = at
    let part = at
    let isWanted = false
    for (at++; ; at++) {
      const next = kindAt(text, at)
      if (next === IS_LETTER) continue
      if (next !== IS_LINK || kindAt(text, at + 1) !== IS_LETTER) break
      isWanted ||= beginnings.has(beginningAt(text, part, at))
      part = at + 1
    }
    isWanted ||= beginnings.has(beginningAt(text, part, at)) || beginnings.has(beginningAt(text, start, at))
    if (isWanted) tokens.push({ token: text.slice(start, at), at: start })
  }
  return tokens
}
