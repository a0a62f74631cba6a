import { useQuery } from '@tanstack/react-query'
import { Scale } from 'lucide-react'
import { documentQuery } from '../../api/queries.ts'
import type { AnswerConflict, Citation } from '../../api/wire.ts'
import { MarkedText } from '../../components/marked-text.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'
import { cutAround } from './cut-around.ts'
import { groupValues, type ValueSources } from './group-values.ts'

const QUOTE_LENGTH = 100

type QuoteProps = { citation: Citation; value: string; onOpen: (place: SourcePlace) => void }

function Quote({ citation, value, onOpen }: QuoteProps) {
  const text = useText()
  const format = useFormat()
  const { title, quote, speaker, page, documentId } = citation
  const { data } = useQuery(documentQuery(documentId))
  const facts = [
    data?.date ? format.day(data.date) : '',
    speaker === undefined ? '' : text.document.speaker(speaker),
    page === undefined ? '' : text.common.page(page),
  ].filter((fact) => fact !== '')
  return (
    <button
      type="button"
      title={text.answer.openPassage}
      onClick={() => onOpen(citation)}
      className="flex w-full min-w-0 flex-1 flex-col gap-1 rounded-md px-3 py-2 text-left transition-colors hover:bg-tint"
    >
      {value !== '' && <strong className="text-base leading-6 font-semibold text-warn">{value}</strong>}
      <span dir="auto" className="text-sm leading-6 whitespace-pre-line">
        <MarkedText text={cutAround(quote, value, QUOTE_LENGTH)} words={[value]} />
      </span>
      <span className="mt-auto pt-1 text-xs text-soft">
        <span className="font-medium">{title}</span>
        {facts.length > 0 && <span className="block">{facts.join(' · ')}</span>}
      </span>
    </button>
  )
}

type SideProps = ValueSources & { onOpen: (place: SourcePlace) => void }

/** What one side says, in the words of its first source; whatever else says so can be opened too. */
function Side({ value, citations, onOpen }: SideProps) {
  const { answer } = useText()
  const [first, ...others] = citations
  if (!first) return null
  return (
    <li className="flex min-w-0 flex-col rounded-md border border-line bg-sheet">
      <Quote citation={first} value={value} onOpen={onOpen} />
      {others.length > 0 && (
        <p className="border-t border-line px-3 py-1.5 text-xs text-soft">
          {answer.conflictAlso}
          {others.map((citation) => (
            <button
              key={citation.n}
              type="button"
              title={citation.title}
              onClick={() => onOpen(citation)}
              className="ml-2 min-h-6 max-w-full truncate align-bottom text-accent underline underline-offset-2"
            >
              {citation.title}
            </button>
          ))}
        </p>
      )}
    </li>
  )
}

type ConflictBarProps = {
  conflicts: readonly AnswerConflict[]
  citations: readonly Citation[]
  onOpen: (place: SourcePlace) => void
}

/** Sources that disagree, side by side: what each says, when and by whom. Nothing is decided for the reader. */
export function ConflictBar({ conflicts, citations, onOpen }: ConflictBarProps) {
  const { answer } = useText()
  return (
    <section
      role="note"
      aria-label={answer.conflictTitle}
      className="grid grid-cols-1 gap-2 rounded-r-md border-l-4 border-warn bg-warn-tint py-2.5 pr-3 pl-3"
    >
      <p className="flex items-start gap-2 text-sm font-medium">
        <Scale aria-hidden className="mt-1 size-4 shrink-0 text-warn" />
        {answer.conflictTitle}
      </p>
      {conflicts.map((conflict) => (
        <div key={`${conflict.about} ${conflict.citations.join()}`}>
          {conflict.about !== '' && <p className="mb-1 text-xs text-soft">{conflict.about}</p>}
          <ul className="grid grid-cols-1 gap-2 sm:grid-cols-2">
            {groupValues(conflict, citations).map((side) => (
              <Side key={side.value} {...side} onOpen={onOpen} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
