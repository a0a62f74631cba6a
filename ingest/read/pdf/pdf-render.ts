import { createCanvas, DOMMatrix } from '@napi-rs/canvas'
import { type GrayImage, grayOf } from '../ocr/gray-image.ts'
import { pdfData } from './pdf-open.ts'

/** A page as a picture; `dpi`: its points an inch; `width` and `height` of the page as it is shown, in points. */
export type RenderedPage = { image: GrayImage; dpi: number; width: number; height: number }

export type PdfRenderer = {
  /** A page, 1-based, at `dpi` or less where it is very large. */
  render: (page: number, dpi: number) => Promise<RenderedPage>
  close: () => Promise<void>
}

const MAX_PIXELS = 16_000_000
const POINTS_PER_INCH = 72

/** Opens a PDF for drawing its pages, with the build of pdf.js for older engines, which Node 20 is. */
export async function openPdfRenderer(bytes: Uint8Array): Promise<PdfRenderer> {
  // Reading text puts a stand-in here that cannot do what drawing needs.
  Object.assign(globalThis, { DOMMatrix })
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const options = { data: new Uint8Array(bytes), isEvalSupported: false, verbosity: 0, ...pdfData() }
  const pdf = await getDocument(options).promise
  return {
    render: async (number, dpi) => {
      const page = await pdf.getPage(number)
      try {
        const { width, height } = page.getViewport({ scale: 1 })
        const scale = Math.min(dpi / POINTS_PER_INCH, Math.sqrt(MAX_PIXELS / (width * height)))
        const viewport = page.getViewport({ scale })
        const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
        const pen = canvas.getContext('2d')
        await page.render({ canvas: null, canvasContext: pen as never, viewport, background: '#fff' }).promise
        const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
        return { image: grayOf(data, canvas.width, canvas.height), dpi: scale * POINTS_PER_INCH, width, height }
      } finally {
        page.cleanup()
      }
    },
    close: () => pdf.destroy(),
  }
}
