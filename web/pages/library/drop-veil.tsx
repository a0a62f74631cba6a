import { FolderDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../../language/language.tsx'
import type { Picked } from './accepted-files.ts'
import { carriesFiles, collectDropped } from './collect-files.ts'

type Phase = 'idle' | 'over' | 'collecting'

/** Takes files dropped anywhere on the page, unless something on it took them first, and says so while they hover. */
export function DropVeil({ onPick }: { onPick: (picked: readonly Picked<File>[]) => void }) {
  const { library } = useText()
  const [phase, setPhase] = useState<Phase>('idle')
  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent) => {
      if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return
      depth += 1
      setPhase('over')
    }
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setPhase('idle')
    }
    const over = (event: DragEvent) => {
      if (carriesFiles(event.dataTransfer)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      depth = 0
      setPhase('idle')
      if (event.defaultPrevented || !event.dataTransfer || !carriesFiles(event.dataTransfer)) return
      event.preventDefault()
      setPhase('collecting')
      void collectDropped(event.dataTransfer)
        .then(onPick)
        .finally(() => setPhase('idle'))
    }
    addEventListener('dragenter', enter)
    addEventListener('dragleave', leave)
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('dragover', over)
      removeEventListener('drop', drop)
    }
  }, [onPick])
  if (phase === 'idle') return null
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-veil p-6 print:hidden"
    >
      <div className="flex animate-enter flex-col items-center gap-2 rounded-xl border-2 border-dashed border-accent bg-sheet px-12 py-10 text-center shadow-pop">
        <FolderDown aria-hidden className="size-9 text-accent" strokeWidth={1.5} />
        <p className="font-serif text-lg font-semibold">{phase === 'over' ? library.dropHere : library.looking}</p>
        <p className="text-soft">{library.dropHint}</p>
      </div>
    </div>
  )
}
