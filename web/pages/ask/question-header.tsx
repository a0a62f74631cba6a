import { CornerDownRight } from 'lucide-react'
import { useText } from '../../language/language.tsx'
import { isEverything } from './scope.ts'
import { ScopeChips } from './scope-chips.tsx'
import type { Turn } from './turn.ts'

type QuestionHeaderProps = { turn: Turn; onAskAlone: () => void }

/** What was asked, of which documents, and as what it was looked for where it leaned on what went before. */
export function QuestionHeader({ turn, onAskAlone }: QuestionHeaderProps) {
  const { ask, answer } = useText()
  const asked = turn.answer ? turn.answer.asked : turn.asked
  return (
    <header className="grid grid-cols-1 gap-1.5">
      <h2 dir="auto" className="font-serif text-lg leading-8 font-semibold whitespace-pre-line">
        <span className="sr-only">{ask.youAsked}: </span>
        {turn.question}
      </h2>
      {asked !== undefined && asked !== turn.question && (
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-soft">
          <span dir="auto" className="min-w-0">
            <CornerDownRight aria-hidden className="mr-1 inline size-3.5" />
            {answer.askedAs(asked)}
          </span>
          <button
            type="button"
            title={answer.askTypedHint}
            onClick={onAskAlone}
            className="min-h-6 rounded-sm text-xs text-accent underline underline-offset-2 print:hidden"
          >
            {answer.askTyped}
          </button>
        </p>
      )}
      {!isEverything(turn.scope) && (
        <div className="flex flex-wrap gap-1.5">
          <ScopeChips scope={turn.scope} />
        </div>
      )}
    </header>
  )
}
