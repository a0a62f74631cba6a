import clsx from 'clsx'
import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useText } from '../../language/language.tsx'
import type { Turn } from './turn.ts'
import { type TurnActions, TurnView } from './turn-view.tsx'

type ConversationProps = { turns: readonly Turn[]; actions: TurnActions }

/** Turns at the end that are always laid out, so that a new one finds its place right. */
const AWAKE = 2
/** Turns drawn at once; the ones before them follow in the background. */
const DRAWN_AT_ONCE = 20

/** How many turns from the end are drawn by now. */
function useDrawn(count: number): number {
  const [drawn, setDrawn] = useState(DRAWN_AT_ONCE)
  useEffect(() => {
    if (drawn < count) startTransition(() => setDrawn(drawn + DRAWN_AT_ONCE))
  }, [drawn, count])
  return drawn
}

function statusOf(turn: Turn | undefined, text: ReturnType<typeof useText>): string {
  if (turn?.phase === 'working') {
    const step = turn.steps.at(-1)
    if (turn.passages !== undefined) return text.ask.writing
    return step ? `${text.answer.stepKinds[step.kind] ?? ''} ${step.about}` : text.ask.searching
  }
  if (turn?.phase === 'failed') return text.ask.failed
  if (turn?.phase === 'stopped') return text.ask.stopped
  if (!turn?.answer || !turn.isOwn) return ''
  const { status, citations } = turn.answer
  return status === 'refused' ? text.ask.statusRefused : text.ask.statusAnswered(citations.length)
}

/**
 * Questions and answers from the first to the last. Turns out of sight are not laid out; the last one is at least as
 * high as the view, so that a new question can stand at its top and the answer is read downwards from there.
 */
export function Conversation({ turns, actions }: ConversationProps) {
  const text = useText()
  const last = turns.at(-1)
  const lastKey = last?.key
  const end = useRef<HTMLDivElement>(null)
  const drawn = useDrawn(turns.length)
  useLayoutEffect(() => {
    if (lastKey === undefined) return
    const box = end.current?.closest('[data-scroller]')
    box?.scrollTo({ top: end.current?.offsetTop ?? 0, behavior: 'instant' })
  }, [lastKey])
  return (
    <>
      <div className="divide-y divide-line">
        {turns.map((turn, index) => (
          <div key={turn.key} ref={turn === last ? end : undefined}>
            {index < turns.length - drawn ? (
              <div className="turn-unborn" />
            ) : (
              <TurnView
                turn={turn}
                actions={actions}
                className={clsx(
                  'turn py-6',
                  turn === last && 'min-h-[calc(100cqh-1px)]',
                  index < turns.length - AWAKE && 'turn-asleep',
                )}
              />
            )}
          </div>
        ))}
      </div>
      <p role="status" className="sr-only">
        {statusOf(last, text)}
      </p>
    </>
  )
}
