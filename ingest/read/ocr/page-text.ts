import type { Block, LineBox, PageSize } from '../../extraction.ts'
import { addPdfBlocks } from '../pdf/pdf-blocks.ts'
import { boxesOf, pageSizesOf } from '../pdf/pdf-boxes.ts'
import { bodySize, splitFootnotes } from '../pdf/pdf-footnotes.ts'
import { removeFurniture } from '../pdf/pdf-furniture.ts'
import { joinerFor } from '../pdf/pdf-join.ts'
import { type PageRows, rowsOfPage } from '../pdf/pdf-ruled.ts'
import type { PdfPage } from '../pdf/pdf-segments.ts'
import { separateTables } from '../pdf/pdf-tables.ts'
import { createTextBuilder } from '../text-builder.ts'

export type PageText = {
  text: string
  blocks: Block[]
  pages: number
  boxes: LineBox[]
  pageSizes: PageSize[]
  /** The first page's heading of level 1. */
  heading: string | undefined
}

/**
 * The text of printed pages: paragraphs put together again from lines, headings by their size, table rows by their
 * columns, running headers and page numbers left out.
 */
export function textOfPages(name: string, printed: PdfPage[]): PageText {
  const pages = removeFurniture(printed)
  const builder = createTextBuilder(name)
  const join = joinerFor(pages.flatMap((page) => page.segments.map((segment) => segment.text)))
  const body = bodySize(pages)
  const rows = pages.flatMap((page) => pageRows(page, body))
  const traces = addPdfBlocks(separateTables(rows, join), join, builder)
  const { text, blocks } = builder.finish()
  const heading = blocks.find((block) => block.kind === 'heading' && block.level === 1 && block.page === 1)
  const frames = pages.map((page) => page.frame)
  return {
    text,
    blocks,
    pages: pages.length,
    boxes: boxesOf(traces, frames),
    pageSizes: pageSizesOf(frames),
    heading: heading && text.slice(heading.start, heading.end),
  }
}

function pageRows(printed: PdfPage, body: number): PageRows {
  const { page, notes } = splitFootnotes(printed, body)
  return [...rowsOfPage(page), ...notes.map((note) => ({ note }))]
}
