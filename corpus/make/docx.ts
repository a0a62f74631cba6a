import * as Word from 'docx'
import { type Block, type ListItem, parseMarkdown, titleOf } from './markdown.ts'

const FONT = { ascii: 'Calibri', eastAsia: 'SimSun' }
const HEADINGS = {
  1: Word.HeadingLevel.HEADING_1,
  2: Word.HeadingLevel.HEADING_2,
  3: Word.HeadingLevel.HEADING_3,
} as const
const ORDERED = 'ordered'
const INDENT = 420

/** A Word document with real headings, lists and tables. */
export async function makeDocx(source: string, stem: string): Promise<Uint8Array> {
  const blocks = parseMarkdown(source)
  const document = new Word.Document({
    creator: '衡渡数科',
    title: titleOf(blocks, stem),
    styles: { default: { document: { run: { font: FONT, size: 21 } } } },
    numbering: { config: [{ reference: ORDERED, levels: [0, 1, 2].map(orderedLevel) }] },
    sections: [{ children: blocks.flatMap(elementsOf) }],
  })
  return Word.Packer.toBuffer(document)
}

function orderedLevel(level: number) {
  const left = INDENT * (level + 1)
  return {
    level,
    format: Word.LevelFormat.DECIMAL,
    text: `%${level + 1}.`,
    alignment: Word.AlignmentType.START,
    style: { paragraph: { indent: { left, hanging: INDENT } } },
  }
}

function elementsOf(block: Block, index: number): (Word.Paragraph | Word.Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Word.Paragraph({ heading: HEADINGS[block.level], children: [run(block.text)] })]
    case 'paragraph':
      return [new Word.Paragraph({ children: [run(block.text)], spacing: { after: 80 } })]
    case 'list':
      return block.items.map((item) => listParagraph(item, block.ordered, index))
    case 'table':
      return [tableOf(block.rows), new Word.Paragraph({})]
  }
}

/** `instance` restarts the numbers for every ordered list of the document. */
function listParagraph(item: ListItem, ordered: boolean, instance: number): Word.Paragraph {
  const children = [run(item.text)]
  if (!ordered) return new Word.Paragraph({ children, bullet: { level: item.depth } })
  return new Word.Paragraph({ children, numbering: { reference: ORDERED, level: item.depth, instance } })
}

function tableOf(rows: string[][]): Word.Table {
  return new Word.Table({
    width: { size: 100, type: Word.WidthType.PERCENTAGE },
    rows: rows.map((cells, row) => (row === 0 ? headerRow(cells) : bodyRow(cells))),
  })
}

/** Repeats on every page. A body row must not even say that it is no header: mammoth would take it for one. */
function headerRow(cells: string[]): Word.TableRow {
  return new Word.TableRow({ tableHeader: true, children: cells.map(cellOf(true)) })
}

function bodyRow(cells: string[]): Word.TableRow {
  return new Word.TableRow({ children: cells.map(cellOf(false)) })
}

function cellOf(bold: boolean): (text: string) => Word.TableCell {
  return (text) => new Word.TableCell({ children: [new Word.Paragraph({ children: [run(text, bold)] })] })
}

function run(text: string, bold = false): Word.TextRun {
  return new Word.TextRun({ text, bold, font: FONT })
}
