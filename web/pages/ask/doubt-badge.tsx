import type { Sentence } from '../../api/wire.ts'
import { Popover } from '../../components/popover.tsx'
import { useText } from '../../language/language.tsx'
import { sayNote } from './say-note.ts'

const LOOKS = {
  unsupported: 'bg-warn-tint font-medium text-warn',
  partial: 'text-soft hover:bg-sunken',
} as const

/** Stands behind a sentence that could not be confirmed; pressed, it says why. */
export function DoubtBadge({ support, notes = [] }: Sentence) {
  const { ask, answer } = useText()
  const reasons = notes.length === 0 ? [ask.unsupportedHint] : notes.map((note) => sayNote(note, answer))
  return (
    <Popover
      label={answer.whyDoubted}
      className="max-w-72"
      trigger={
        <button
          type="button"
          title={reasons.join('; ')}
          className={`mx-1 inline-block rounded-sm px-1 align-[1px] text-2xs leading-4 whitespace-nowrap print:px-0 ${LOOKS[support === 'unsupported' ? 'unsupported' : 'partial']}`}
        >
          {support === 'unsupported' ? ask.unsupported : ask.partialSentence}
        </button>
      }
    >
      <h4 className="text-xs font-medium text-soft">{answer.whyDoubted}</h4>
      <ul className="mt-1 list-disc space-y-1 pl-4">
        {[...new Set(reasons)].map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Popover>
  )
}
