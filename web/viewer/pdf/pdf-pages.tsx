import { ZoomIn, ZoomOut } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../components/icon-button.tsx'
import { useText } from '../../language/language.tsx'
import { useElementWidth } from '../element-width.ts'
import type { LineBox } from '../model/layout.ts'
import { useReading } from '../reading.ts'
import { Windowed } from '../windowed.tsx'
import { PageCanvas } from './page-canvas.tsx'
import { PageOverlay } from './page-overlay.tsx'
import { A4, usePageSizes, usePageSpans } from './page-sizes.ts'
import { type PdfState, usePdf } from './use-pdf.ts'

const MARGIN = 12
const WIDEST = 920
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const
const FIT = 2
const NO_LINES: readonly LineBox[] = []

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
