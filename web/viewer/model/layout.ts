/** UTF-16 offsets into the version's text, end exclusive. */
export type Span = { start: number; end: number }

export type BlockKind = 'heading' | 'paragraph' | 'list_item' | 'table_row' | 'note'
export type Block = Span & {
  kind: BlockKind
  level?: number | undefined
  page?: number | undefined
  columns?: string | undefined
  cells?: (Span & { column: number })[] | undefined
}

/** A rectangle on a page in PDF points, from the upper left corner. */
export type Rectangle = { x: number; y: number; width: number; height: number }
/** A line of text where it is printed. */
export type LineBox = Span & Rectangle & { page: number }
export type PageSize = { page: number; width: number; height: number }

export type Layout = {
  format: 'markdown' | 'text' | 'html' | 'pdf' | 'docx' | 'pptx' | 'xlsx'
  blocks: Block[]
  pages?: PageSize[] | undefined
  boxes?: LineBox[] | undefined
}

/** A chunk without its words, which the text has. */
export type Passage = Span & {
  id: string
  page?: number | undefined
  headings: string[]
  speaker?: string | undefined
}

/** The first of the spans, which stand in order, that ends behind `offset`; their number when none does. */
export function firstEndingAfter(spans: readonly Span[], offset: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle]?.end ?? 0) > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** Those of the spans, which stand in order and apart, that share a character with `span`. */
export function spansWithin<T extends Span>(spans: readonly T[], span: Span): T[] {
  const found: T[] = []
  for (let at = firstEndingAfter(spans, span.start); at < spans.length; at++) {
    const next = spans[at]
    if (!next || next.start >= span.end) break
    found.push(next)
  }
  return found
}
