import { useCallback, useMemo } from 'react'
import { useText } from '../language/language.tsx'
import { ChunkBox } from './chunk-box.tsx'
import { segmentsOf } from './model/chunks.ts'
import { cutText } from './model/pieces.ts'
import { useReading } from './reading.ts'
import { Runs } from './runs.tsx'
import { Windowed } from './windowed.tsx'

const LETTERS_A_LINE = 36
const LINE = 26
const BOX = 48

type TextViewProps = { onPlace?: ((offset: number) => void) | undefined }

/** The extracted text as it is: every character that a span counts; in boxes, where its cuts are shown. */
export function TextView({ onPlace }: TextViewProps) {
  const { viewer } = useText()
  const { text, title, goal, passages, isChunked } = useReading()
  const hasBoxes = isChunked && passages.length > 0
  const pieces = useMemo(
    () => (hasBoxes ? segmentsOf(text, passages) : cutText(text).map((piece) => ({ ...piece, chunk: undefined }))),
    [text, passages, hasBoxes],
  )
  const heightOf = useCallback(
    (index: number) => {
      const { start, end } = pieces[index] ?? { start: 0, end: 0 }
      const breaks = text.slice(start, end).split('\n').length
      return LINE * (breaks / 2 + (end - start) / LETTERS_A_LINE) + (hasBoxes ? BOX : 0)
    },
    [pieces, text, hasBoxes],
  )
  return (
    <Windowed
      key={hasBoxes ? 'boxes' : 'plain'}
      items={pieces}
      heightOf={heightOf}
      label={viewer.textOf(title)}
      goal={goal}
      onPlace={onPlace}
      className="bg-sheet pt-4"
      render={(index) => {
        const piece = pieces[index]
        if (!piece) return null
        return (
          <div className="mx-auto max-w-[46rem] px-4 text-sm leading-[1.625rem] break-words whitespace-pre-wrap [unicode-bidi:plaintext]">
            {piece.chunk === undefined ? (
              <div title={hasBoxes ? viewer.noChunk : undefined} className={hasBoxes ? 'mb-2.5 px-2.5 text-faint' : ''}>
                <Runs start={piece.start} end={piece.end} cuts="none" />
              </div>
            ) : (
              <ChunkBox chunk={piece.chunk} />
            )}
          </div>
        )
      }}
    />
  )
}
