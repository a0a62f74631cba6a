import { LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AnswerDiff } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { useText } from '../../language/language.tsx'
import { DiffView } from './diff-view.tsx'
import { replayAnswer } from './replay.ts'
import type { KeptAnswer } from './turn.ts'

type State =
  | { stage: 'answering' | 'comparing' }
  | { stage: 'done'; diff: AnswerDiff }
  | { stage: 'failed'; error: unknown }

/** The question of an answer once more, from the library as it is now; leaving ends it. */
function useReplay(answerId: string): { state: State; retry: () => void } {
  const [state, setState] = useState<State>({ stage: 'answering' })
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is a reason to come here again
  useEffect(() => {
    const leaving = new AbortController()
    const tell = (next: State) => {
      if (!leaving.signal.aborted) setState(next)
    }
    replayAnswer(answerId, (stage) => tell({ stage }), leaving.signal).then(
      (diff) => tell({ stage: 'done', diff }),
      (error: unknown) => tell({ stage: 'failed', error }),
    )
    return () => leaving.abort()
  }, [answerId, attempt])
  return { state, retry: () => setAttempt(attempt + 1) }
}

type ReplayDialogProps = { answer: KeptAnswer; onClose: () => void; onAskAgain: () => void }

/** Answers again from today's library and shows what has changed; the answer in the conversation stays. */
export function ReplayDialog({ answer, onClose, onAskAgain }: ReplayDialogProps) {
  const { replay, common } = useText()
  const { state, retry } = useReplay(answer.id)
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={replay.title}
      description={answer.asked ?? answer.question}
      width="lg"
      footer={
        <>
          <Button
            onClick={() => {
              onClose()
              onAskAgain()
            }}
          >
            {replay.askAgain}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {common.close}
          </Button>
        </>
      }
    >
      <section
        aria-label={replay.title}
        aria-busy={state.stage === 'answering' || state.stage === 'comparing'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard has to reach what it is to scroll
        tabIndex={0}
        className="min-h-40 px-5 pt-1 pb-5 focus-visible:-outline-offset-2"
      >
        {(state.stage === 'answering' || state.stage === 'comparing') && (
          <p role="status" className="flex items-center gap-2 py-8 text-soft">
            <LoaderCircle aria-hidden className="size-4 animate-spin text-accent" />
            {state.stage === 'answering' ? replay.working : replay.comparing}
          </p>
        )}
        {state.stage === 'failed' && <ErrorState error={state.error} title={replay.failed} onRetry={retry} />}
        {state.stage === 'done' && <DiffView diff={state.diff} />}
      </section>
    </Dialog>
  )
}
