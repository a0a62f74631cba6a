import type { CutStyle } from '../chunk-cut.tsx'
import { type InlineStyle, inlinePieces } from '../model/inline.ts'
import type { Span } from '../model/layout.ts'
import { useReading } from '../reading.ts'
import { Runs } from '../runs.tsx'

const LOOKS: Readonly<Record<Exclude<InlineStyle, 'hidden'>, string | undefined>> = {
  plain: undefined,
  strong: 'font-semibold',
  em: 'italic',
  code: 'rounded-sm bg-sunken px-1 font-mono text-[0.9em]',
  struck: 'line-through',
  link: 'underline decoration-line-strong underline-offset-2',
  faint: 'text-faint',
}

/** The words of a block, those of Markdown with bold, code and the like; an address in them leads nowhere. */
export function BlockWords({ start, end, cuts = 'line' }: Span & { cuts?: CutStyle }) {
  const { text, layout } = useReading()
  if (layout.format !== 'markdown') return <Runs start={start} end={end} cuts={cuts} />
  return inlinePieces(text, { start, end }).map((piece) =>
    piece.style === 'hidden' ? null : (
      <span key={piece.start} className={LOOKS[piece.style]}>
        <Runs start={piece.start} end={piece.end} cuts={cuts} />
      </span>
    ),
  )
}
