import { ChevronDown } from 'lucide-react'
import { useMemo } from 'react'
import type { Hit } from '../../api/wire.ts'
import { Popover } from '../../components/popover.tsx'
import { useText } from '../../language/language.tsx'
import type { Texts } from '../../language/texts.ts'
import { sayWhy, type WhySaid } from './say-why.ts'
import { WhyDetails } from './why-details.tsx'

const WORDS_SAID = 4
const OTHERS_SAID = 3

function saidInLine({ words, others, isNear, hasNeighbours, isOfKind, modelRank }: WhySaid, text: Texts): string[] {
  const { why } = text.search
  const some = words.slice(0, WORDS_SAID).join(text.common.separator)
  return [
    ...(words.length === 0 ? [] : [why.words(some, words.length > WORDS_SAID)]),
    ...others.slice(0, OTHERS_SAID).map(({ asked, found }) => why.other(asked, found)),
    ...(isNear ? [why.near] : []),
    ...(hasNeighbours ? [why.neighbours] : []),
    ...(isOfKind ? [why.kind] : []),
    ...(modelRank === undefined ? [] : [why.model(modelRank)]),
  ]
}

/** What contributed to a hit, in one quiet line; pressed, it is taken apart. */
export function HitWhy({ hit }: { hit: Hit }) {
  const text = useText()
  const said = useMemo(() => sayWhy(hit), [hit])
  if (!hit.why) return null
  const line = saidInLine(said, text).join(' · ')
  return (
    <Popover
      label={text.search.why.title}
      className="w-[min(22rem,calc(100vw-1rem))]"
      trigger={
        <button
          type="button"
          data-why
          aria-label={`${text.search.why.title}${text.common.colon}${line === '' ? text.search.why.little : line}`}
          className="mx-1 mb-1.5 flex min-h-6 max-w-[calc(100%-0.5rem)] items-center gap-1 rounded-md px-2 text-left text-xs text-soft hover:text-accent"
        >
          <bdi className="min-w-0 truncate">{line === '' ? text.search.why.little : line}</bdi>
          <ChevronDown aria-hidden className="size-3 shrink-0" />
        </button>
      }
    >
      <WhyDetails why={hit.why} said={said} />
    </Popover>
  )
}
