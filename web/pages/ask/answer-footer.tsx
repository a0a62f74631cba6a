import { ClipboardCopy, RotateCw } from 'lucide-react'
import type { Citation } from '../../api/client.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { useText } from '../../language/language.tsx'
import { answerAsText, citationLine } from './copy-answer.ts'
import { FeedbackButtons } from './feedback-buttons.tsx'
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

function Sources({ answer, onOpen }: { answer: KeptAnswer; onOpen: (citation: Citation) => void }) {
  const { ask } = useText()
  return (
    <ul aria-label={ask.sources} className="flex flex-wrap gap-1.5 print:hidden">
      {groupByDocument(answer.citations).map(({ documentId, title, citations }) => (
        <li
          key={documentId}
          className="flex max-w-full items-center gap-1 rounded-md border border-line bg-sheet py-0.5 pr-1 pl-2 text-xs"
        >
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

type AnswerFooterProps = { answer: KeptAnswer; onOpen: (citation: Citation) => void; onAskAgain: () => void }

/** Sources and what can be done with an answer. */
export function AnswerFooter({ answer, onOpen, onAskAgain }: AnswerFooterProps) {
  const text = useText()
  const copy = useCopy()
  return (
    <footer className="grid grid-cols-1 gap-2">
      {answer.citations.length > 0 && <Sources answer={answer} onOpen={onOpen} />}
      <PrintedSources citations={answer.citations} />
      <div className="-ml-1.5 flex items-center gap-0.5 print:hidden">
        <IconButton label={text.ask.copyAnswer} size="sm" onClick={() => copy(answerAsText(answer, text))}>
          <ClipboardCopy />
        </IconButton>
        <IconButton label={text.ask.askAgain} size="sm" onClick={onAskAgain}>
          <RotateCw />
        </IconButton>
        <FeedbackButtons answer={answer} />
      </div>
    </footer>
  )
}
