import type { StaleCitation } from '../../api/wire.ts'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'

type NewerLinkProps = { newer: StaleCitation['newer']; onOpen: (place: SourcePlace) => void }

/** Opens what supersedes a cited source. */
export function NewerLink({ newer, onOpen }: NewerLinkProps) {
  const { answer } = useText()
  const format = useFormat()
  const { documentId, title, date } = newer
  return (
    <button
      type="button"
      onClick={() => onOpen({ documentId })}
      className="rounded-sm text-left text-sm text-warn underline decoration-warn/50 underline-offset-2 hover:decoration-warn"
    >
      {answer.newer(title, date === '' ? '' : format.day(date))}
    </button>
  )
}
