import clsx from 'clsx'
import { useText } from '../language/language.tsx'
import { useChunkFacts } from './chunk-facts.tsx'
import { useHovered } from './hovered.ts'
import { useReading } from './reading.ts'
import { Runs } from './runs.tsx'

/** A chunk of the text in its box: number and what goes with it above, its own characters inside. */
export function ChunkBox({ chunk }: { chunk: number }) {
  const { viewer } = useText()
  const { passages, active } = useReading()
  const hovered = useHovered()
  const factsOf = useChunkFacts()
  const passage = passages[chunk]
  if (!passage) return null
  const isActive = chunk === active
  const isChosen = isActive || chunk === hovered
  const facts = factsOf(passage)
  return (
    <section
      data-chunk={chunk}
      data-span={`${passage.start}-${passage.end}`}
      className={clsx(
        'mb-2.5 overflow-hidden rounded-md border transition-colors',
        isChosen ? 'border-accent' : 'border-line',
      )}
    >
      <button
        type="button"
        aria-label={`${viewer.chunk(chunk + 1)}: ${facts}`}
        aria-pressed={isActive}
        title={facts}
        className={clsx(
          'flex w-full items-center gap-2 px-2.5 py-1 text-start text-2xs leading-4 select-none focus-visible:-outline-offset-2',
          isChosen ? 'bg-tint text-accent' : 'bg-sunken text-soft',
        )}
      >
        <span className={clsx('shrink-0 font-medium tabular-nums', isChosen ? 'text-accent' : 'text-ink')}>
          {chunk + 1}
        </span>
        <bdi className="min-w-0 truncate">{facts}</bdi>
      </button>
      <div data-words="" className="px-2.5 py-1.5">
        <Runs start={passage.start} end={passage.end} cuts="none" />
      </div>
    </section>
  )
}
