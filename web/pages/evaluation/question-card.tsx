import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { documentQuery } from '../../api/queries.ts'
import { Badge } from '../../components/badge.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { EvaluationQuestion } from './question-queries.ts'

function Evidence({ documentId, quote }: { documentId: string; quote: string }) {
  const { data } = useQuery(documentQuery(documentId))
  return (
    <li className="border-l-2 border-line pl-3">
      <p dir="auto" className="line-clamp-3">
        {quote}
      </p>
      <Link to="/documents/$documentId" params={{ documentId }} className="text-xs text-accent hover:underline">
        {data?.title ?? documentId}
      </Link>
    </li>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-soft">{title}</h3>
      <ul className="grid grid-cols-1 gap-1.5">{children}</ul>
    </section>
  )
}

function Claims({ title, claims }: { title: string; claims: readonly string[] }) {
  if (claims.length === 0) return null
  return (
    <Part title={title}>
      {claims.map((claim) => (
        <li key={claim} dir="auto" className="border-l-2 border-line pl-3">
          {claim}
        </li>
      ))}
    </Part>
  )
}

type QuestionCardProps = { question: EvaluationQuestion; onDelete: () => void }

/** A question with what its answer should say, must not say, and where it stands. */
export function QuestionCard({ question: shown, onDelete }: QuestionCardProps) {
  const { evaluation } = useText()
  const format = useFormat()
  const { question, answerable, state, type, evidence, answer_points: points, must_not: mustNot, createdAt } = shown
  return (
    <li aria-label={question} className="grid grid-cols-1 gap-3 rounded-lg border border-line bg-sheet p-4">
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 dir="auto" className="font-serif text-base leading-7 font-semibold">
            {question}
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-1.5 text-xs text-soft">
            {state === 'unfinished' ? (
              <Badge tone="warn" title={evaluation.unfinishedHint}>
                {evaluation.unfinished}
              </Badge>
            ) : (
              <Badge tone="accent">{answerable ? evaluation.answerableBadge : evaluation.unanswerableBadge}</Badge>
            )}
            {type !== 'unanswerable' && <Badge>{evaluation.types[type] ?? type}</Badge>}
            <time dateTime={createdAt} className="tabular-nums">
              {format.moment(createdAt)}
            </time>
          </p>
        </div>
        <IconButton size="sm" label={evaluation.delete(question)} onClick={onDelete}>
          <Trash2 />
        </IconButton>
      </header>
      {state === 'unfinished' && <p className="text-xs text-warn">{evaluation.unfinishedHint}</p>}
      {evidence.length > 0 && (
        <Part title={evaluation.evidenceList}>
          {evidence.map((one) => (
            <Evidence key={`${one.documentId} ${one.quote}`} {...one} />
          ))}
        </Part>
      )}
      <Claims title={evaluation.pointList} claims={points} />
      <Claims title={evaluation.mustNotList} claims={mustNot} />
    </li>
  )
}
