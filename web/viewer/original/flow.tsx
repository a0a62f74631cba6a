import { useCallback, useMemo } from 'react'
import { useText } from '../../language/language.tsx'
import { cutSections } from '../model/parts.ts'
import { useReading } from '../reading.ts'
import { Windowed } from '../windowed.tsx'
import { PartView } from './block-view.tsx'

const LETTERS_A_LINE = 44
const LINE = 28

/** A document of running text: Word, web page, Markdown or plain text. */
export function Flow({ onPlace }: { onPlace: (offset: number) => void }) {
  const { viewer } = useText()
  const { text, layout, title, goal } = useReading()
  const sections = useMemo(() => cutSections(text, layout.blocks), [text, layout])
  const heightOf = useCallback(
    (index: number) => {
      const section = sections[index]
      if (!section) return LINE
      return section.parts.length * LINE + ((section.end - section.start) / LETTERS_A_LINE) * LINE
    },
    [sections],
  )
  return (
    <Windowed
      items={sections}
      heightOf={heightOf}
      label={viewer.originalOf(title)}
      goal={goal}
      onPlace={onPlace}
      className="bg-sheet pt-2"
      render={(index) => (
        <div className="mx-auto max-w-[46rem] px-4 text-[0.9375rem] leading-7 sm:px-8">
          {sections[index]?.parts.map((part) => (
            <PartView key={part.start} part={part} />
          ))}
        </div>
      )}
    />
  )
}
