import { DIGIT, isWhite, letterKind, NEWLINE } from '../../src/language/letters.ts'

/**
 * A place in a block where a new turn or heading may begin: at a line's start; after a gap of two spaces or more, or a
 * tab; after a sentence; after a colon; after one space between Chinese text.
 */
type PlaceKind = 'line' | 'gap' | 'sentence' | 'colon' | 'space'
export type Place = { at: number; kind: PlaceKind }

const FINAL = new Set([...'。！？!?；;…'].map((sign) => sign.charCodeAt(0)))
/** ASCII signs other than digits that a mark inside a line may begin with. */
const STARTERS = new Set([...'*(QA'].map((sign) => sign.charCodeAt(0)))
const CLOSERS = new Set([...'”’」』）)】》"'].map((sign) => sign.charCodeAt(0)))

function placeAfterWhite(text: string, blockStart: number, whiteStart: number, at: number): PlaceKind {
  for (let i = whiteStart; i < at; i++) if (letterKind(text.charCodeAt(i)) === NEWLINE) return 'line'
  if (at - whiteStart > 1 || text.charCodeAt(whiteStart) === 0x09) return 'gap'
  let before = whiteStart - 1
  while (before > blockStart && CLOSERS.has(text.charCodeAt(before))) before--
  const code = text.charCodeAt(before)
  if (FINAL.has(code)) return 'sentence'
  return code === 0xff1a || code === 0x3a ? 'colon' : 'space'
}

/** Calls `visit` with every place of a block, in order; a place in Latin text counts only at a line's start. */
export function visitPlaces(text: string, start: number, end: number, visit: (place: Place) => void): void {
  visit({ at: start, kind: 'line' })
  let white = -1
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (isWhite(code)) {
      if (white < 0) white = at
      continue
    }
    if (white >= 0) {
      const kind = placeAfterWhite(text, start, white, at)
      if (kind === 'line' || code > 0x7f || letterKind(code) === DIGIT || STARTERS.has(code)) visit({ at, kind })
      white = -1
    } else if (at > start && code >= 0x3010 && closesSentence(text, start, at)) visit({ at, kind: 'sentence' })
  }
}

function closesSentence(text: string, start: number, at: number): boolean {
  if (CLOSERS.has(text.charCodeAt(at))) return false
  let before = at - 1
  while (before > start && CLOSERS.has(text.charCodeAt(before))) before--
  return FINAL.has(text.charCodeAt(before))
}
