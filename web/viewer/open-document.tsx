import clsx from 'clsx'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useText } from '../language/language.tsx'
import { readStored, writeStored } from '../storage.ts'
import type { Layout, Passage, Span } from './model/layout.ts'
import { outlineOf } from './model/outline.ts'
import { Original } from './original.tsx'
import { OutlinePanel } from './outline-panel.tsx'
import { type Reading, ReadingContext } from './reading.ts'
import { TextView } from './text-view.tsx'
import { Toolbar, type View } from './toolbar.tsx'
import { usePassageKeys } from './use-passage-keys.ts'
import { useStepping } from './use-stepping.ts'

/** CSS pixels from which two columns, and the outline beside them, have room. */
const ROOM_FOR_BOTH = 860
const ROOM_FOR_OUTLINE = 1_060
const NARROW = 480
const VIEW_KEY = 'precedent.viewer.view'
const VIEWS = ['original', 'both', 'text'] as const

function storedView(): View | undefined {
  const stored = readStored(VIEW_KEY)
  return VIEWS.find((view) => view === stored)
}

/** A PDF's text is best beside its pages; the other originals are made of that text. */
function useView(format: Layout['format'], hasRoom: boolean) {
  const [chosen, choose] = useState(storedView)
  const views = hasRoom ? VIEWS : VIEWS.filter((view) => view !== 'both')
  const wanted = chosen ?? (format === 'pdf' ? 'both' : 'original')
  const view = wanted === 'both' && !hasRoom ? 'original' : wanted
  const setView = useCallback((next: View) => {
    writeStored(VIEW_KEY, next)
    choose(next)
  }, [])
  return { view, views, setView }
}

type OpenDocumentProps = {
  title: string
  version: string
  /** Address of the original. */
  original: string
  content: { text: string; layout: Layout }
  passages: readonly Passage[]
  cited: Span | undefined
  /** The width of the viewer in CSS pixels. */
  width: number
}

/** A version that has been loaded: outline, original, text, and the way through them. */
export function OpenDocument({ title, version, original, content, passages, cited, width }: OpenDocumentProps) {
  const { viewer } = useText()
  const { text, layout } = content
  const { goal, active, stepped, step, go, returnToCited } = useStepping(passages, cited, version)
  const { view, views, setView } = useView(layout.format, width >= ROOM_FOR_BOTH)
  const hasRoomForOutline = width >= ROOM_FOR_OUTLINE
  const [isOutlineOpen, setOutlineOpen] = useState(false)
  const [isOutlined, setOutlined] = useState(false)
  const [offset, setOffset] = useState(0)
  const [failure, setFailure] = useState<'gone' | 'failed' | undefined>()
  const onFailed = useCallback((isGone: boolean) => setFailure(isGone ? 'gone' : 'failed'), [])
  const outline = useMemo(() => outlineOf(layout, text, passages), [layout, text, passages])
  const reading = useMemo<Reading>(
    () => ({ title, text, layout, passages, cited, active: stepped, isOutlined, goal }),
    [title, text, layout, passages, cited, stepped, isOutlined, goal],
  )
  const box = useRef<HTMLDivElement>(null)
  usePassageKeys(box, step)
  const shown = failure ? 'text' : view
  const note = failure === 'gone' ? viewer.pdfGone : failure ? viewer.pdfFailed : noteOf(layout, viewer.noPlaces)
  return (
    <ReadingContext value={reading}>
      <div ref={box} className="flex h-full flex-col">
        <Toolbar
          view={shown}
          views={failure ? ['text'] : views}
          onView={setView}
          passages={passages}
          active={active}
          onStep={step}
          onCited={cited && returnToCited}
          isOutlineOpen={isOutlineOpen}
          onOutline={() => setOutlineOpen(!isOutlineOpen)}
          isOutlined={isOutlined}
          onOutlined={() => setOutlined(!isOutlined)}
          isNarrow={width < NARROW}
        />
        {note !== '' && (
          <p role="status" className="shrink-0 bg-warn-tint px-4 py-1.5 text-xs text-warn">
            {note}
          </p>
        )}
        <div className="relative flex min-h-0 flex-1">
          {isOutlineOpen && (
            <OutlinePanel
              outline={outline}
              offset={offset}
              onGo={(entry) => {
                go(entry)
                if (!hasRoomForOutline) setOutlineOpen(false)
              }}
              className={clsx(
                'w-64 shrink-0 border-e border-line',
                !hasRoomForOutline && 'absolute inset-y-0 start-0 z-20 max-w-[85%] shadow-pop',
              )}
            />
          )}
          {shown !== 'text' && (
            <div className="min-w-0 flex-1 basis-0">
              <Original url={original} onPlace={setOffset} onFailed={onFailed} />
            </div>
          )}
          {shown !== 'original' && (
            <div className={clsx('min-w-0 basis-0', shown === 'both' ? 'flex-[0.75] border-s border-line' : 'flex-1')}>
              <TextView onPlace={shown === 'text' ? setOffset : undefined} />
            </div>
          )}
        </div>
      </div>
    </ReadingContext>
  )
}

/** What a layout of an earlier reader lacks. */
function noteOf({ format, boxes, pages }: Layout, noPlaces: string): string {
  return format === 'pdf' && !boxes && !pages ? noPlaces : ''
}
