import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useRef, useState } from 'react'

/** A page that only flies past is not painted. */
const PAINT_AFTER_MS = 60
const MAX_PIXELS = 16_000_000

async function paint(
  pdf: PDFDocumentProxy,
  page: number,
  width: number,
  canvas: HTMLCanvasElement,
  isOver: () => boolean,
) {
  const proxy = await pdf.getPage(page)
  if (isOver()) return undefined
  const size = proxy.getViewport({ scale: 1 })
  const wanted = (width / size.width) * Math.min(3, devicePixelRatio || 1)
  const scale = Math.min(wanted, Math.sqrt(MAX_PIXELS / (size.width * size.height)))
  const viewport = proxy.getViewport({ scale })
  canvas.width = Math.floor(viewport.width)
  canvas.height = Math.floor(viewport.height)
  return proxy.render({ canvas, viewport })
}

/** A page of the original, painted for a width in CSS pixels. */
export function PageCanvas({ pdf, page, width }: { pdf: PDFDocumentProxy; page: number; width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isPainted, setPainted] = useState(false)
  useEffect(() => {
    let isOver = false
    let task: RenderTask | undefined
    const timer = setTimeout(async () => {
      if (!canvas.current) return
      try {
        task = await paint(pdf, page, width, canvas.current, () => isOver)
        if (isOver) task?.cancel()
        await task?.promise
        if (!isOver) setPainted(true)
      } catch {
        // Called off, or a page that cannot be painted: it stays white, its words are in the text beside it.
      }
    }, PAINT_AFTER_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
      task?.cancel()
    }
  }, [pdf, page, width])
  return (
    <canvas ref={canvas} aria-hidden data-painted={isPainted || undefined} className="absolute inset-0 size-full" />
  )
}
