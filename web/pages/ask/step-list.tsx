import { BookOpenText, Lightbulb, Search } from 'lucide-react'
import type { AnswerStep, Hit } from '../../api/wire.ts'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'
import { type FoundDocument, groupFound } from './found-passages.ts'
import { useOpenFound } from './use-open-found.ts'

const ICONS = { search: Search, read: BookOpenText, conclude: Lightbulb } as const
const DOCUMENTS_SHOWN = 6
const PASSAGES_SHOWN = 4

type OpenFound = ReturnType<typeof useOpenFound>

function Found({ document, open }: { document: FoundDocument; open: OpenFound }) {
  const { answer } = useText()
  const { documentId, title, chunkIds } = document
  const [first = '', ...others] = chunkIds.slice(0, PASSAGES_SHOWN)
  return (
    <li className="flex max-w-full items-center rounded-md border border-line bg-sheet text-xs">
      <button
        type="button"
        onClick={() => void open({ documentId, chunkId: first })}
        className="min-h-6 min-w-0 truncate rounded-md px-2 text-accent hover:bg-tint"
      >
        {title}
      </button>
      {others.map((chunkId, at) => (
        <button
          key={chunkId}
          type="button"
          aria-label={answer.stepPassage(at + 2, title)}
          onClick={() => void open({ documentId, chunkId })}
          className="h-6 min-w-6 shrink-0 rounded-md px-1 text-accent tabular-nums hover:bg-tint"
        >
          {at + 2}
        </button>
      ))}
    </li>
  )
}

function Step({ step, open }: { step: AnswerStep; open: OpenFound }) {
  const { answer, common } = useText()
  const format = useFormat()
  const Icon = ICONS[step.kind as keyof typeof ICONS] ?? Search
  const documents = groupFound(step.found)
  const more = documents.length - DOCUMENTS_SHOWN
  return (
    <li className="grid grid-cols-[1rem_1fr_auto] items-baseline gap-x-2 gap-y-1 py-1.5">
      <Icon aria-hidden className="size-4 translate-y-0.5 text-accent" />
      <p className="min-w-0 text-sm">
        <span className="mr-1.5 text-xs text-soft">{answer.stepKinds[step.kind] ?? step.kind}</span>
        <span dir="auto">{step.about}</span>
      </p>
      <span className="text-2xs text-faint tabular-nums">{common.seconds(format.seconds(step.tookMs))}</span>
      {documents.length > 0 && (
        <ul className="col-start-2 flex min-w-0 flex-wrap items-center gap-1">
          {documents.slice(0, DOCUMENTS_SHOWN).map((document) => (
            <Found key={document.documentId} document={document} open={open} />
          ))}
          {more > 0 && <li className="text-xs text-soft">{answer.stepMore(more)}</li>}
        </ul>
      )}
      {documents.length === 0 && step.kind === 'search' && (
        <p className="col-start-2 text-xs text-soft">{answer.stepNothing}</p>
      )}
    </li>
  )
}

type StepListProps = {
  steps: readonly AnswerStep[]
  /** Known passages, which need not be looked up. */
  hits: readonly Hit[] | undefined
  onOpen: (place: SourcePlace) => void
}

/** The steps of a deep search as they come: what was looked for, what was found, how long it took. */
export function StepList({ steps, hits, onOpen }: StepListProps) {
  const { answer } = useText()
  const open = useOpenFound(hits, onOpen)
  return (
    <ol aria-label={answer.steps} className="grid grid-cols-1 divide-y divide-line">
      {steps.map((step) => (
        <Step key={step.n} step={step} open={open} />
      ))}
    </ol>
  )
}

/** The steps of an answer that is done, folded away. */
export function FoldedSteps(props: StepListProps) {
  const { answer } = useText()
  const format = useFormat()
  const took = props.steps.reduce((sum, { tookMs }) => sum + tookMs, 0)
  return (
    <details className="group rounded-md border border-line bg-sunken px-3 print:hidden">
      <summary className="flex min-h-9 items-center gap-2 text-xs text-soft select-none hover:text-ink">
        <span aria-hidden className="text-faint transition-transform group-open:rotate-90">
          ›
        </span>
        {answer.stepsDone(props.steps.length, format.seconds(took))}
      </summary>
      <StepList {...props} />
    </details>
  )
}
