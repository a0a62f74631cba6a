import { ZoomIn, ZoomOut } from 'lucide-react'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { useText } from '../../language/language.tsx'
import { useElementWidth } from '../element-width.ts'
import type { LineBox, PageSize, Span } from '../model/layout.ts'
import { boxesByPage } from '../model/page-boxes.ts'
import { useReading } from '../reading.ts'
import { Windowed } from '../windowed.tsx'
import { PageCanvas } from './page-canvas.tsx'
import { PageOverlay } from './page-overlay.tsx'
import { type PdfState, usePdf } from './use-pdf.ts'

const MARGIN = 12
const WIDEST = 920
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const
const FIT = 2
const A4 = { width: 595, height: 842 }
const NO_LINES: readonly LineBox[] = []

/** The sizes of all pages: as they were read, else that of the first one for all. */
function usePageSizes(known: readonly PageSize[] | undefined, opened: PdfState): readonly PageSize[] {
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
function usePageSpans(sizes: readonly PageSize[]): { spans: Span[]; lines: ReadonlyMap<number, LineBox[]> } {
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

function OpeningNote({ opened }: { opened: PdfState }) {
  const { viewer } = useText()
  if (opened.state !== 'opening') return null
  const percent = Math.round(opened.share * 100)
  return (
    <p
      role="status"
      className="absolute inset-x-0 top-3 z-10 mx-auto w-fit rounded-full bg-ink px-3 py-1 text-xs text-paper"
    >
      {percent > 0 ? viewer.openingShare(percent) : viewer.opening}
    </p>
  )
}

type PdfPagesProps = { url: string; onPlace: (offset: number) => void; onFailed: (isGone: boolean) => void }

/** The pages of a PDF as they are printed, with what is cited boxed. */
export function PdfPages({ url, onPlace, onFailed }: PdfPagesProps) {
  const { viewer } = useText()
  const { layout, title, goal } = useReading()
  const box = useRef<HTMLDivElement>(null)
  const room = useElementWidth(box)
  const opened = usePdf(url)
  const sizes = usePageSizes(layout.pages, opened)
  const { spans, lines } = usePageSpans(sizes)
  const [zoom, setZoom] = useState(FIT)
  const [current, setCurrent] = useState(0)
  const widest = Math.max(1, ...sizes.slice(0, 50).map(({ width }) => width))
  const scale = (Math.min(WIDEST, Math.max(240, room - 2 * MARGIN)) / widest) * (ZOOMS[zoom] ?? 1)
  const heightOf = useCallback((index: number) => (sizes[index]?.height ?? A4.height) * scale, [sizes, scale])
  useEffect(() => {
    if (opened.state === 'failed') onFailed(opened.isGone)
  }, [opened, onFailed])
  const isReady = room > 0 && sizes.length > 0
  return (
    <div ref={box} className="relative h-full bg-sunken">
      <OpeningNote opened={opened} />
      {isReady && (
        <Windowed
          items={spans}
          heightOf={heightOf}
          isExact
          gap={MARGIN}
          label={viewer.originalOf(title)}
          goal={goal}
          onItem={setCurrent}
          onPlace={onPlace}
          width={`max(100%, ${Math.ceil(widest * scale) + 2 * MARGIN}px)`}
          render={(index) => {
            const size = sizes[index]
            if (!size) return null
            const width = Math.round(size.width * scale)
            return (
              <div
                className="relative mx-auto bg-white shadow-raised"
                style={{ width, height: Math.round(size.height * scale) }}
              >
                {opened.state === 'open' && <PageCanvas pdf={opened.pdf} page={size.page} width={width} />}
                <PageOverlay size={size} lines={lines.get(size.page) ?? NO_LINES} />
              </div>
            )
          }}
        />
      )}
      {isReady && (
        <div className="absolute right-4 bottom-3 z-10 flex items-center gap-0.5 rounded-full border border-line bg-sheet p-0.5 shadow-raised print:hidden">
          <span className="px-2.5 text-xs text-soft tabular-nums">{viewer.page(current + 1, sizes.length)}</span>
          <IconButton
            size="sm"
            side="top"
            label={viewer.zoomOut}
            disabled={zoom === 0}
            onClick={() => setZoom(zoom - 1)}
            className="rounded-full"
          >
            <ZoomOut aria-hidden />
          </IconButton>
          <IconButton
            size="sm"
            side="top"
            label={viewer.zoomIn}
            disabled={zoom === ZOOMS.length - 1}
            onClick={() => setZoom(zoom + 1)}
            className="rounded-full"
          >
            <ZoomIn aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  )
}
