import clsx from 'clsx'
import { useFormat } from '../language/format.ts'
import { useText } from '../language/language.tsx'
import { useChunkFacts } from './chunk-facts.tsx'
import { useHovered } from './hovered.ts'
import { chunkSizes } from './model/chunks.ts'
import { useReading } from './reading.ts'

/** The chunk that is pointed at or was chosen; all of them together while none is. Its height never changes. */
export function ChunkBar({ active }: { active: number | undefined }) {
  const { viewer } = useText()
  const { number } = useFormat()
  const { passages } = useReading()
  const hovered = useHovered()
  const factsOf = useChunkFacts()
  const chunk = hovered ?? active
  const passage = chunk === undefined ? undefined : passages[chunk]
  const { count, mean, longest } = chunkSizes(passages)
  const summary = count === 0 ? viewer.noChunks : viewer.chunkSizes(number(count), number(mean), number(longest))
  return (
    <p
      data-chunk-bar=""
      className={clsx(
        'flex h-7 shrink-0 items-center gap-2 border-b border-line bg-sunken px-3 text-xs',
        passage ? 'text-ink' : 'text-soft',
      )}
    >
      {passage && chunk !== undefined ? (
        <>
          <span className="shrink-0 font-medium text-accent tabular-nums">{viewer.chunk(chunk + 1)}</span>
          <bdi className="min-w-0 truncate" title={factsOf(passage)}>
            {factsOf(passage)}
          </bdi>
        </>
      ) : (
        <span className="truncate">{summary}</span>
      )}
    </p>
  )
}
