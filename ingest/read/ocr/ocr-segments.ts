import type { PdfPage, Segment } from '../pdf/pdf-segments.ts'
import type { ReadPage } from './ocr.ts'
import { orderColumns } from './ocr-columns.ts'
import type { RecognisedRun } from './ocr-text.ts'

/** Where a page was read: its number, its size in points, and how many points a pixel is. */
export type PagePlace = { page: number; width: number; height: number; scale: number }

/** Sizes that differ by less are the same: letters of one size have boxes of many heights. */
const SAME_SIZE = 1.2
const SIZE_STEP = 1.25
/** Lines of fewer letters have no height to go by: 一 and — are flat. */
const MIN_LETTERS = 3
/** How far below the baseline Chinese letters reach, in letter sizes. */
const DEPTH = 0.12

/** The lines of recognised pages as a text layer has them, of the sizes that the whole document has. */
export function segmentsOfPages(pages: readonly { read: ReadPage; place: PagePlace }[]): PdfPage[] {
  const heights = pages.flatMap(({ read, place }) =>
    read.lines.flat().flatMap((run) => (isMeasurable(run) ? [run.height * place.scale] : [])),
  )
  const body = medianOf(heights) ?? 10.5
  return pages.map(({ read, place }) => {
    const runs = orderColumns(read.lines)
    const segments = runs.map((run) => segmentOf(run, place, body)).filter(({ text }) => text !== '')
    const frame = { width: place.width, height: place.height, turn: '1,0' as const }
    return { segments, height: place.height, frame }
  })
}

/** The height of letters in pixels; undefined where nothing was read. */
export function letterHeight({ lines }: ReadPage): number | undefined {
  return medianOf(lines.flat().flatMap((run) => (isMeasurable(run) ? [run.height] : [])))
}

function segmentOf({ text, left, top, width, height }: RecognisedRun, place: PagePlace, body: number): Segment {
  const measured = isMeasurable({ text }) ? height * place.scale : body
  const size = evenSize(measured, body)
  const x0 = left * place.scale
  const y = (top + height) * place.scale - DEPTH * size
  return { text, x0, x1: x0 + width * place.scale, textX: x0, y, size, page: place.page }
}

function isMeasurable({ text }: { text: string }): boolean {
  return text.length >= MIN_LETTERS
}

/** The size itself if it is about that of the body, else the nearest of a few steps from there. */
function evenSize(size: number, body: number): number {
  const ratio = size / body
  if (ratio < SAME_SIZE && ratio > 1 / SAME_SIZE) return body
  const steps = Math.round(Math.log(ratio) / Math.log(SIZE_STEP)) || Math.sign(Math.log(ratio))
  return body * SIZE_STEP ** steps
}

function medianOf(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
