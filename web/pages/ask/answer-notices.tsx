import { CloudOff, Scale, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Citation } from '../../api/client.ts'
import { useText } from '../../language/language.tsx'
import { Mark } from './mark.tsx'
import type { KeptAnswer } from './turn.ts'

function Notice({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div
      role="note"
      className="flex gap-2 rounded-md bg-warn-tint px-3 py-2 text-sm text-ink [&>svg]:mt-1 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-warn"
    >
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}

function Conflict({ about, citations }: { about: string; citations: readonly Citation[] }) {
  return (
    <div className="mt-2">
      {about !== '' && <p className="text-xs font-medium text-soft">{about}</p>}
      <div className="mt-1 grid gap-2 sm:grid-cols-2">
        {citations.map((citation) => (
          <figure key={citation.n} className="rounded-md border border-line bg-sheet px-3 py-2">
            <blockquote className="line-clamp-4 text-sm whitespace-pre-line">{citation.quote}</blockquote>
            <figcaption className="mt-1 flex items-baseline gap-1 text-xs text-soft">
              <span className="truncate">{citation.title}</span>
              <Mark citations={[citation]} />
            </figcaption>
          </figure>
        ))}
      </div>
    </div>
  )
}

/** What a reader should know beside the answer: gaps, contradictions, what it was made without. */
export function AnswerNotices({ answer }: { answer: KeptAnswer }) {
  const { ask, common } = useText()
  const byNumber = new Map(answer.citations.map((citation) => [citation.n, citation]))
  const names = answer.degraded.map((name) => ask.services[name] ?? name).join(common.separator)
  return (
    <>
      {answer.status === 'partial' && <Notice icon={<TriangleAlert aria-hidden />}>{ask.partialNote}</Notice>}
      {answer.conflicts.length > 0 && (
        <Notice icon={<Scale aria-hidden />}>
          <p>{ask.conflicts}</p>
          {answer.conflicts.map(({ about, citations }) => (
            <Conflict
              key={`${about}${citations.join()}`}
              about={about}
              citations={citations.flatMap((n) => byNumber.get(n) ?? [])}
            />
          ))}
        </Notice>
      )}
      {answer.degraded.length > 0 && <Notice icon={<CloudOff aria-hidden />}>{ask.degraded(names)}</Notice>}
    </>
  )
}
