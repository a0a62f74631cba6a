import clsx from 'clsx'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useText } from '../language/language.tsx'
import { readStored, writeStored } from '../storage.ts'
import { ChunkBar } from './chunk-bar.tsx'
import { HoveredContext } from './hovered.ts'
import { shownStarts } from './model/chunks.ts'
import { firstEndingAfter, type Layout, type Passage, type Span } from './model/layout.ts'
import { outlineOf } from './model/outline.ts'
import { Original } from './original.tsx'
import { OutlinePanel } from './outline-panel.tsx'
import { type Reading, ReadingContext, type Side } from './reading.ts'
import { TextView } from './text-view.tsx'
import { Toolbar, type View } from './toolbar.tsx'
import { useChunkPointer } from './use-chunk-pointer.ts'
import { usePassageKeys } from './use-passage-keys.ts'
import { useStepping } from './use-stepping.ts'

/** CSS pixels from which two columns, and the outline beside them, have room. */
const ROOM_FOR_BOTH = 860
const ROOM_FOR_OUTLINE = 1_060
const NARROW = 480
const VIEW_KEY = 'precedent.viewer.view'
const CHUNKS_KEY = 'precedent.viewer.chunks'
const VIEWS = ['original', 'both', 'text'] as const
const NO_STARTS: readonly number[] = []

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

type PaneProps = { side: Side; reading: Reading; className: string; children: ReactNode }

/** One side of the viewer: it goes nowhere that only the other one is sent to. */
function Pane({ side, reading, className, children }: PaneProps) {
  const { goal } = reading
  const own = useMemo(
    () => (goal?.side === undefined || goal.side === side ? reading : { ...reading, goal: undefined }),
    [reading, goal, side],
  )
  return (
    <ReadingContext value={own}>
      <div data-side={side} className={clsx('min-w-0 basis-0', className)}>
        {children}
      </div>
    </ReadingContext>
  )
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
  const { goal, active, stepped, step, go, choose, returnToCited } = useStepping(passages, cited, version)
  const { view, views, setView } = useView(layout.format, width >= ROOM_FOR_BOTH)
  const hasRoomForOutline = width >= ROOM_FOR_OUTLINE
  const [isOutlineOpen, setOutlineOpen] = useState(false)
  const [isChunked, setChunked] = useState(() => readStored(CHUNKS_KEY) === 'shown')
  const [offset, setOffset] = useState(0)
  const [failure, setFailure] = useState<'gone' | 'failed' | undefined>()
  const onFailed = useCallback((isGone: boolean) => setFailure(isGone ? 'gone' : 'failed'), [])
  const outline = useMemo(() => outlineOf(layout, text, passages), [layout, text, passages])
  const chunkStarts = useMemo(
    () => (isChunked ? shownStarts(text, layout, passages) : NO_STARTS),
    [isChunked, text, layout, passages],
  )
  const reading = useMemo<Reading>(
    () => ({ title, text, layout, passages, cited, active: stepped, isChunked, chunkStarts, goal }),
    [title, text, layout, passages, cited, stepped, isChunked, chunkStarts, goal],
  )
  const { hovered, handlers } = useChunkPointer(passages, isChunked, choose)
  const showChunks = (isShown: boolean) => {
    writeStored(CHUNKS_KEY, isShown ? 'shown' : 'hidden')
    setChunked(isShown)
    const { start } = layout.blocks[firstEndingAfter(layout.blocks, offset)] ?? { start: offset }
    if (start > 0) go({ start, end: start + 1 })
  }
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
          isChunked={isChunked}
          onChunked={() => showChunks(!isChunked)}
          isNarrow={width < NARROW}
        />
        <HoveredContext value={hovered}>
          {isChunked && <ChunkBar active={active} />}
          {note !== '' && (
            <p role="status" className="shrink-0 bg-warn-tint px-4 py-1.5 text-xs text-warn">
              {note}
            </p>
          )}
          <div className="relative flex min-h-0 flex-1" {...handlers}>
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
              <Pane side="original" reading={reading} className="flex-1">
                <Original url={original} onPlace={setOffset} onFailed={onFailed} />
              </Pane>
            )}
            {shown !== 'original' && (
              <Pane
                side="text"
                reading={reading}
                className={shown === 'both' ? 'flex-[0.75] border-s border-line' : 'flex-1'}
              >
                <TextView onPlace={shown === 'text' ? setOffset : undefined} />
              </Pane>
            )}
          </div>
        </HoveredContext>
      </div>
    </ReadingContext>
  )
}

/** What a layout of an earlier reader lacks. */
function noteOf({ format, boxes, pages }: Layout, noPlaces: string): string {
  return format === 'pdf' && !boxes && !pages ? noPlaces : ''
}
