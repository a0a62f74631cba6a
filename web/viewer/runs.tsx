import clsx from 'clsx'
import { useText } from '../language/language.tsx'
import type { Span } from './model/layout.ts'
import { cutRuns } from './model/runs.ts'
import { useReading } from './reading.ts'

const NO_PASSAGES: readonly Span[] = []

function PassageNumber({ passage, isActive }: { passage: number; isActive: boolean }) {
  const { viewer } = useText()
  return (
    <span
      title={viewer.passage(passage + 1)}
      className={clsx(
        'mr-1 inline-block rounded-sm border px-1 align-[0.15em] font-sans text-2xs leading-4 font-normal select-none',
        isActive ? 'border-accent bg-accent text-accent-ink' : 'border-line bg-sheet text-soft',
      )}
    >
      {passage + 1}
    </span>
  )
}

/** The words of a span with what is marked in them. Every run says where it stands, so that a place can be found again. */
export function Runs({ start, end }: Span) {
  const { text, passages, cited, active, isOutlined } = useReading()
  const activePassage = active === undefined ? undefined : passages[active]
  const runs = cutRuns({ start, end }, { cited, active: activePassage, passages: isOutlined ? passages : NO_PASSAGES })
  return runs.map((run) => {
    const words = text.slice(run.start, run.end)
    const place = { 'data-start': run.start, 'data-end': run.end }
    const isFirst = run.passage !== undefined && passages[run.passage]?.start === run.start
    const isEven = run.passage !== undefined && run.passage % 2 === 0
    const look = clsx(
      run.isCited && 'py-px',
      !run.isCited && run.isActive && 'bg-tint',
      !run.isCited && !run.isActive && isEven && 'bg-sunken',
    )
    return (
      <span key={run.start}>
        {isFirst && run.passage !== undefined && <PassageNumber passage={run.passage} isActive={run.isActive} />}
        {run.isCited ? (
          <mark {...place} className={clsx('box-decoration-clone', look)}>
            {words}
          </mark>
        ) : (
          <span {...place} className={look === '' ? undefined : clsx('box-decoration-clone', look)}>
            {words}
          </span>
        )}
      </span>
    )
  })
}
