import { firstEndingAfter, type Span, spansWithin } from './layout.ts'

/** What is to be seen in the text: the cited words, the outlined passages (in order) and the one that was stepped to. */
export type Marks = { cited?: Span | undefined; passages: readonly Span[]; active?: Span | undefined }

/** A piece of text in which nothing changes. `passage`: index of the outlined passage it belongs to. */
export type Run = Span & { isCited: boolean; isActive: boolean; passage: number | undefined }

function isInside(at: number, span: Span | undefined): boolean {
  return span !== undefined && span.start <= at && at < span.end
}

/** Cuts a span where a mark begins or ends, so that each piece has the same marks from end to end. */
export function cutRuns(span: Span, { cited, passages, active }: Marks): Run[] {
  const near = spansWithin(passages, span)
  const first = firstEndingAfter(passages, span.start)
  const edges = new Set([span.start, span.end])
  for (const mark of [cited, active, ...near]) {
    for (const edge of mark ? [mark.start, mark.end] : []) if (edge > span.start && edge < span.end) edges.add(edge)
  }
  const sorted = [...edges].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((start, at) => {
    const inside = near.findIndex((passage) => isInside(start, passage))
    return {
      start,
      end: sorted[at + 1] ?? span.end,
      isCited: isInside(start, cited),
      isActive: isInside(start, active),
      passage: inside < 0 ? undefined : first + inside,
    }
  })
}
