/** What a reader takes: the file's name (for its extension and for messages) and its bytes. */
export type SourceFile = { name: string; bytes: Uint8Array }

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
}

/** A document as text, with the structure that its format knows. The text is never changed afterwards. */
export type Extraction = {
  text: string
  blocks: Block[]
  title?: string
  /** Pages, slides or sheets, where the format has them. */
  pages?: number
  warnings: string[]
}
