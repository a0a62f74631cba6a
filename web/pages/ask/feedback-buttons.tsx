import { ClipboardCheck, ThumbsDown, ThumbsUp } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { TextArea } from '../../components/input.tsx'
import { Popover } from '../../components/popover.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { QuestionDialog } from '../evaluation/question-dialog.tsx'
import type { KeptAnswer, Verdict } from './turn.ts'
import { useFeedback } from './use-feedback.ts'

const REASONS = ['wrong_source', 'wrong_answer', 'incomplete', 'outdated', 'other'] as const
type Reason = (typeof REASONS)[number]

type FormProps = { onSend: (reason: Reason, note: string) => void; onWithdraw: (() => void) | undefined }

function FeedbackForm({ onSend, onWithdraw }: FormProps) {
  const { ask } = useText()
  const name = useId()
  const [reason, setReason] = useState<Reason>('wrong_source')
  const [note, setNote] = useState('')
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onSend(reason, note.trim())
      }}
    >
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium">{ask.feedbackTitle}</legend>
        {REASONS.map((each) => (
          <label key={each} className="flex min-h-7 cursor-pointer items-center gap-2">
            <input
              type="radio"
              name={name}
              checked={reason === each}
              onChange={() => setReason(each)}
              className="size-4 accent-accent"
            />
            {ask.feedbackReasons[each]}
          </label>
        ))}
      </fieldset>
      <TextArea
        aria-label={ask.feedbackNote}
        placeholder={ask.feedbackNote}
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="flex justify-end gap-2">
        {onWithdraw && (
          <Button size="sm" variant="quiet" onClick={onWithdraw}>
            {ask.feedbackWithdraw}
          </Button>
        )}
        <Button size="sm" variant="primary" type="submit">
          {ask.feedbackSend}
        </Button>
      </div>
    </form>
  )
}

/** Thumbs up, or down with a reason; pressing the one that is set takes it back. */
export function FeedbackButtons({ answer }: { answer: KeptAnswer }) {
  const { ask, evaluation } = useText()
  const say = useToast()
  const [isMaking, setMaking] = useState(false)
  const { give, takeBack } = useFeedback(answer.id)
  const [verdict, setVerdict] = useState<Verdict | undefined>(answer.feedback?.verdict)
  const [isAsking, setAsking] = useState(false)
  const withdraw = () => {
    setVerdict(undefined)
    setAsking(false)
    takeBack()
  }
  const praise = () => {
    if (verdict === 'up') return withdraw()
    setVerdict('up')
    give({ verdict: 'up' })
    say({ message: ask.feedbackThanks })
  }
  const complain = (reason: Reason, note: string) => {
    setVerdict('down')
    setAsking(false)
    give({ verdict: 'down', reason, ...(note === '' ? {} : { note }) })
    say({ message: ask.feedbackThanks })
  }
  return (
    <>
      <IconButton label={ask.helpful} size="sm" aria-pressed={verdict === 'up'} onClick={praise}>
        <ThumbsUp />
      </IconButton>
      <Popover
        label={ask.feedbackTitle}
        isOpen={isAsking}
        onOpenChange={setAsking}
        align="end"
        className="w-64"
        trigger={
          <button
            type="button"
            aria-label={ask.unhelpful}
            title={ask.unhelpful}
            aria-pressed={verdict === 'down'}
            className="inline-flex size-7 items-center justify-center rounded-md text-soft transition-colors hover:bg-tint hover:text-accent aria-pressed:bg-tint aria-pressed:text-accent [&_svg]:size-4"
          >
            <ThumbsDown aria-hidden />
          </button>
        }
      >
        <FeedbackForm onSend={complain} onWithdraw={verdict === 'down' ? withdraw : undefined} />
      </Popover>
      {verdict === 'down' && (
        <Button size="sm" variant="quiet" onClick={() => setMaking(true)} className="text-accent">
          <ClipboardCheck aria-hidden />
          {evaluation.action}
        </Button>
      )}
      {isMaking && <QuestionDialog answer={answer} onClose={() => setMaking(false)} />}
    </>
  )
}
