import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useMemo, useState } from 'react'
import type { LineBox, PageSize, Span } from '../model/layout.ts'
import { boxesByPage } from '../model/page-boxes.ts'
import { useReading } from '../reading.ts'
import type { PdfState } from './use-pdf.ts'

/** In points. */
export const A4 = { width: 595, height: 842 }

/** The sizes of all pages: as they were read, else that of the first one for all. */
export function usePageSizes(known: readonly PageSize[] | undefined, opened: PdfState): readonly PageSize[] {
  const [guessed, setGuessed] = useState<readonly PageSize[]>([])
  const pdf = opened.state === 'open' ? opened.pdf : undefined
  useEffect(() => {
    if (known || !pdf) return
    let isOver = false
    void guessSizes(pdf).then((sizes) => {
      if (!isOver) setGuessed(sizes)
    })
    return () => {
      isOver = true
    }
  }, [known, pdf])
  return known ?? guessed
}

async function guessSizes(pdf: PDFDocumentProxy): Promise<PageSize[]> {
  const first = await pdf.getPage(1).catch(() => undefined)
  const { width, height } = first?.getViewport({ scale: 1 }) ?? A4
  return Array.from({ length: pdf.numPages }, (_, at) => ({ page: at + 1, width, height }))
}

/** The text that each page holds, so that a page is found by an offset; pages without text end where the one before does. */
export function usePageSpans(sizes: readonly PageSize[]): { spans: Span[]; lines: ReadonlyMap<number, LineBox[]> } {
  const { layout } = useReading()
  return useMemo(() => {
    const lines = boxesByPage(layout.boxes ?? [])
    const ends = new Map<number, number>()
    for (const { page, end } of layout.boxes ?? layout.blocks) {
      if (page !== undefined) ends.set(page, Math.max(ends.get(page) ?? 0, end))
    }
    let end = 0
    const spans = sizes.map(({ page }) => {
      const start = end
      end = Math.max(end, ends.get(page) ?? 0)
      return { start, end }
    })
    return { spans, lines }
  }, [layout, sizes])
}
