import { useCallback, useMemo } from 'react'
import { useText } from '../../language/language.tsx'
import { groupPages, type Page } from '../model/pages.ts'
import { cutSections } from '../model/parts.ts'
import { useReading } from '../reading.ts'
import { Windowed } from '../windowed.tsx'
import { PartView } from './block-view.tsx'

const HEAD = 96
const LETTERS_A_LINE = 40
const LINE = 28

function Slide({ slide, count }: { slide: Page; count: number }) {
  const { viewer } = useText()
  const { text } = useReading()
  const shown = slide.blocks.filter((block) => block.kind !== 'note')
  const notes = slide.blocks.filter((block) => block.kind === 'note')
  const partsOf = (blocks: Page['blocks']) => cutSections(text, blocks).flatMap((section) => section.parts)
  return (
    <article className="mx-auto max-w-[50rem] overflow-hidden rounded-lg border border-line bg-sheet shadow-raised">
      <p className="flex border-b border-line bg-sunken px-4 py-1 text-2xs text-soft tabular-nums">
        {viewer.slide(slide.page, count)}
      </p>
      <div className="min-h-32 px-5 py-4 text-[0.9375rem] leading-7 sm:px-8">
        {partsOf(shown).map((part) => (
          <PartView key={part.start} part={part} />
        ))}
      </div>
      {notes.length > 0 && (
        <div className="border-t border-line bg-paper px-5 py-2 sm:px-8">
          {partsOf(notes).map((part) => (
            <PartView key={part.start} part={part} />
          ))}
        </div>
      )}
    </article>
  )
}

/** A deck: the text of its slides one under the other, each with the speaker's notes. */
export function Slides({ onPlace }: { onPlace: (offset: number) => void }) {
  const { viewer } = useText()
  const { layout, title, goal } = useReading()
  const slides = useMemo(() => groupPages(layout.blocks), [layout])
  const heightOf = useCallback(
    (index: number) => {
      const slide = slides[index]
      return slide ? HEAD + slide.blocks.length * LINE + ((slide.end - slide.start) / LETTERS_A_LINE) * LINE : HEAD
    },
    [slides],
  )
  const count = slides.at(-1)?.page ?? 0
  return (
    <Windowed
      items={slides}
      heightOf={heightOf}
      label={viewer.originalOf(title)}
      goal={goal}
      onPlace={onPlace}
      className="bg-sunken"
      render={(index) => {
        const slide = slides[index]
        return <div className="px-3 pt-4 pb-1 sm:px-6">{slide && <Slide slide={slide} count={count} />}</div>
      }}
    />
  )
}
