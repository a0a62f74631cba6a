import { isCharacterEdge, isHan, isWhite, isWordEdge, skipWhite, trimEnd } from './letters.ts'
import type { Span } from './span.ts'

const PAUSES = new Set([...'，,；;：:'].map((sign) => sign.charCodeAt(0)))
const BREATHS = new Set([...'、/|）)】」』”》'].map((sign) => sign.charCodeAt(0)))

/** How softly a text can be cut at `at`: 4 after a comma, 3 after an enumeration comma, 2 at a space, 1 between words, 0 not. */
function softness(text: string, at: number): number {
  if (!isWordEdge(text, at)) return 0
  const before = text.charCodeAt(at - 1)
  if (PAUSES.has(before)) return 4
  if (BREATHS.has(before)) return 3
  if (isWhite(before)) return 2
  return isHan(before) || isHan(text.charCodeAt(at)) ? 1 : 0.5
}

/** Where to cut between `from` and `limit`: the last of the softest places; else the next place after `limit`. */
function findCut(text: string, from: number, limit: number, end: number): number {
  let cut = 0
  let best = 0
  for (let at = limit; at > from && best < 4; at--) {
    const soft = softness(text, at)
    if (soft > best) {
      best = soft
      cut = at
    }
  }
  if (cut > 0) return cut
  let at = limit
  while (at < end && !isWordEdge(text, at)) at++
  return at
}

function pushTrimmed(text: string, start: number, end: number, out: Span[]): void {
  const from = skipWhite(text, start, end)
  const to = trimEnd(text, from, end)
  if (to > from) out.push({ start: from, end: to })
}

/**
 * Cuts a span into pieces of about equal length, at most `longest` characters, at the softest places there are. A piece
 * is longer only where one number or one word of a spaced script is.
 */
export function cutSoftly(text: string, span: Span, longest: number): Span[] {
  const out: Span[] = []
  let start = span.start
  while (span.end - start > longest) {
    const left = span.end - start
    const even = Math.ceil(left / Math.ceil(left / longest))
    const limit = start + Math.min(longest, even + Math.floor(longest / 8))
    const cut = findCut(text, start + Math.floor(even * 0.6), limit, span.end)
    pushTrimmed(text, start, cut, out)
    start = skipWhite(text, cut, span.end)
  }
  pushTrimmed(text, start, span.end, out)
  return out
}

/** As `cutSoftly`, but `longest` holds always: only characters stay whole. */
export function cutHard(text: string, span: Span, longest: number): Span[] {
  return cutSoftly(text, span, longest).flatMap((piece) => {
    const out: Span[] = []
    let start = piece.start
    while (piece.end - start > longest) {
      let cut = start + longest
      while (cut > start + 1 && !isCharacterEdge(text, cut)) cut--
      pushTrimmed(text, start, cut, out)
      start = skipWhite(text, cut, piece.end)
    }
    pushTrimmed(text, start, piece.end, out)
    return out
  })
}
