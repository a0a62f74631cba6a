import { useMemo } from 'react'
import type { LineBox, PageSize, Span } from '../model/layout.ts'
import { boxesOfSpan, framesOf } from '../model/page-boxes.ts'
import { useReading } from '../reading.ts'
import { ChunkFrames } from './chunk-frames.tsx'

const DESCENT = 0.19
const LETTER = 1 / 1.14

/** A line's words where they are printed, unseen: they can be selected, copied and read aloud. */
function LineWords({ line }: { line: LineBox }) {
  const { text } = useReading()
  const isUpright = line.width >= line.height || line.end - line.start < 3
  return (
    <text
      data-start={line.start}
      data-end={line.end}
      x={line.x}
      y={line.y + line.height * (1 - DESCENT)}
      fontSize={line.height * LETTER}
      {...(isUpright && { textLength: line.width, lengthAdjust: 'spacingAndGlyphs' as const })}
      className="cursor-text fill-transparent font-sans whitespace-pre"
    >
      {text.slice(line.start, line.end)}
    </text>
  )
}

function Frames({ lines, className }: { lines: readonly LineBox[]; className: string }) {
  return framesOf(lines).map(({ x, y, width, height }) => (
    <rect key={`${x} ${y}`} x={x} y={y} width={width} height={height} rx={2} className={className} />
  ))
}

/** What lies over a page: the cited words and their frame, the boxes of chunks, and the words of its lines. */
export function PageOverlay({ size, lines }: { size: PageSize; lines: readonly LineBox[] }) {
  const { text, cited, passages, active, isChunked } = useReading()
  const found = useMemo(() => {
    const linesOf = (span: Span | undefined) => (span ? boxesOfSpan(lines, span, text) : [])
    return {
      cited: linesOf(cited),
      active: active === undefined || isChunked ? [] : linesOf(passages[active]),
    }
  }, [lines, text, cited, passages, active, isChunked])
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
      role="presentation"
    >
      <ChunkFrames lines={lines} />
      {found.cited.map(({ start, x, y, width, height }) => (
        <rect
          key={start}
          data-cited=""
          x={x}
          y={y}
          width={width}
          height={height}
          className="fill-[#ffd23f] opacity-45 mix-blend-multiply"
        />
      ))}
      <Frames
        lines={found.active}
        className="fill-[#1d5c56]/8 stroke-[#1d5c56] stroke-[1.5] [vector-effect:non-scaling-stroke]"
      />
      <Frames lines={found.cited} className="fill-none stroke-[#b07d00] stroke-2 [vector-effect:non-scaling-stroke]" />
      {lines.map((line) => (
        <LineWords key={line.start} line={line} />
      ))}
    </svg>
  )
}
