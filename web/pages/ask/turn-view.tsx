import { memo, useCallback } from 'react'
import type { Citation, StaleCitation } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'
import { AnswerBadges } from './answer-badges.tsx'
import { AnswerFooter } from './answer-footer.tsx'
import { AnswerNotices } from './answer-notices.tsx'
import { AnswerText } from './answer-text.tsx'
import { ConflictBar } from './conflict-bar.tsx'
import { MarkCards } from './mark-card.tsx'
import { QuestionHeader } from './question-header.tsx'
import { Refusal } from './refusal.tsx'
import { EVERYTHING } from './scope.ts'
import { FoldedSteps, StepList } from './step-list.tsx'
import { tellOnce } from './tell-once.ts'
import type { Asked, KeptAnswer, Turn } from './turn.ts'
import { WorkingStrip } from './working-strip.tsx'

export type TurnActions = {
  open: (place: SourcePlace) => void
  /** `alone`: in a conversation of its own, where nothing went before. */
  ask: (asked: Asked, place?: 'here' | 'alone') => void
  discard: (key: string) => void
}

type TurnViewProps = { turn: Turn; actions: TurnActions; className?: string }

const NOTHING_STALE: readonly StaleCitation[] = []

function askedOf({ question, scope, depth }: Turn): Asked {
  return { question, scope, depth }
}

function Settled({ turn, answer, actions }: { turn: Turn; answer: KeptAnswer; actions: TurnActions }) {
  const { steps = [], conflicts } = answer
  return (
    <>
      <AnswerBadges answer={answer} />
      {steps.length > 0 && <FoldedSteps steps={steps} hits={answer.nearest} onOpen={actions.open} />}
      {conflicts.length > 0 && <ConflictBar conflicts={conflicts} citations={answer.citations} onOpen={actions.open} />}
      {answer.status === 'refused' ? (
        <Refusal
          turn={turn}
          answer={answer}
          onOpen={actions.open}
          onWiden={() => actions.ask({ ...askedOf(turn), scope: EVERYTHING })}
        />
      ) : (
        <AnswerText
          text={tellOnce(answer.text, conflicts.length)}
          citations={answer.citations}
          sentences={answer.sentences}
        />
      )}
      <AnswerNotices answer={answer} onOpen={actions.open} />
      <AnswerFooter answer={answer} onOpen={actions.open} onAskAgain={() => actions.ask(askedOf(turn))} />
    </>
  )
}

function Unsettled({ turn, actions }: { turn: Turn; actions: TurnActions }) {
  const { ask, common } = useText()
  const retry = () => {
    actions.discard(turn.key)
    actions.ask(askedOf(turn))
  }
  const hasText = turn.text !== ''
  return (
    <>
      {turn.phase === 'working' && <WorkingStrip turn={turn} />}
      {turn.steps.length > 0 && <StepList steps={turn.steps} hits={turn.passages} onOpen={actions.open} />}
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
      <QuestionHeader turn={turn} onAskAlone={() => actions.ask(askedOf(turn), 'alone')} />
      <MarkCards
        question={answer?.asked ?? turn.question}
        answerId={answer?.id}
        headingsOf={headingsOf}
        stale={answer?.stale ?? NOTHING_STALE}
        onOpen={actions.open}
      >
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
