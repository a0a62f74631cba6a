import { useCallback, useMemo } from 'react'
import { useText } from '../language/language.tsx'
import { cutText } from './model/pieces.ts'
import { useReading } from './reading.ts'
import { Runs } from './runs.tsx'
import { Windowed } from './windowed.tsx'

const LETTERS_A_LINE = 36
const LINE = 26

/** The extracted text as it is: every character that a span counts. */
export function TextView({ onPlace }: { onPlace?: ((offset: number) => void) | undefined }) {
  const { viewer } = useText()
  const { text, title, goal } = useReading()
  const pieces = useMemo(() => cutText(text), [text])
  const heightOf = useCallback(
    (index: number) => {
      const { start, end } = pieces[index] ?? { start: 0, end: 0 }
      const breaks = text.slice(start, end).split('\n').length
      return LINE * (breaks / 2 + (end - start) / LETTERS_A_LINE)
    },
    [pieces, text],
  )
  return (
    <Windowed
      items={pieces}
      heightOf={heightOf}
      label={viewer.textOf(title)}
      goal={goal}
      onPlace={onPlace}
      className="bg-sheet pt-4"
      render={(index) => {
        const piece = pieces[index]
        return (
          piece && (
            <div className="mx-auto max-w-[46rem] px-4 text-sm leading-[1.625rem] break-words whitespace-pre-wrap [unicode-bidi:plaintext]">
              <Runs {...piece} />
            </div>
          )
        )
      }}
    />
  )
}
