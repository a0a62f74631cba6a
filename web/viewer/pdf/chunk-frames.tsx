import clsx from 'clsx'
import { useMemo } from 'react'
import { useHovered } from '../hovered.ts'
import { firstEndingAfter, type LineBox, type Passage } from '../model/layout.ts'
import { boxesOfSpan, framesOf } from '../model/page-boxes.ts'
import { useReading } from '../reading.ts'

const LETTER = 8
const TALL = 10.5
const DIGIT = 4.9
const PADDING = 2.2

type Shown = { chunk: number; frames: ReturnType<typeof framesOf>; isFirst: boolean }

/** The frames on a page of the chunks that have words on it. `isFirst`: the chunk begins here. */
function framedChunks(text: string, passages: readonly Passage[], lines: readonly LineBox[]): Shown[] {
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last) return []
  const shown: Shown[] = []
  for (let chunk = firstEndingAfter(passages, first.start); chunk < passages.length; chunk++) {
    const passage = passages[chunk]
    if (!passage || passage.start >= last.end) break
    const frames = framesOf(boxesOfSpan(lines, passage, text))
    shown.push({ chunk, frames, isFirst: passage.start >= first.start })
  }
  return shown
}

/** The number of a chunk in the margin beside its first frame. */
function ChunkNumber({ x, y, chunk, isChosen }: { x: number; y: number; chunk: number; isChosen: boolean }) {
  const label = String(chunk + 1)
  const width = label.length * DIGIT + 2 * PADDING
  const left = Math.max(1, x - width - 1)
  return (
    <g aria-hidden className="pointer-events-none select-none">
      <rect
        x={left}
        y={y}
        width={width}
        height={TALL}
        rx={2}
        className={clsx('stroke-[0.6]', isChosen ? 'fill-[#1d5c56] stroke-[#1d5c56]' : 'fill-white stroke-[#6b7c80]')}
      />
      <text
        x={left + PADDING}
        y={y + LETTER}
        fontSize={LETTER}
        className={clsx('font-sans', isChosen ? 'fill-white' : 'fill-[#3c4a4d]')}
      >
        {label}
      </text>
    </g>
  )
}

/** The boxes of the chunks on a page. The paper is white in either theme, and so are their colours the same. */
export function ChunkFrames({ lines }: { lines: readonly LineBox[] }) {
  const { text, passages, active, isChunked } = useReading()
  const hovered = useHovered()
  const shown = useMemo(
    () => (isChunked ? framedChunks(text, passages, lines) : []),
    [isChunked, text, passages, lines],
  )
  return shown.map(({ chunk, frames, isFirst }) => {
    const isChosen = chunk === hovered || chunk === active
    return (
      <g key={chunk}>
        {frames.map(({ x, y, width, height }) => (
          <rect
            key={`${x} ${y}`}
            data-chunk={chunk}
            x={x}
            y={y}
            width={width}
            height={height}
            rx={2}
            className={clsx(
              '[pointer-events:all] [vector-effect:non-scaling-stroke]',
              isChosen
                ? 'fill-[#1d5c56]/10 stroke-[#1d5c56] stroke-[1.5]'
                : 'fill-transparent stroke-[#6b7c80] stroke-1 [stroke-dasharray:4_3]',
            )}
          />
        ))}
        {isFirst && frames[0] && <ChunkNumber {...frames[0]} chunk={chunk} isChosen={isChosen} />}
      </g>
    )
  })
}
