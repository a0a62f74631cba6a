import { useHovered } from './hovered.ts'
import { chunkStartingIn } from './model/chunks.ts'
import { firstEndingAfter, type Span } from './model/layout.ts'
import { useReading } from './reading.ts'

/** Of a row of a table, while cuts are shown: the chunk that begins with it, and whether the one it lies in is chosen. */
export function useRowChunk(row: Span): { starting: number | undefined; isChosen: boolean } {
  const { passages, isChunked, chunkStarts, active } = useReading()
  const hovered = useHovered()
  if (!isChunked) return { starting: undefined, isChosen: false }
  const around = firstEndingAfter(passages, row.start)
  const isInside = (passages[around]?.start ?? row.end) < row.end
  return {
    starting: chunkStartingIn(row, passages, chunkStarts),
    isChosen: isInside && (around === hovered || around === active),
  }
}
