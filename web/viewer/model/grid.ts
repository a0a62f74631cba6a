import { columnWidths, isHeaderRow } from './cells.ts'
import type { Block } from './layout.ts'
import type { Page } from './pages.ts'

/** A sheet: what stands above its header, the header, the rows under it, and its columns' widths in half-width letters. */
export type Grid = { title: Block | undefined; above: Block[]; headers: Block[]; rows: Block[]; widths: number[] }

/** Takes the blocks of a sheet apart. */
export function gridOf(text: string, { blocks }: Page): Grid {
  const [first] = blocks
  const title = first?.kind === 'heading' ? first : undefined
  const body = title ? blocks.slice(1) : blocks
  const headerAt = body.findIndex((block) => isHeaderRow(text, block))
  const afterHeader = headerAt < 0 ? 0 : body.findIndex((block, at) => at >= headerAt && !isHeaderRow(text, block))
  const rowsAt = afterHeader < 0 ? body.length : afterHeader
  return {
    title,
    above: headerAt < 0 ? [] : body.slice(0, headerAt),
    headers: headerAt < 0 ? [] : body.slice(headerAt, rowsAt),
    rows: body.slice(rowsAt),
    widths: columnWidths(text, body),
  }
}
