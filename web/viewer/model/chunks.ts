import { cellsOf } from './cells.ts'
import { inlinePieces } from './inline.ts'
import { type Block, firstEndingAfter, type Layout, type Passage, type Span } from './layout.ts'
import { cutLong } from './pieces.ts'

/** A chunk, by its index, or words that lie in none. */
export type Segment = Span & { chunk: number | undefined }

/** Words between chunks, without the white space around them, in pieces that can be shown at once. */
function gapBetween(text: string, start: number, end: number): Segment[] {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  const to = start + words.trimEnd().length
  return from < to ? cutLong(text, { start: from, end: to }).map((piece) => ({ ...piece, chunk: undefined })) : []
}

/** The whole text, cut where it was cut: every character stands in a segment or is white space between two. */
export function segmentsOf(text: string, passages: readonly Passage[]): Segment[] {
  const segments: Segment[] = []
  let at = 0
  for (const [chunk, { start, end }] of passages.entries()) {
    segments.push(...gapBetween(text, at, start), { start, end, chunk })
    at = end
  }
  return [...segments, ...gapBetween(text, at, text.length)]
}

/** What of a block the original shows: not the marks that only say how Markdown looks, nor the names of columns. */
function shownOf(text: string, block: Block, format: Layout['format']): Span[] {
  const isRow = block.kind === 'table_row'
  const parts: readonly Span[] = isRow ? (block.cells ?? (format === 'xlsx' ? [block] : cellsOf(text, block))) : [block]
  if (format !== 'markdown') return [...parts]
  return parts.flatMap((part) => inlinePieces(text, part).filter(({ style }) => style !== 'hidden'))
}

/** The offsets at which the original shows the first words of each chunk; -1 where it shows none of them. */
export function shownStarts(text: string, layout: Layout, passages: readonly Passage[]): number[] {
  const starts = passages.map(() => -1)
  let next = 0
  for (const block of layout.blocks) {
    for (const shown of shownOf(text, block, layout.format)) {
      while ((passages[next]?.end ?? Number.POSITIVE_INFINITY) <= shown.start) next += 1
      for (let passage = passages[next]; passage && passage.start < shown.end; passage = passages[next]) {
        if (shown.end > shown.start) starts[next] = Math.max(shown.start, passage.start)
        next += 1
      }
    }
  }
  return starts
}

/** The first chunk that begins to be seen within a span. `starts`: as {@link shownStarts} gives them. */
export function chunkStartingIn(span: Span, passages: readonly Span[], starts: readonly number[]): number | undefined {
  for (let chunk = firstEndingAfter(passages, span.start); chunk < starts.length; chunk++) {
    if ((passages[chunk]?.start ?? span.end) >= span.end) return undefined
    const start = starts[chunk] ?? -1
    if (start >= span.start && start < span.end) return chunk
  }
  return undefined
}

/** Sizes of the chunks in characters. */
export function chunkSizes(passages: readonly Passage[]): { count: number; mean: number; longest: number } {
  const sizes = passages.map(({ start, end }) => end - start)
  const sum = sizes.reduce((all, size) => all + size, 0)
  const longest = sizes.reduce((most, size) => Math.max(most, size), 0)
  return { count: sizes.length, mean: Math.round(sum / Math.max(1, sizes.length)), longest }
}
