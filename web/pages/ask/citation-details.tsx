import { useQuery } from '@tanstack/react-query'
import { Clock, Copy, ExternalLink, Flag } from 'lucide-react'
import type { ReactNode } from 'react'
import { documentQuery } from '../../api/queries.ts'
import type { Citation, StaleCitation } from '../../api/wire.ts'
import { contentWords } from '../../components/content-words.ts'
import { MarkedText } from '../../components/marked-text.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'
import { citationLine } from './copy-answer.ts'
import { NewerLink } from './newer-link.tsx'
import { useCopy } from './use-copy.ts'
import { useFeedback } from './use-feedback.ts'

type CitationDetailsProps = {
  citation: Citation
  headings: readonly string[]
  question: string
  answerId: string | undefined
  /** What supersedes its source. */
  newer: StaleCitation['newer'] | undefined
  onOpen: (place: SourcePlace) => void
}

function CardButton({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs text-accent hover:bg-tint [&_svg]:size-3.5"
    >
      {children}
    </button>
  )
}

/** A citation in full: where it stands, when it is from, its words with those of the question marked. */
export function CitationDetails({ citation, headings, question, answerId, newer, onOpen }: CitationDetailsProps) {
  const text = useText()
  const format = useFormat()
  const copy = useCopy()
  const say = useToast()
  const document = useQuery(documentQuery(citation.documentId))
  const { give } = useFeedback(answerId ?? '')
  const { n, title, quote, page, speaker } = citation
  const date = document.data?.date
  const place = [
    headings.join(' › '),
    speaker === undefined ? '' : text.document.speaker(speaker),
    page === undefined ? '' : text.common.page(page),
    date ? format.day(date) : '',
  ].filter((part) => part !== '')
  const reportWrong = () => {
    give({ verdict: 'down', reason: 'wrong_source', note: `[${n}]` })
    say({ message: text.ask.wrongCitationSent })
  }
  return (
    <article className="grid grid-cols-1 gap-2 px-4 pt-3 pb-2">
      <header className="flex gap-2">
        <span className="mt-0.5 inline-flex size-5 shrink-0 items-center justify-center rounded-full bg-tint text-2xs font-medium text-accent">
          {n}
        </span>
        <div className="min-w-0">
          <h3 className="line-clamp-2 font-medium">{title}</h3>
          {place.length > 0 && <p className="line-clamp-2 text-xs text-soft">{place.join(' · ')}</p>}
        </div>
      </header>
      <blockquote dir="auto" className="line-clamp-6 border-l-2 border-line pl-3 leading-6 whitespace-pre-line">
        <MarkedText text={quote} words={contentWords(question)} />
      </blockquote>
      {newer && (
        <p className="flex gap-1.5">
          <Clock aria-hidden className="mt-1 size-3.5 shrink-0 text-warn" />
          <NewerLink newer={newer} onOpen={onOpen} />
        </p>
      )}
      <footer className="-ml-2 flex flex-wrap">
        <CardButton onPress={() => onOpen(citation)}>
          <ExternalLink aria-hidden />
          {text.ask.openSource}
        </CardButton>
        <CardButton onPress={() => copy(citationLine(citation, text))}>
          <Copy aria-hidden />
          {text.ask.copyCitation}
        </CardButton>
        {answerId !== undefined && (
          <CardButton onPress={reportWrong}>
            <Flag aria-hidden />
            {text.ask.wrongCitation}
          </CardButton>
        )}
      </footer>
    </article>
  )
}
