import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useEffect, useRef, useState } from 'react'
import { Dialog } from '../../components/dialog.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'
import { readStored, writeStored } from '../../storage.ts'

const DocumentViewer = lazy(async () => ({
  default: (await import('../../viewer/document-viewer.tsx')).DocumentViewer,
}))

const KEY = 'precedent.source-width'
const NARROWEST = 340
const WIDEST = 1_100
const START = 460
const STEP = 32

function clampWidth(width: number): number {
  const room = Math.max(NARROWEST, Math.min(WIDEST, innerWidth * 0.6))
  return Math.round(Math.min(room, Math.max(NARROWEST, width)))
}

function useWidth(): [number, (width: number) => void] {
  const [width, setWidth] = useState(() => clampWidth(Number(readStored(KEY)) || START))
  const keep = (next: number) => {
    const clamped = clampWidth(next)
    setWidth(clamped)
    writeStored(KEY, String(clamped))
  }
  return [width, keep]
}

/** The line between conversation and source; dragged, or moved by the arrow keys. */
function Divider({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const { common } = useText()
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onWidth(innerWidth - event.clientX)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onWidth(width + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={common.resize}
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize touch-none transition-colors hover:bg-accent/25 focus-visible:bg-accent/40 focus-visible:outline-none"
    />
  )
}

type SourcePaneProps = { place: SourcePlace | undefined; isNarrow: boolean; onClose: () => void }

function Viewer({ place, onClose }: { place: SourcePlace; onClose: () => void }) {
  const { common } = useText()
  return (
    <Suspense
      fallback={
        <div aria-busy className="p-4">
          <p className="sr-only">{common.loading}</p>
          <SkeletonLines lines={8} />
        </div>
      }
    >
      <DocumentViewer documentId={place.documentId} versionId={place.versionId} span={place.span} onClose={onClose} />
    </Suspense>
  )
}

function SidePane({ place, onClose }: { place: SourcePlace; onClose: () => void }) {
  const { ask } = useText()
  const [width, setWidth] = useWidth()
  const pane = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is a reason to come here again
  useEffect(() => {
    pane.current?.focus({ preventScroll: true })
  }, [place])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    onClose()
  }
  return (
    <aside
      ref={pane}
      tabIndex={-1}
      aria-label={ask.sourcePane}
      onKeyDown={onKeyDown}
      className="relative flex shrink-0 flex-col border-l border-line bg-sheet outline-none print:hidden"
      style={{ width }}
    >
      <Divider width={width} onWidth={setWidth} />
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden">
        <Viewer place={place} onClose={onClose} />
      </div>
    </aside>
  )
}

/** The source of a citation beside the conversation; a sheet from below where there is no room beside. */
export function SourcePane({ place, isNarrow, onClose }: SourcePaneProps) {
  const { ask } = useText()
  if (!isNarrow) return place ? <SidePane place={place} onClose={onClose} /> : null
  return (
    <Dialog
      isOpen={place !== undefined}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={ask.sourcePane}
      hasHiddenTitle
      place="bottom"
    >
      {place && <Viewer place={place} onClose={onClose} />}
    </Dialog>
  )
}
