import { describe, expect, it } from 'vitest'
import type { Extraction } from '../../../ingest/extraction.ts'
import {
  COMMENTER,
  type DocumentModel,
  type ItemModel,
  type PageModel,
  randomDocument,
  type TableModel,
} from '../../helpers/fixtures/document-model.ts'
import * as write from '../../helpers/fixtures/document-writers.ts'
import { read } from '../../helpers/fixtures/read.ts'

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed)

/** What a block is expected to be: its kind with a heading's level, its text, its page, its column names. */
type Expected = [kind: string, text: string, page?: number | undefined, columns?: string | undefined]

/** What a format makes of a document's items. */
type Format = {
  heading?: (text: string, level: number) => Expected
  list: (text: string, at: number, isOrdered: boolean) => Expected
  table: (table: TableModel) => Expected[]
  hasNotes?: boolean
  hasComments?: boolean
}

const rowsOf = ({ header, rows }: TableModel): Expected[] => [
  ['table_row', header.join(' | ')],
  ...rows.map((row): Expected => ['table_row', row.join(' | '), undefined, header.join(' | ')]),
]
const recordsOf = ({ header, rows }: TableModel): Expected[] => [
  ['table_row', header.join(' | ')],
  ...rows.map((row): Expected => ['table_row', row.map((value, at) => `${header[at]}：${value}`).join('；')]),
]
const markedItem = (text: string, at: number, isOrdered: boolean): Expected => [
  'list_item',
  `${isOrdered ? `${at + 1}.` : '-'} ${text}`,
]
const numberedItem = (text: string, at: number, isOrdered: boolean): Expected => [
  'list_item',
  isOrdered ? `${at + 1}. ${text}` : text,
]

function expectedOf(item: ItemModel, format: Format): Expected[] {
  if (item.kind === 'heading') return [format.heading?.(item.text, item.level) ?? ['paragraph', item.text]]
  if (item.kind === 'list') return item.items.map((text, at) => format.list(text, at, item.isOrdered))
  if (item.kind === 'table') return format.table(item)
  const notes: Expected[] = []
  if (format.hasNotes && item.note !== undefined) notes.push(['note', item.note])
  if (format.hasComments && item.comment !== undefined) notes.push(['note', `批注（${COMMENTER}）：${item.comment}`])
  return [['paragraph', item.text], ...notes]
}

const flow = ({ pages }: DocumentModel, format: Format): Expected[] =>
  pages.flatMap(({ title, items }) => [
    ['heading1', title] as Expected,
    ...items.flatMap((item) => expectedOf(item, format)),
  ])

const heading = (text: string, level: number): Expected => [`heading${level}`, text]

function seen({ text, blocks }: Extraction): Expected[] {
  return blocks.map(({ kind, level = '', start, end, page, columns }) =>
    trim([`${kind}${level}`, text.slice(start, end), page, columns]),
  )
}

function trim([kind, text, page, columns]: Expected): Expected {
  return columns !== undefined ? [kind, text, page, columns] : page !== undefined ? [kind, text, page] : [kind, text]
}

const onPage = (blocks: Expected[], page: number): Expected[] =>
  blocks.map(([kind, text, , columns]) => trim([kind, text, page, columns]))

describe('every heading, paragraph, item, cell, note and page of a document is read, in order, and nothing else', () => {
  it.each(SEEDS)('from Word, document %i', async (seed) => {
    const model = randomDocument(seed)
    const extraction = await read('a.docx', await write.writeDocx(model))
    const format = { heading, list: markedItem, table: rowsOf, hasNotes: true, hasComments: true }
    expect(seen(extraction)).toEqual(flow(model, format).map(trim))
  })

  it.each(SEEDS)('from a deck, document %i', async (seed) => {
    const model = randomDocument(seed)
    const extraction = await read('a.pptx', await write.writePptx(model))
    const format = { list: numberedItem, table: rowsOf }
    const slide = ({ title, items }: PageModel, at: number): Expected[] => {
      const notes = items.flatMap((item) => (item.kind === 'paragraph' ? (item.note ?? []) : []))
      const note: Expected[] = notes.length > 0 ? [['note', notes.join('；')]] : []
      const shown = items.flatMap((item) => expectedOf(item, format))
      return onPage([[at === 0 ? 'heading1' : 'heading2', title], ...shown, ...note], at + 1)
    }
    expect(seen(extraction)).toEqual(model.pages.flatMap(slide))
    expect(extraction.pages).toBe(model.pages.length)
  })

  it.each(SEEDS)('from a workbook, document %i', async (seed) => {
    const model = randomDocument(seed)
    const extraction = await read('a.xlsx', await write.writeXlsx(model))
    const sheet = ({ items }: PageModel, at: number): Expected[] => {
      const kept = items.filter((item) => item.kind === 'table' || item.kind === 'paragraph')
      const shown = kept.flatMap((item): Expected[] => {
        if (item.kind === 'table') return recordsOf(item)
        const comment: Expected[] = item.comment === undefined ? [] : [['note', `批注（Author）：${item.comment}`]]
        return [['paragraph', item.text], ...comment]
      })
      return onPage([['heading1', `表${at + 1}`], ...shown], at + 1)
    }
    expect(seen(extraction)).toEqual(model.pages.flatMap(sheet))
    expect(extraction.pages).toBe(model.pages.length)
  })

  it.each(SEEDS)('from HTML, document %i', async (seed) => {
    const model = randomDocument(seed)
    const extraction = await read('a.html', write.writeHtml(model))
    expect(seen(extraction)).toEqual(flow(model, { heading, list: markedItem, table: rowsOf }).map(trim))
  })

  it.each(SEEDS)('from Markdown, document %i', async (seed) => {
    const model = randomDocument(seed)
    const extraction = await read('a.md', write.writeMarkdown(model))
    expect(seen(extraction)).toEqual(flow(model, { heading, list: numberedItem, table: rowsOf }).map(trim))
  })

  it.each(SEEDS)('from a table kept as text, document %i', async (seed) => {
    const tables = randomDocument(seed).pages.flatMap(({ items }) => items.filter((item) => item.kind === 'table'))
    for (const table of tables) {
      const rows = recordsOf(table).map(([kind, text]): Expected => [kind, text.replace(/[ \t\n]+/g, ' ')])
      expect(seen(await read('a.csv', write.writeCsv(table)))).toEqual(rows)
    }
  })
})
