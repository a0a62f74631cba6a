import type { Span } from '../language/span.ts'

const SAME_WORDS = 0.6

function withoutSpace(text: string): { bare: string; offsets: number[] } {
  const offsets: number[] = []
  let bare = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    if (/\s/.test(character)) continue
    bare += character
    offsets.push(at)
  }
  return { bare, offsets }
}

/** Where a quote stands in a text: as it is, or else with white space ignored on both sides; its first occurrence. */
export function locateQuote(text: string, quote: string): Span | undefined {
  const start = text.indexOf(quote)
  if (start >= 0) return { start, end: start + quote.length }
  const wanted = withoutSpace(quote).bare
  if (wanted === '') return undefined
  const { bare, offsets } = withoutSpace(text)
  const at = bare.indexOf(wanted)
  const [first, last] = [offsets[at], offsets[at + wanted.length - 1]]
  return at < 0 || first === undefined || last === undefined ? undefined : { start: first, end: last + 1 }
}

/** The longest run of characters two texts share, white space ignored. */
function longestSharedRun(one: string, other: string): number {
  const [a, b] = [withoutSpace(one).bare, withoutSpace(other).bare]
  let best = 0
  let previous = new Uint16Array(b.length + 1)
  for (let i = 1; i <= a.length; i++) {
    const current = new Uint16Array(b.length + 1)
    for (let j = 1; j <= b.length; j++) {
      if (a[i - 1] !== b[j - 1]) continue
      const run = (previous[j - 1] ?? 0) + 1
      current[j] = run
      if (run > best) best = run
    }
    previous = current
  }
  return best
}

export const overlaps = (one: Span, other: Span) => one.start < other.end && other.start < one.end

/** Whether a passage shows a quote whose place is not known: they share a run of at least 60% of it. */
export function sharesWords(passage: string, quote: string): boolean {
  return longestSharedRun(passage, quote) >= SAME_WORDS * withoutSpace(quote).bare.length
}
