import type { Span } from './layout.ts'

const TARGET = 1_500
const LONGEST = 4_000

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}

/** Where to end a piece that begins at `start`: behind white space or a stop where there is one, never inside a character. */
function cutPoint(text: string, start: number, end: number): number {
  const last = Math.min(end, start + LONGEST)
  if (last === end) return end
  const stop = /[\s。；;.!?！？，,、][^\s。；;.!?！？，,、]*$/.exec(text.slice(start + TARGET, last))
  const cut = stop ? start + TARGET + stop.index + 1 : last
  return isLowSurrogate(text.charCodeAt(cut)) ? cut - 1 : cut
}

/** Cuts a span that is too long to be shown at once. */
export function cutLong(text: string, { start, end }: Span): Span[] {
  const pieces: Span[] = []
  for (let at = start; at < end; ) {
    const next = Math.max(at + 1, cutPoint(text, at, end))
    pieces.push({ start: at, end: next })
    at = next
  }
  return pieces
}

/** The whole text in pieces of whole lines of about 1,500 characters; only a line that is longer is cut. */
export function cutText(text: string): Span[] {
  const pieces: Span[] = []
  for (let start = 0; start < text.length; ) {
    const line = text.indexOf('\n', start + TARGET)
    const end = line < 0 ? text.length : line + 1
    pieces.push(...cutLong(text, { start, end }))
    start = end
  }
  return pieces
}
