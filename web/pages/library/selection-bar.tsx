import { Trash2, X } from 'lucide-react'
import { Button } from '../../components/button.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { Selection } from './use-selection.ts'

type SelectionBarProps = { selection: Selection; isCollecting: boolean; onDelete: () => void }

/** What can be done with the chosen documents. */
export function SelectionBar({ selection, isCollecting, onDelete }: SelectionBarProps) {
  const { library } = useText()
  const { number } = useFormat()
  const { size } = selection.selected
  if (size === 0 && !isCollecting) return null
  return (
    <div className="flex items-center gap-2 rounded-lg bg-tint py-1 pr-1 pl-3">
      <p role="status" className="flex-1 text-xs font-medium text-accent tabular-nums">
        {isCollecting ? library.selection.collecting : library.selection.count(number(size))}
      </p>
      <Button size="sm" variant="quiet" className="text-danger!" disabled={isCollecting} onClick={onDelete}>
        <Trash2 aria-hidden />
        {library.selection.delete}
      </Button>
      <Button size="sm" variant="quiet" onClick={selection.clear}>
        <X aria-hidden />
        {library.selection.clear}
      </Button>
    </div>
  )
}
