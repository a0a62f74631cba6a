import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleHelp } from 'lucide-react'
import { useText } from '../../language/language.tsx'
import { gapQuery } from '../gaps/gap-queries.ts'

/** That a question without an answer was noted, what was missing, and who looks after it. */
export function RefusalGap({ gapId }: { gapId: string }) {
  const { answer, gaps, common } = useText()
  const { data: gap } = useQuery(gapQuery(gapId))
  if (!gap) return null
  const facts = [
    answer.gapAsked(gap.timesAsked),
    gaps.states[gap.state],
    gap.owner === '' ? '' : answer.gapOwner(gap.owner),
  ].filter((fact) => fact !== '')
  return (
    <div className="flex gap-2 border-t border-line pt-3">
      <CircleHelp aria-hidden className="mt-1 size-4 shrink-0 text-warn" />
      <div className="min-w-0">
        <p>{gaps.reasons[gap.reason] ?? gap.reason}</p>
        {gap.missing.length > 0 && (
          <p className="text-soft">
            {gaps.missing}
            {common.colon}
            {gap.missing.join(common.separator)}
          </p>
        )}
        <p className="text-xs text-soft">
          {answer.gapNoted} · {facts.join(' · ')} ·{' '}
          <Link to="/gaps" search={{ gap: gapId }} className="text-accent underline underline-offset-2 print:hidden">
            {answer.gapOpen}
          </Link>
        </p>
      </div>
    </div>
  )
}
