import { ClipboardCopy, Clock, RefreshCcw } from 'lucide-react'
import { useState } from 'react'
import type { Citation } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Tooltip } from '../../components/tooltip.tsx'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'
import { answerAsText, citationLine } from './copy-answer.ts'
import { FeedbackButtons } from './feedback-buttons.tsx'
import { ReplayDialog } from './replay-dialog.tsx'
import type { KeptAnswer } from './turn.ts'
import { useCopy } from './use-copy.ts'

type DocumentSources = { documentId: string; title: string; citations: Citation[] }

function groupByDocument(citations: readonly Citation[]): DocumentSources[] {
  const groups = new Map<string, DocumentSources>()
  for (const citation of citations) {
    const group = groups.get(citation.documentId)
    if (group) group.citations.push(citation)
    else groups.set(citation.documentId, { ...citation, citations: [citation] })
  }
  return [...groups.values()]
}

function Sources({ answer, onOpen }: { answer: KeptAnswer; onOpen: (place: SourcePlace) => void }) {
  const { ask, answer: words } = useText()
  const isStale = (citation: Citation) => answer.stale?.some((one) => one.citation === citation.n) === true
  return (
    <ul aria-label={ask.sources} className="flex flex-wrap gap-1.5 print:hidden">
      {groupByDocument(answer.citations).map(({ documentId, title, citations }) => (
        <li
          key={documentId}
          className="flex max-w-full items-center gap-1 rounded-md border border-line bg-sheet py-0.5 pr-1 pl-2 text-xs"
        >
          {citations.some(isStale) && (
            <Clock role="img" aria-label={words.stale} className="size-3 shrink-0 text-warn" />
          )}
          <span className="truncate text-soft" title={title}>
            {title}
          </span>
          <span className="flex shrink-0 gap-0.5">
            {citations.map((citation) => (
              <button
                key={citation.n}
                type="button"
                aria-label={ask.mark(citation.n, title)}
                onClick={() => onOpen(citation)}
                className="inline-flex h-6 min-w-6 items-center justify-center rounded-sm px-1 text-accent tabular-nums hover:bg-tint print:h-auto"
              >
                {citation.n}
              </button>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** On paper nothing can be opened, so the cited words stand there themselves. */
function PrintedSources({ citations }: { citations: readonly Citation[] }) {
  const text = useText()
  return (
    <ul className="hidden text-xs leading-5 print:block">
      {citations.map((citation) => (
        <li key={citation.n}>{citationLine(citation, text)}</li>
      ))}
    </ul>
  )
}

type AnswerFooterProps = { answer: KeptAnswer; onOpen: (place: SourcePlace) => void; onAskAgain: () => void }

/** Sources and what can be done with an answer. */
export function AnswerFooter({ answer, onOpen, onAskAgain }: AnswerFooterProps) {
  const text = useText()
  const copy = useCopy()
  const [isReplaying, setReplaying] = useState(false)
  return (
    <footer className="grid grid-cols-1 gap-2">
      {answer.citations.length > 0 && <Sources answer={answer} onOpen={onOpen} />}
      <PrintedSources citations={answer.citations} />
      <div className="-ml-1.5 flex flex-wrap items-center gap-0.5 print:hidden">
        <IconButton label={text.ask.copyAnswer} size="sm" onClick={() => copy(answerAsText(answer, text))}>
          <ClipboardCopy />
        </IconButton>
        <Tooltip label={text.replay.hint}>
          <Button size="sm" variant="quiet" onClick={() => setReplaying(true)} className="text-soft">
            <RefreshCcw aria-hidden />
            {text.replay.action}
          </Button>
        </Tooltip>
        <FeedbackButtons answer={answer} />
      </div>
      {isReplaying && <ReplayDialog answer={answer} onClose={() => setReplaying(false)} onAskAgain={onAskAgain} />}
    </footer>
  )
}
