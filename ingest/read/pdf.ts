import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { getDocumentProxy } from 'unpdf'
import { AppError } from '../../src/errors.ts'
import type { Extraction, SourceFile } from '../extraction.ts'
import { cleanText } from './clean-text.ts'
import { addPdfBlocks } from './pdf-blocks.ts'
import { boxesOf, pageSizesOf } from './pdf-boxes.ts'
import { removeFurniture } from './pdf-furniture.ts'
import { joinerFor } from './pdf-join.ts'
import { buildRows } from './pdf-rows.ts'
import { type PdfPage, segmentsOf, type TextItem } from './pdf-segments.ts'
import { separateTables } from './pdf-tables.ts'
import { createTextBuilder } from './text-builder.ts'

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>

/** Fewer characters per page than this are a scan's stamp or page number. */
const MIN_CHARS_PER_PAGE = 5

/**
 * A PDF's text layer: paragraphs put together again from lines, headings by their size, table rows by their columns,
 * running headers and page numbers left out.
 *
 * Errors: `file_encrypted`, `file_broken`, `no_text` (a scan).
 */
export async function readPdf({ name, bytes }: SourceFile): Promise<Extraction> {
  const pdf = await openPdf(name, bytes)
  try {
    const read = await readPages(pdf).catch((cause) => {
      throw broken(name, cause)
    })
    const pages = removeFurniture(read)
    requireText(name, pages)
    const builder = createTextBuilder(name)
    const join = joinerFor(pages.flatMap((page) => page.segments.map((segment) => segment.text)))
    const rows = pages.flatMap((page) => buildRows(page.segments))
    const traces = addPdfBlocks(separateTables(rows, join), join, builder)
    const { text, blocks } = builder.finish()
    const heading = blocks.find((block) => block.kind === 'heading' && block.level === 1 && block.page === 1)
    const title = (await namedTitle(pdf, name)) ?? (heading && text.slice(heading.start, heading.end))
    const frames = pages.map((page) => page.frame)
    const places = { boxes: boxesOf(traces, frames), pageSizes: pageSizesOf(frames) }
    return { text, blocks, pages: pages.length, ...places, warnings: blankPagesWarning(pages), ...(title && { title }) }
  } finally {
    await pdf.destroy()
  }
}

/** pdf.js takes the bytes over, so it gets a copy; it wants its data folders as plain paths with a slash at the end. */
async function openPdf(name: string, bytes: Uint8Array): Promise<PdfDocument> {
  const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const options = {
    cMapUrl: join(library, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: join(library, 'standard_fonts/'),
    verbosity: 0,
  }
  return getDocumentProxy(new Uint8Array(bytes), options).catch((cause) => {
    if (cause instanceof Error && cause.name === 'PasswordException') {
      const message = `${name}: protected by a password; save it without one.`
      throw new AppError('file_encrypted', message, { cause })
    }
    throw broken(name, cause)
  })
}

async function readPages(pdf: PdfDocument): Promise<PdfPage[]> {
  const pages: PdfPage[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { width, height, transform } = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent()
    const texts = items.filter((item): item is typeof item & TextItem => 'str' in item)
    pages.push(segmentsOf(texts, { page: number, width, height, transform }))
    page.cleanup()
  }
  return pages
}

function requireText(name: string, pages: PdfPage[]): void {
  const characters = pages.flatMap((page) => page.segments).reduce((sum, { text }) => sum + text.length, 0)
  if (characters >= MIN_CHARS_PER_PAGE * pages.length) return
  const what = characters === 0 ? 'no text' : 'almost no text'
  throw new AppError(
    'no_text',
    `${name}: its pages hold ${what}, so it is probably a scan; text recognition (OCR) is not available yet, bring a PDF with text.`,
  )
}

function blankPagesWarning(pages: PdfPage[]): string[] {
  const blank = pages.flatMap((page, at) => (page.segments.length === 0 ? [at + 1] : []))
  return blank.length > 0 ? [`Pages without text: ${blank.join(', ')}.`] : []
}

/** The title in the file's properties, unless it is a file's name or one that programs fill in by themselves. */
async function namedTitle(pdf: PdfDocument, name: string): Promise<string | undefined> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }))
  const given = 'Title' in info && typeof info.Title === 'string' ? info.Title : ''
  const title = cleanText(given).replace(/\s+/g, ' ').trim()
  const isAutomatic = /^(?:microsoft \w+ - |untitled|无标题|about:blank)|\.(?:docx?|pptx?|xlsx?|html?|pdf|wps)$/i.test(
    title,
  )
  return title === '' || isAutomatic || name.includes(title) ? undefined : title
}

function broken(name: string, cause: unknown): AppError {
  return new AppError('file_broken', `${name}: the PDF is damaged; open it and save it again, or bring it again.`, {
    cause,
  })
}
