import type { PdfPage, Segment } from './pdf-segments.ts'

/** The share of the page's height at top and bottom in which running headers and footers stand. */
const MARGIN = 0.085
/** Headers may differ on left and right pages, and the first page often has none. */
const MOST_PAGES = 0.4

/** The pages without running headers, footers and page numbers: what most pages repeat, digits apart, in their margins. */
export function removeFurniture(pages: PdfPage[]): PdfPage[] {
  const pagesOf = new Map<string, number>()
  for (const page of pages) {
    const keys = new Set(page.segments.filter((segment) => isInMargin(segment, page)).map(keyOf))
    for (const key of keys) pagesOf.set(key, (pagesOf.get(key) ?? 0) + 1)
  }
  const enough = Math.max(2, pages.length * MOST_PAGES)
  return pages.map((page) => ({
    ...page,
    segments: page.segments.filter((segment) => {
      if (!isInMargin(segment, page)) return true
      return !isPageNumber(segment.text) && (pagesOf.get(keyOf(segment)) ?? 0) < enough
    }),
  }))
}

function isInMargin({ y, size }: Segment, { height }: PdfPage): boolean {
  return y < height * MARGIN || y - size > height * (1 - MARGIN)
}

function keyOf({ text, y }: Segment): string {
  return `${Math.round(y / 4)} ${text.replace(/\d+/g, '0').replace(/\s+/g, '')}`
}

function isPageNumber(text: string): boolean {
  return /^(?:[-–—·]?\s*\d{1,4}\s*[-–—·]?|(?:第\s*\d+\s*页)?[\s,，/]*(?:共\s*\d+\s*页)?|\d+\s*\/\s*\d+|page\s+\d+(?:\s+of\s+\d+)?)$/i.test(
    text,
  )
}
