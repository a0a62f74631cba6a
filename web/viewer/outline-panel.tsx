import clsx from 'clsx'
import { VirtualList } from '../components/virtual-list.tsx'
import { useText } from '../language/language.tsx'
import { currentEntry, type OutlineEntry } from './model/outline.ts'

const INDENTS = ['ps-3', 'ps-6', 'ps-9', 'ps-12', 'ps-14', 'ps-16'] as const
const ROW = 32

type OutlinePanelProps = {
  outline: readonly OutlineEntry[]
  /** The offset that stands at the top of the page. */
  offset: number
  onGo: (entry: OutlineEntry) => void
  className?: string
}

/** The tree of headings; the one that is being read is marked. */
export function OutlinePanel({ outline, offset, onGo, className }: OutlinePanelProps) {
  const { viewer } = useText()
  const current = currentEntry(outline, offset)
  return (
    <nav aria-label={viewer.outline} className={clsx('flex flex-col bg-paper', className)}>
      {outline.length === 0 ? (
        <p className="p-4 text-xs text-soft">{viewer.noOutline}</p>
      ) : (
        <VirtualList
          items={outline}
          keyOf={({ start, title, level }) => `${start} ${level} ${title}`}
          rowHeight={ROW}
          label={viewer.outline}
          activeIndex={current}
          className="min-h-0 flex-1 py-2"
          render={(entry, index) => (
            <button
              type="button"
              dir="auto"
              title={entry.title}
              aria-current={index === current ? 'location' : undefined}
              onClick={() => onGo(entry)}
              className={clsx(
                'block h-8 w-full truncate border-s-2 border-transparent pe-3 text-start text-xs hover:bg-tint focus-visible:outline-offset-[-2px]',
                INDENTS[Math.min(entry.level, INDENTS.length) - 1],
                index === current ? 'border-accent font-medium text-accent' : 'text-soft',
              )}
            >
              {entry.title}
            </button>
          )}
        />
      )}
    </nav>
  )
}
