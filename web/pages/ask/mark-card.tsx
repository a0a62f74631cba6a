import { Popover } from 'radix-ui'
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Citation, StaleCitation } from '../../api/wire.ts'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'
import { CitationDetails } from './citation-details.tsx'
import { MarkContext } from './mark-context.ts'

const OPEN_MS = 200
const CLOSE_MS = 160

type Shown = { mark: HTMLElement; citations: readonly Citation[]; how: 'hover' | 'pinned' }

type MarkCardsProps = {
  question: string
  answerId: string | undefined
  /** Section path of the chunk a citation was cut from. */
  headingsOf: (citation: Citation) => readonly string[]
  stale: readonly StaleCitation[]
  onOpen: (place: SourcePlace) => void
  children: ReactNode
}

/** Gives the marks inside one card among them, which follows the pointer or the focus. */
export function MarkCards({ question, answerId, headingsOf, stale, onOpen, children }: MarkCardsProps) {
  const { ask } = useText()
  const [shown, setShown] = useState<Shown | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const anchor = useRef<HTMLElement | null>(null)
  /** The focus is being given back, which is no wish to see the card again. */
  const isReturning = useRef(false)
  const later = useCallback((change: () => void, ms: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(change, ms)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])

  const marks = useMemo(
    () => ({
      show: (mark: HTMLElement, citations: readonly Citation[], how: Shown['how']) => {
        if (isReturning.current) return
        later(
          () => {
            anchor.current = mark
            setShown({ mark, citations, how })
          },
          how === 'pinned' ? 0 : OPEN_MS,
        )
      },
      leave: () => later(() => setShown((now) => (now?.how === 'pinned' ? now : null)), CLOSE_MS),
      open: (place: SourcePlace) => {
        later(() => setShown(null), 0)
        onOpen(place)
      },
      stale,
    }),
    [later, onOpen, stale],
  )

  return (
    <MarkContext value={marks}>
      {children}
      <Popover.Root open={shown !== null} onOpenChange={(isOpen) => !isOpen && setShown(null)}>
        <Popover.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
        {shown && (
          <Popover.Portal>
            <Popover.Content
              key={shown.citations.map(({ n }) => n).join()}
              aria-label={ask.sources}
              sideOffset={6}
              collisionPadding={12}
              onOpenAutoFocus={(event) => shown.how === 'hover' && event.preventDefault()}
              onCloseAutoFocus={(event) => {
                event.preventDefault()
                isReturning.current = true
                if (shown.how === 'pinned') shown.mark.focus()
                isReturning.current = false
              }}
              onPointerEnter={() => clearTimeout(timer.current)}
              onPointerLeave={marks.leave}
              className="scroll-thin z-30 max-h-[min(26rem,var(--radix-popover-content-available-height))] w-[min(25rem,calc(100vw-1.5rem))] animate-enter divide-y divide-line overflow-y-auto rounded-lg border border-line bg-sheet text-sm text-ink shadow-pop outline-none"
            >
              {shown.citations.map((citation) => (
                <CitationDetails
                  key={citation.n}
                  citation={citation}
                  headings={headingsOf(citation)}
                  question={question}
                  answerId={answerId}
                  newer={stale.find((one) => one.citation === citation.n)?.newer}
                  onOpen={marks.open}
                />
              ))}
            </Popover.Content>
          </Popover.Portal>
        )}
      </Popover.Root>
    </MarkContext>
  )
}
