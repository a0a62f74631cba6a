import type { Extraction, SourceFile } from '../../extraction.ts'
import { contentMismatch, readFailure } from '../read-failure.ts'
import { toolMissing } from '../tool-missing.ts'
import { isBlank, toPortableGraymap } from './gray-image.ts'
import { decodePicture } from './image-decode.ts'
import { type ImageHeader, imageHeader } from './image-header.ts'
import { openRecogniser, type ReadPage, type Recognise } from './ocr.ts'
import { letterHeight, type PagePlace, segmentsOfPages } from './ocr-segments.ts'
import { recognitionWarnings } from './ocr-warnings.ts'
import { textOfPages } from './page-text.ts'

const MAX_PIXELS = 64_000_000
const MAX_PAGES = 500
/** What Tesseract takes pictures for, whose own number is often wrong. */
const DPI = 200
/** Smaller letters, as of pictures of screens, are read better twice as large. */
const SMALL_LETTERS = 22
const MAX_ENLARGED_PIXELS = 16_000_000
/** A picture has no size on paper: it is taken to be as large as makes its letters this many points high. */
const LETTER_POINTS = 10.5

/**
 * Reads a picture of text, page by page, by text recognition.
 *
 * Errors: `tool_missing` without Tesseract, `format_mismatch`, `file_broken`, `file_too_large`, `no_text`.
 */
export async function readImage(file: SourceFile): Promise<Extraction> {
  const header = imageHeader(file.bytes)
  if (!header) throw await contentMismatch(file, 'a picture')
  requireLimits(file, header)
  const recognise = await openRecogniser()
  if (!recognise) throw toolMissing(file, 'Tesseract', 'pictures of text are read', 'bring it as a PDF with text')
  const pages: ReadPage[] = []
  const recogniseOrFail: Recognise = (...picture) =>
    recognise(...picture).catch((cause) => {
      throw readFailure(file, 'file_broken', 'text recognition cannot read the picture; save it anew', cause)
    })
  for (const at of header.pages.keys()) {
    const isTiff = header.kind === 'tiff'
    pages.push(isTiff ? await readTiffPage(file, at, recogniseOrFail) : await readPicture(file, recogniseOrFail))
    file.onPage?.({ done: at + 1, total: header.pages.length })
  }
  const { heading, ...text } = textOfPages(file.name, segmentsOfPages(pages.map(placePage)))
  const warnings = recognitionWarnings(pages.map(({ confidence }, at) => ({ page: at + 1, confidence })))
  return { ...text, warnings, reader: 'Tesseract', ...(heading && { title: heading }) }
}

function requireLimits(file: SourceFile, { pages }: ImageHeader): void {
  const large = pages.find(({ width, height }) => width * height > MAX_PIXELS)
  if (large) {
    const explanation = `${large.width} × ${large.height} points, more than ${MAX_PIXELS / 1_000_000} million; make it smaller`
    throw readFailure(file, 'file_too_large', explanation)
  }
  if (pages.length > MAX_PAGES) {
    throw readFailure(file, 'file_too_large', `${pages.length} pages, more than ${MAX_PAGES}; split it`)
  }
}

async function readPicture(file: SourceFile, recognise: Recognise): Promise<ReadPage> {
  const picture = await decodePicture(file)
  if (isBlank(picture.at(1))) throw readFailure(file, 'no_text', 'it holds nothing but paper; there is nothing to add')
  const image = picture.at(1)
  const [read = emptyPage(image)] = await recognise(toPortableGraymap(image), DPI)
  const isSmall = (letterHeight(read) ?? 0) < SMALL_LETTERS && image.width * image.height * 4 <= MAX_ENLARGED_PIXELS
  if (!isSmall) return read
  const enlarged = picture.at(2)
  const [again = read] = await recognise(toPortableGraymap(enlarged), DPI)
  return again.confidence > read.confidence ? again : read
}

async function readTiffPage(file: SourceFile, at: number, recognise: Recognise): Promise<ReadPage> {
  const [read] = await recognise(file.bytes, DPI, at)
  return read ?? emptyPage({ width: 1, height: 1 })
}

function emptyPage({ width, height }: { width: number; height: number }): ReadPage {
  return { width, height, lines: [], confidence: 100 }
}

function placePage(read: ReadPage, at: number): { read: ReadPage; place: PagePlace } {
  const scale = LETTER_POINTS / (letterHeight(read) ?? LETTER_POINTS)
  return { read, place: { page: at + 1, width: read.width * scale, height: read.height * scale, scale } }
}
