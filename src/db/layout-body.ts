import { gunzipSync, gzipSync } from 'node:zlib'

/** The shape that a document's blocks have; what shows it depends on it. */
export type LayoutFormat = 'markdown' | 'text' | 'html' | 'pdf' | 'docx' | 'pptx' | 'xlsx'

/** A piece of the text that the format itself sets apart. All offsets are UTF-16, end exclusive, into the version's text. */
export type LayoutBlock = {
  kind: 'heading' | 'paragraph' | 'list_item' | 'table_row' | 'note'
  start: number
  end: number
  /** Headings: 1 (highest) to 6. */
  level?: number
  /** 1-based page of a PDF, slide of a deck, sheet of a workbook. */
  page?: number
  /** Table rows: the column names, ` | ` between them. */
  columns?: string
  /** Rows of a sheet: its values by 0-based column. */
  cells?: { column: number; start: number; end: number }[]
}

/**
 * The shape of a version's text. `boxes`, of a PDF, say where each line is printed, `pages` how large its pages are:
 * in points, from the upper left corner of the page as it is shown.
 */
export type Layout = {
  format: LayoutFormat
  blocks: LayoutBlock[]
  pages?: { page: number; width: number; height: number }[]
  boxes?: { start: number; end: number; page: number; x: number; y: number; width: number; height: number }[]
}

/** The layout as it is stored and sent: JSON in UTF-8, gzipped. */
export function packLayout(layout: Layout): Buffer {
  return gzipSync(JSON.stringify(layout))
}

export function unpackLayout(body: Uint8Array): string {
  return gunzipSync(body).toString('utf8')
}
