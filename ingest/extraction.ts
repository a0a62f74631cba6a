import type { LayoutFormat } from '../src/db/layout-body.ts'
import type { ErrorCode } from '../src/errors.ts'

/** Pages that have been read, of how many. */
export type PageProgress = { done: number; total: number }

/**
 * What a reader takes: the file's name (for its extension and for messages) and its bytes. A reader that works page by
 * page says so after each, which shows that a long reading is alive.
 */
export type SourceFile = { name: string; bytes: Uint8Array; onPage?: (pages: PageProgress) => void }

export type BlockKind = 'heading' | 'paragraph' | 'list_item' | 'table_row' | 'note'

/**
 * A piece of the extracted text that the format itself sets apart. `start` and `end` are UTF-16
 * offsets into `Extraction.text`, end exclusive; blocks stand in text order, do not overlap, and
 * leave nothing but white space between them, and, in Markdown, the marks `# > - * + | _ = :`.
 */
export type Block = {
  kind: BlockKind
  start: number
  end: number
  /** Headings: 1 (highest) to 6. */
  level?: number
  /** 1-based page of a PDF, slide of a deck, sheet of a workbook. */
  page?: number
  /** Table rows: the column names, as context only (` | ` between them). The header row itself has none. */
  columns?: string
  /** Rows of a sheet: the values in the row's text, by 0-based column. Elsewhere cells stand between ` | `. */
  cells?: CellSpan[]
}

/** The value of a cell: `start` and `end` are UTF-16 offsets into the text, end exclusive. */
export type CellSpan = { column: number; start: number; end: number }

/**
 * Where a line of text is printed: `start` and `end` are UTF-16 offsets into the text, end exclusive; the rest is in
 * points from the upper left corner of the page as it is shown.
 */
export type LineBox = { start: number; end: number; page: number; x: number; y: number; width: number; height: number }

/** A page as it is shown, in points. */
export type PageSize = { page: number; width: number; height: number }

/**
 * A file that lies inside another one: an attachment, an entry of an archive. `path` is relative to the outer file, with
 * `/`, safe to show and to store (no `..`, no absolute path). One that cannot be had says why.
 */
export type Member =
  | { path: string; bytes: Uint8Array }
  | { path: string; failure: { code: ErrorCode; message: string } }

/** A document as text, with the structure that its format knows. The text is never changed afterwards. */
export type Extraction = {
  text: string
  blocks: Block[]
  title?: string
  /** Pages, slides or sheets, where the format has them. */
  pages?: number
  /** PDF: a box for each line that the text was made from, in text order, and the size of every page. */
  boxes?: LineBox[]
  pageSizes?: PageSize[]
  /** ISO 8601 date and people that the format itself states: an e-mail's. */
  date?: string
  people?: string[]
  /** What read it, for the user to see where it was not the format's own reader: `LibreOffice`, `Tesseract`. */
  reader?: string
  /** What shows it, where its content is another than its ending says. */
  shownAs?: LayoutFormat
  /** Files inside this one, each to become a document of its own; given one after another, so that few are in memory. */
  members?: AsyncIterable<Member> | Iterable<Member>
  /** Nothing in the text is worth finding (an archive's list of its files): it gets no chunks. */
  isListing?: boolean
  warnings: string[]
}
