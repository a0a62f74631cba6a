import type { Extraction, SourceFile } from '../../extraction.ts'
import { cleanText } from '../clean-text.ts'
import { textOfPages } from '../ocr/page-text.ts'
import { readFailure } from '../read-failure.ts'
import { toolMissing } from '../tool-missing.ts'
import { removeFurniture } from './pdf-furniture.ts'
import { findGrids } from './pdf-grids.ts'
import type { RecognisedPdf } from './pdf-ocr.ts'
import { brokenPdf, openPdf, type PdfDocument } from './pdf-open.ts'
import { hasColumns, openRules, type RuleReader } from './pdf-rules.ts'
import { type PdfPage, segmentsOf, type TextItem } from './pdf-segments.ts'

/** Pages with fewer characters than this hold a scan's stamp or page number. */
const MIN_CHARS_PER_PAGE = 5
const MAX_PAGES = 5_000

/**
 * The text of a PDF's pages with its structure; pages without a text layer are read by text recognition.
 *
 * Errors: `file_encrypted`, `file_broken`, `file_too_large` (pages), `no_text`, `tool_missing` (a scan without
 * Tesseract).
 */
export async function readPdf(file: SourceFile): Promise<Extraction> {
  const { pages: printed, title: named } = await readTextLayer(file)
  const { pages, warnings, isRecognised } = await fillPages(file, printed)
  const { heading, ...text } = textOfPages(file.name, pages)
  const title = named ?? heading
  return { ...text, warnings, ...(title && { title }), ...(isRecognised && { reader: 'Tesseract' }) }
}

/** What the pages say as text, and the title in the file's properties. */
async function readTextLayer(file: SourceFile): Promise<{ pages: PdfPage[]; title: string | undefined }> {
  const pdf = await openPdf(file)
  try {
    if (pdf.numPages > MAX_PAGES) {
      throw readFailure(file, 'file_too_large', `${pdf.numPages} pages, more than ${MAX_PAGES}; split it`)
    }
    const pages = await readPages(pdf, file).catch((cause) => {
      throw brokenPdf(file.name, cause)
    })
    return { pages, title: await namedTitle(pdf, file.name) }
  } finally {
    await pdf.destroy()
  }
}

async function readPages(pdf: PdfDocument, { bytes, onPage }: SourceFile): Promise<PdfPage[]> {
  const drawn = openRules(bytes)
  try {
    return await readEachPage(pdf, drawn, onPage)
  } finally {
    await drawn.close()
  }
}

async function readEachPage(pdf: PdfDocument, drawn: RuleReader, onPage: SourceFile['onPage']): Promise<PdfPage[]> {
  const pages: PdfPage[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { width, height, transform } = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent()
    const texts = items.filter((item): item is typeof item & TextItem => 'str' in item)
    const rules = hasColumns(texts) ? await drawn.read(number) : []
    const read = segmentsOf(texts, { page: number, width, height, transform, rules })
    pages.push(read.frame.turn === '1,0' ? { ...read, grids: findGrids(rules) } : read)
    page.cleanup()
    onPage?.({ done: number, total: pdf.numPages })
  }
  return pages
}

/** The pages, those without text read by recognition. A file of which nothing can be read fails. */
async function fillPages(
  file: SourceFile,
  printed: PdfPage[],
): Promise<Pick<RecognisedPdf, 'pages' | 'warnings'> & { isRecognised: boolean }> {
  const bare = removeFurniture(printed).flatMap((page, at) => (lettersOn(page) < MIN_CHARS_PER_PAGE ? [at + 1] : []))
  if (bare.length === 0) return { pages: printed, warnings: [], isRecognised: false }
  const { recognisePages } = await import('./pdf-ocr.ts')
  const { pages, unread, isInstalled, warnings } = await recognisePages(file, printed, bare)
  const isRecognised = lettersIn(pages) > lettersIn(printed)
  if (!isRecognised && bare.length === pages.length) {
    if (unread.length === 0) throw readFailure(file, 'no_text', 'its pages hold no text that could be read')
    if (isInstalled) throw readFailure(file, 'file_broken', 'its pages cannot be drawn or recognised; scan it anew')
    throw toolMissing(
      file,
      'Tesseract',
      'scanned pages, which hold pictures of text, are read',
      'bring a PDF with text',
    )
  }
  return { pages, warnings, isRecognised }
}

function lettersOn({ segments }: PdfPage): number {
  return segments.reduce((sum, { text }) => sum + text.length, 0)
}

function lettersIn(pages: readonly PdfPage[]): number {
  return pages.reduce((sum, page) => sum + lettersOn(page), 0)
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
