import clsx from 'clsx'
import { useText } from '../language/language.tsx'
import { useChunkFacts } from './chunk-facts.tsx'
import { useHovered } from './hovered.ts'
import { useReading } from './reading.ts'

/** How a cut is shown: by a line over the words, or by a number before them where there is no room. */
export type CutStyle = 'line' | 'number'

/** The place in the original where a chunk begins. */
export function ChunkCut({ chunk, as }: { chunk: number; as: CutStyle }) {
  const { viewer } = useText()
  const { passages, active } = useReading()
  const hovered = useHovered()
  const factsOf = useChunkFacts()
  const passage = passages[chunk]
  if (!passage) return null
  const facts = factsOf(passage)
  const isChosen = chunk === active || chunk === hovered
  const number = (
    <span
      className={clsx(
        'inline-block shrink-0 rounded-sm border px-1 text-2xs leading-4 tabular-nums',
        isChosen ? 'border-accent bg-accent text-accent-ink' : 'border-line-strong bg-sheet text-soft',
      )}
    >
      {chunk + 1}
    </span>
  )
  const shared = 'font-sans text-2xs font-normal not-italic no-underline whitespace-nowrap select-none'
  if (as === 'number') {
    return (
      <span
        data-chunk={chunk}
        title={`${viewer.chunk(chunk + 1)} · ${facts}`}
        className={clsx(shared, 'me-1.5 align-[0.1em]')}
      >
        {number}
      </span>
    )
  }
  return (
    <span
      data-chunk={chunk}
      title={facts}
      className={clsx(shared, 'mt-1 mb-0.5 flex items-center gap-2 leading-4', isChosen ? 'text-accent' : 'text-soft')}
    >
      {number}
      <bdi className="min-w-0 truncate">{facts}</bdi>
      <span className={clsx('h-px min-w-4 flex-1', isChosen ? 'bg-accent' : 'bg-line-strong')} />
    </span>
  )
}
