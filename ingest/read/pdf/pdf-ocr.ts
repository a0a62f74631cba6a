import { installAdvice } from '../../../src/external-tools.ts'
import type { SourceFile } from '../../extraction.ts'
import { isBlank, toPortableGraymap } from '../ocr/gray-image.ts'
import { openRecogniser, type ReadPage, type Recognise } from '../ocr/ocr.ts'
import { type PagePlace, segmentsOfPages } from '../ocr/ocr-segments.ts'
import { listPages, recognitionWarnings } from '../ocr/ocr-warnings.ts'
import { openPdfRenderer, type PdfRenderer, type RenderedPage } from './pdf-render.ts'
import type { PdfPage, Segment } from './pdf-segments.ts'

/**
 * Pages with what was recognised added. `unread`: 1-based numbers of those that hold something that nothing reads;
 * `isInstalled`: it was tried.
 */
export type RecognisedPdf = { pages: PdfPage[]; unread: number[]; isInstalled: boolean; warnings: string[] }

const DPI = 200
/** Enough to see whether there is anything on a page. */
const LOOK_DPI = 40
const POINTS_PER_INCH = 72
/** Recognition stops here, before the longest time that a file may take; pages left are named. */
const BUDGET_MS = 25 * 60_000

type Recognised = { read: ReadPage; place: PagePlace }

/**
 * Reads the pages of the given numbers by text recognition, where Tesseract is installed, and puts what it finds beside
 * the little text that they have. Pages of nothing but paper stay as they are.
 */
export async function recognisePages(
  file: SourceFile,
  pages: readonly PdfPage[],
  numbers: readonly number[],
): Promise<RecognisedPdf> {
  const recognise = await openRecogniser()
  const renderer = await openPdfRenderer(file.bytes)
  const [read, unread]: [Recognised[], number[]] = [[], []]
  const until = Date.now() + BUDGET_MS
  try {
    for (const [at, page] of numbers.entries()) {
      const isInTime = Date.now() < until
      const found = await readPage(renderer, page, isInTime ? recognise : undefined)
      if (found === 'unread') unread.push(page)
      else if (found !== 'blank') read.push(found)
      file.onPage?.({ done: pages.length - numbers.length + at + 1, total: pages.length })
      if (unread.length === pages.length || !isInTime) break
    }
  } finally {
    await renderer.close()
  }
  const hasText = read.filter(({ read: { lines } }) => lines.length > 0)
  const isInstalled = recognise !== undefined
  return { pages: addTo(pages, hasText), unread, isInstalled, warnings: warningsOf(hasText, unread, isInstalled) }
}

async function readPage(
  renderer: PdfRenderer,
  page: number,
  recognise: Recognise | undefined,
): Promise<Recognised | 'blank' | 'unread'> {
  const rendered = await renderer.render(page, recognise ? DPI : LOOK_DPI).catch(() => undefined)
  if (!rendered) return 'unread'
  if (isBlank(rendered.image)) return 'blank'
  if (!recognise) return 'unread'
  const [read] = await recognise(toPortableGraymap(rendered.image), Math.round(rendered.dpi)).catch(() => [])
  return read ? { read, place: placeOf(page, rendered) } : 'unread'
}

function placeOf(page: number, { width, height, dpi }: RenderedPage): PagePlace {
  return { page, width, height, scale: POINTS_PER_INCH / dpi }
}

function addTo(pages: readonly PdfPage[], recognised: readonly Recognised[]): PdfPage[] {
  const found = new Map(segmentsOfPages(recognised).map((page, at) => [recognised[at]?.place.page, page]))
  return pages.map((page, at) => {
    const added = found.get(at + 1)
    if (!added) return page
    if (page.segments.length === 0) return added
    const isNew = (segment: Segment) => !page.segments.some((known) => overlaps(known, segment))
    return { ...page, segments: [...page.segments, ...added.segments.filter(isNew)] }
  })
}

/** Whether two lines were printed in one place: the text layer of a page can be seen in its picture, too. */
function overlaps(a: Segment, b: Segment): boolean {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)
  return Math.abs(a.y - b.y) < Math.max(a.size, b.size) * 0.6 && width > 0.3 * Math.min(a.x1 - a.x0, b.x1 - b.x0)
}

function warningsOf(read: readonly Recognised[], unread: readonly number[], isInstalled: boolean): string[] {
  const remedy = isInstalled
    ? 'they could not be drawn, or there was no more time'
    : `to have them read, install Tesseract: ${installAdvice('Tesseract')}`
  const pages = listPages(unread.map((page) => ({ page })))
  return [
    ...recognitionWarnings(read.map((one) => ({ page: one.place.page, confidence: one.read.confidence }))),
    ...(unread.length > 0 ? [`Pages without text, scanned: ${pages}; ${remedy}.`] : []),
  ]
}
