import { Clock, CloudOff, Layers, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'
import { NewerLink } from './newer-link.tsx'
import type { KeptAnswer } from './turn.ts'

function Row({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex gap-2 [&>svg]:mt-1 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-warn">
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
    </li>
  )
}

type AnswerNoticesProps = { answer: KeptAnswer; onOpen: (place: SourcePlace) => void }

/** What a reader should know beside the answer: gaps, what is out of date, what it was made without. */
export function AnswerNotices({ answer, onOpen }: AnswerNoticesProps) {
  const { ask, answer: words, common } = useText()
  const { status, sentences, stale = [], degraded, record, steps = [] } = answer
  const doubts = sentences.filter(({ support }) => support === 'unsupported').length
  const names = degraded.map((name) => ask.services[name] ?? name).join(common.separator)
  const isShallow = record?.depth === 'deep' && steps.length === 0
  if (status !== 'partial' && stale.length === 0 && degraded.length === 0 && !isShallow) return null
  return (
    <div role="note" aria-label={words.beware} className="rounded-md bg-warn-tint px-3 py-2 text-sm text-ink">
      <ul className="grid grid-cols-1 gap-1.5">
        {status === 'partial' && (
          <Row icon={<TriangleAlert aria-hidden />}>{doubts > 0 ? words.doubts(doubts) : ask.partialNote}</Row>
        )}
        {stale.map(({ citation, newer }) => (
          <Row key={`${citation} ${newer.documentId}`} icon={<Clock aria-hidden />}>
            <span className="mr-2">{words.staleSource(citation)}</span>
            <NewerLink newer={newer} onOpen={onOpen} />
          </Row>
        ))}
        {isShallow && <Row icon={<Layers aria-hidden />}>{words.deepOff}</Row>}
        {degraded.length > 0 && <Row icon={<CloudOff aria-hidden />}>{ask.degraded(names)}</Row>}
      </ul>
    </div>
  )
}
