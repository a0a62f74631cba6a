import clsx from 'clsx'
import { ChunkCut, type CutStyle } from './chunk-cut.tsx'
import { useHovered } from './hovered.ts'
import type { Span } from './model/layout.ts'
import { cutRuns } from './model/runs.ts'
import { useReading } from './reading.ts'

const NO_PASSAGES: readonly Span[] = []

type RunsProps = Span & {
  /** How the cuts between chunks are shown, where they are; not at all where what stands around does that. */
  cuts?: CutStyle | 'none'
  /** A chunk whose cut is shown elsewhere. */
  except?: number | undefined
}

/** The words of a span with what is marked in them. Every run says where it stands, so that a place can be found again. */
export function Runs({ start, end, cuts = 'line', except }: RunsProps) {
  const { text, passages, cited, active, isChunked, chunkStarts } = useReading()
  const hovered = useHovered()
  const activePassage = active === undefined ? undefined : passages[active]
  const isCut = isChunked && cuts !== 'none'
  const runs = cutRuns({ start, end }, { cited, active: activePassage, passages: isCut ? passages : NO_PASSAGES })
  return runs.map(({ passage, isActive, isCited, ...run }) => {
    const words = text.slice(run.start, run.end)
    const place = { 'data-start': run.start, 'data-end': run.end }
    const isFirst = passage !== undefined && chunkStarts[passage] === run.start && passage !== except
    const isChosen = isActive || (passage !== undefined && passage === hovered)
    const look = clsx('box-decoration-clone', isCited ? 'py-px' : isChosen && 'bg-tint')
    return (
      <span key={run.start}>
        {isFirst && cuts !== 'none' && <ChunkCut chunk={passage} as={cuts} />}
        {isCited ? (
          <mark {...place} className={look}>
            {words}
          </mark>
        ) : (
          <span {...place} className={isChosen ? look : undefined}>
            {words}
          </span>
        )}
      </span>
    )
  })
}
