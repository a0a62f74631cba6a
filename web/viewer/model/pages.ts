import type { Block, Span } from './layout.ts'

/** The blocks of a slide or a sheet. */
export type Page = Span & { page: number; blocks: Block[] }

/** Groups blocks by the page they name; those that name none go with the ones before. */
export function groupPages(blocks: readonly Block[]): Page[] {
  const pages: Page[] = []
  for (const block of blocks) {
    const last = pages.at(-1)
    if (last && (block.page === undefined || block.page === last.page)) {
      last.blocks.push(block)
      last.end = block.end
    } else {
      pages.push({ start: block.start, end: block.end, page: block.page ?? 1, blocks: [block] })
    }
  }
  return pages
}
