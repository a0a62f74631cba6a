import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Hit } from '../../api/client.ts'
import { Button, buttonStyle } from '../../components/button.tsx'
import { contentWords } from '../../components/content-words.ts'
import { MarkedText } from '../../components/marked-text.tsx'
import { useText } from '../../language/language.tsx'
import { countDocuments } from './count-documents.ts'
import { isEverything } from './scope.ts'
import type { KeptAnswer, Turn } from './turn.ts'

const SHOWN = 3

type RefusalProps = {
  turn: Turn
  answer: KeptAnswer
  onOpen: (hit: Hit) => void
  onWiden: () => void
}

function NearestPassage({ hit, words, onOpen }: { hit: Hit; words: readonly string[]; onOpen: () => void }) {
  const text = useText()
  const place = [
    hit.headings.join(' › '),
    hit.speaker === undefined ? '' : text.document.speaker(hit.speaker),
    hit.page === undefined ? '' : text.common.page(hit.page),
  ].filter((part) => part !== '')
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        className="block w-full rounded-md border border-line bg-sheet px-3 py-2 text-left transition-colors hover:border-accent"
      >
        <span className="flex items-baseline gap-2">
          <span className="truncate font-medium">{hit.title}</span>
          <span className="ml-auto shrink-0 truncate text-xs text-soft">{place.at(-1)}</span>
        </span>
        <span className="mt-1 line-clamp-2 text-soft">
          <MarkedText text={hit.text} words={words} />
        </span>
      </button>
    </li>
  )
}

/** The library does not say: that it does not, what was searched, what came nearest, and what to do next. */
export function Refusal({ turn, answer, onOpen, onWiden }: RefusalProps) {
  const { ask } = useText()
  const [isLong, setLong] = useState(false)
  const { nearest, question } = answer
  const words = contentWords(question)
  const hasScope = turn.scope !== undefined && !isEverything(turn.scope)
  return (
    <section className="grid grid-cols-1 gap-3 rounded-lg border border-line bg-sunken p-4">
      <div>
        <h3 className="font-serif text-base font-semibold">{ask.refused}</h3>
        <p className="text-soft">
          {ask.refusedBody} {nearest.length > 0 && ask.refusedSearched(nearest.length, countDocuments(nearest))}{' '}
          {hasScope && ask.refusedScope}
        </p>
      </div>
      {nearest.length === 0 && <p>{ask.refusedNothing}</p>}
      {nearest.length > 0 && (
        <div>
          <h4 className="mb-1.5 text-xs font-medium text-soft">{ask.nearest}</h4>
          <ul className="grid grid-cols-1 gap-2">
            {nearest.slice(0, isLong ? undefined : SHOWN).map((hit) => (
              <NearestPassage key={hit.chunkId} hit={hit} words={words} onOpen={() => onOpen(hit)} />
            ))}
          </ul>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        {hasScope && (
          <Button size="sm" variant="primary" onClick={onWiden}>
            {ask.refusedWiden}
          </Button>
        )}
        {nearest.length > SHOWN && !isLong && (
          <Button size="sm" onClick={() => setLong(true)}>
            {ask.nearestMore(nearest.length - SHOWN)}
          </Button>
        )}
        <Link to="/search" search={{ q: question }} className={buttonStyle('quiet', 'sm')}>
          {ask.searchInstead}
        </Link>
      </div>
    </section>
  )
}
