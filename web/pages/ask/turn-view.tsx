import { memo, useCallback } from 'react'
import type { Citation, Hit } from '../../api/client.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useText } from '../../language/language.tsx'
import { AnswerBadges } from './answer-badges.tsx'
import { AnswerFooter } from './answer-footer.tsx'
import { AnswerNotices } from './answer-notices.tsx'
import { AnswerText } from './answer-text.tsx'
import { MarkCards } from './mark-card.tsx'
import { Refusal } from './refusal.tsx'
import { EVERYTHING, isEverything, type Scope } from './scope.ts'
import { ScopeChips } from './scope-chips.tsx'
import type { KeptAnswer, Turn } from './turn.ts'
import { WorkingStrip } from './working-strip.tsx'

export type TurnActions = {
  open: (place: Citation | Hit) => void
  ask: (question: string, scope: Scope) => void
  discard: (key: string) => void
}

type TurnViewProps = { turn: Turn; actions: TurnActions; className?: string }

function Question({ turn }: { turn: Turn }) {
  const { ask } = useText()
  return (
    <header className="grid grid-cols-1 gap-1.5">
      <h2 dir="auto" className="font-serif text-lg leading-8 font-semibold whitespace-pre-line">
        <span className="sr-only">{ask.youAsked}: </span>
        {turn.question}
      </h2>
      {turn.scope && !isEverything(turn.scope) && (
        <div className="flex flex-wrap gap-1.5">
          <ScopeChips scope={turn.scope} />
        </div>
      )}
    </header>
  )
}

function Settled({ turn, answer, actions }: { turn: Turn; answer: KeptAnswer; actions: TurnActions }) {
  const scope = turn.scope ?? EVERYTHING
  return (
    <>
      <AnswerBadges answer={answer} />
      {answer.status === 'refused' ? (
        <Refusal
          turn={turn}
          answer={answer}
          onOpen={actions.open}
          onWiden={() => actions.ask(turn.question, EVERYTHING)}
        />
      ) : (
        <AnswerText text={answer.text} citations={answer.citations} sentences={answer.sentences} />
      )}
      <AnswerNotices answer={answer} />
      <AnswerFooter answer={answer} onOpen={actions.open} onAskAgain={() => actions.ask(turn.question, scope)} />
    </>
  )
}

function Unsettled({ turn, actions }: { turn: Turn; actions: TurnActions }) {
  const { ask, common } = useText()
  const retry = () => {
    actions.discard(turn.key)
    actions.ask(turn.question, turn.scope ?? EVERYTHING)
  }
  const hasText = turn.text !== ''
  return (
    <>
      {turn.phase === 'working' && <WorkingStrip turn={turn} />}
      {hasText && <AnswerText text={turn.text} citations={turn.citations} sentences={turn.sentences} />}
      {turn.phase === 'working' && !hasText && <SkeletonLines lines={3} className="max-w-xl" />}
      {turn.phase === 'stopped' && (
        <div className="flex flex-wrap items-center gap-3 text-soft">
          <p>
            {ask.stopped} {hasText && ask.stoppedHint}
          </p>
          <Button size="sm" onClick={retry}>
            {ask.askAgain}
          </Button>
        </div>
      )}
      {turn.phase === 'failed' && (
        <>
          {hasText && <p className="text-soft">{ask.partKept}</p>}
          <ErrorState error={turn.error} title={ask.failed} onRetry={retry} />
        </>
      )}
      {turn.phase === 'interrupted' && (
        <div className="flex flex-wrap items-center gap-3 rounded-md bg-warn-tint px-3 py-2">
          <p className="min-w-0 flex-1">{ask.interrupted}</p>
          <Button size="sm" variant="primary" onClick={retry}>
            {common.retry}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => actions.discard(turn.key)}>
            {common.dismiss}
          </Button>
        </div>
      )}
    </>
  )
}

/** A question and its answer, in whatever state it is. */
export const TurnView = memo(function TurnView({ turn, actions, className }: TurnViewProps) {
  const { ask } = useText()
  const { answer, passages } = turn
  const headingsOf = useCallback(
    ({ chunkId }: Citation) => passages?.find((hit) => hit.chunkId === chunkId)?.headings ?? [],
    [passages],
  )
  return (
    <article data-turn={turn.key} aria-label={turn.question} aria-busy={turn.phase === 'working'} className={className}>
      <Question turn={turn} />
      <MarkCards question={turn.question} answerId={answer?.id} headingsOf={headingsOf} onOpen={actions.open}>
        <div className="mt-3 grid grid-cols-1 gap-4">
          <h3 className="sr-only">{ask.answered}</h3>
          {answer ? (
            <Settled turn={turn} answer={answer} actions={actions} />
          ) : (
            <Unsettled turn={turn} actions={actions} />
          )}
        </div>
      </MarkCards>
    </article>
  )
})
