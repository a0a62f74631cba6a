import { Clock } from 'lucide-react'
import { useContext } from 'react'
import type { Citation } from '../../api/wire.ts'
import { useText } from '../../language/language.tsx'
import { MarkContext } from './mark-context.ts'

/** The small number after a sentence: one citation, or the first of several with how many more. */
export function Mark({ citations }: { citations: readonly Citation[] }) {
  const { ask, answer, common } = useText()
  const { show, leave, open, stale } = useContext(MarkContext)
  const [first] = citations
  if (!first) return null
  const isOne = citations.length === 1
  const isStale = citations.some(({ n }) => stale.some(({ citation }) => citation === n))
  const name = isOne ? ask.mark(first.n, first.title) : ask.marks(citations.map(({ n }) => n).join(common.separator))
  return (
    <button
      type="button"
      aria-label={isStale ? `${name}${common.separator}${answer.stale}` : name}
      aria-haspopup={isOne ? undefined : 'dialog'}
      onClick={(event) => (isOne ? open(first) : show(event.currentTarget, citations, 'pinned'))}
      onPointerEnter={(event) => {
        if (event.pointerType !== 'touch') show(event.currentTarget, citations, 'hover')
      }}
      onPointerLeave={leave}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, citations, 'hover')
      }}
      onBlur={leave}
      className="mx-0.5 inline-flex h-[1.125rem] min-w-[1.125rem] -translate-y-[2px] items-center justify-center rounded-full bg-tint px-1 align-baseline text-2xs leading-none font-medium text-accent tabular-nums transition-colors hover:bg-accent hover:text-accent-ink print:bg-transparent print:px-0"
    >
      {first.n}
      {isStale && <Clock aria-hidden data-stale className="ml-0.5 size-3 text-warn" />}
      {!isOne && <span className="ml-0.5 font-normal">+{citations.length - 1}</span>}
    </button>
  )
}
