import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useEffect, useState } from 'react'
import { isGone, loadBytes } from './load-bytes.ts'
import { openPdf } from './open-pdf.ts'

export type PdfState =
  | { state: 'opening'; share: number }
  | { state: 'open'; pdf: PDFDocumentProxy }
  | { state: 'failed'; isGone: boolean }

/** Opens the PDF at an address and closes it when nobody looks at it any more. */
export function usePdf(url: string): PdfState {
  const [state, setState] = useState<PdfState>({ state: 'opening', share: 0 })
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    let task: PDFDocumentLoadingTask | undefined
    const open = async () => {
      const bytes = await loadBytes(url, (share) => setState({ state: 'opening', share }), signal)
      signal.throwIfAborted()
      task = openPdf(bytes)
      const pdf = await task.promise
      if (!signal.aborted) setState({ state: 'open', pdf })
    }
    open().catch((error: unknown) => {
      if (!signal.aborted) setState({ state: 'failed', isGone: isGone(error) })
    })
    return () => {
      leaving.abort()
      void task?.destroy()
    }
  }, [url])
  return state
}
