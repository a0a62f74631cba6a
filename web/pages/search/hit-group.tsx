import { FileText } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Hit } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { findTerms } from './find-terms.ts'
import type { HitGroup } from './group-hits.ts'
import { HitPassage } from './hit-passage.tsx'
import { foundWords } from './say-why.ts'

const PASSAGES_SHOWN = 3

function MarkedTitle({ title, why }: Pick<Hit, 'title' | 'why'>) {
  const marks = useMemo(() => findTerms(title, why?.terms ?? [], foundWords(why)), [title, why])
  return (
    <bdi>
      {marks.map(({ start, end }, index) => (
        <span key={start}>
          {title.slice(marks[index - 1]?.end ?? 0, start)}
          <mark>{title.slice(start, end)}</mark>
        </span>
      ))}
      {title.slice(marks.at(-1)?.end ?? 0)}
    </bdi>
  )
}

type HitGroupProps = { group: HitGroup<Hit>; previewed: string | undefined; onPreview: (hit: Hit) => void }

/** A document with its best passages. */
export function HitGroupView({ group, previewed, onPreview }: HitGroupProps) {
  const { search, document: words } = useText()
  const { number } = useFormat()
  const [isOpen, setOpen] = useState(false)
  const [best] = group.hits
  const rest = group.hits.length - PASSAGES_SHOWN
  const shown = isOpen ? group.hits : group.hits.slice(0, PASSAGES_SHOWN)
  return (
    <li className="border-b border-line py-3 last:border-0">
      <header className="flex items-start gap-2 px-3 pb-1">
        <FileText aria-hidden className="mt-1 size-4 shrink-0 text-faint" />
        <div className="min-w-0 flex-1">
          <h2 className="font-serif text-base leading-6 font-semibold">
            <MarkedTitle title={best.title} why={best.why} />
          </h2>
          <p className="flex gap-2 text-xs text-faint">
            <span className="shrink-0">{words.kinds[best.kind] ?? best.kind}</span>
            <bdi className="truncate">{best.path}</bdi>
          </p>
        </div>
      </header>
      <ul className="grid grid-cols-1 gap-0.5">
        {shown.map((hit) => (
          <li key={hit.chunkId}>
            <HitPassage hit={hit} isPreviewed={hit.chunkId === previewed} onPreview={onPreview} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button size="sm" variant="quiet" className="ml-1 text-soft" onClick={() => setOpen(!isOpen)}>
          {isOpen ? search.fewer : search.more(number(rest))}
        </Button>
      )}
    </li>
  )
}
