import type { PdfPage, Segment } from './pdf-segments.ts'

/** Footnotes are set in letters smaller than this share of the body's, in the lower part of the page, under its text. */
const MAX_SIZE = 0.93
const LOWER_PART = 0.5
const MARK = /^(?:[[［]?\d{1,2}[\]］]?|[①-⑳]|[*†‡])[\s.、)）]?(?=\S)/

/** The letter size in which most of the text is set; 0 without text. */
export function bodySize(pages: readonly PdfPage[]): number {
  const characters = new Map<number, number>()
  for (const { size, text } of pages.flatMap((page) => page.segments)) {
    const key = Math.round(size * 2) / 2
    characters.set(key, (characters.get(key) ?? 0) + text.length)
  }
  return [...characters].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0]
}

/** The footnotes of a page, one group of lines each, and the page without them. */
export function splitFootnotes(page: PdfPage, body: number): { page: PdfPage; notes: Segment[][] } {
  const { segments, height } = page
  let start = segments.length
  while (start > 0 && isSmallBelow(segments[start - 1], body, height)) start -= 1
  const below = segments.slice(start)
  const marked = below.findIndex((segment) => MARK.test(segment.text))
  const lines = marked < 0 ? [] : below.slice(marked)
  const rest = segments.slice(0, segments.length - lines.length)
  const top = Math.min(...lines.map(({ y }) => y))
  if (lines.length === 0 || rest.length === 0 || rest.some(({ y }) => y > top)) return { page, notes: [] }
  const notes: Segment[][] = []
  for (const line of lines) {
    if (MARK.test(line.text) || notes.length === 0) notes.push([line])
    else notes.at(-1)?.push(line)
  }
  return { page: { ...page, segments: rest }, notes }
}

function isSmallBelow(segment: Segment | undefined, body: number, height: number): boolean {
  return segment !== undefined && segment.size <= MAX_SIZE * body && segment.y > LOWER_PART * height
}
