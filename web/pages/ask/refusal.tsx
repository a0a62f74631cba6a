import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Hit, Knower } from '../../api/wire.ts'
import { Button, buttonStyle } from '../../components/button.tsx'
import { contentWords } from '../../components/content-words.ts'
import { MarkedText } from '../../components/marked-text.tsx'
import { useText } from '../../language/language.tsx'
import type { SourcePlace } from '../../source-place.ts'
import { countDocuments } from './count-documents.ts'
import { RefusalGap } from './refusal-gap.tsx'
import { isEverything } from './scope.ts'
import { ScopeChips } from './scope-chips.tsx'
import type { KeptAnswer, Turn } from './turn.ts'

const SHOWN = 3

type RefusalProps = {
  turn: Turn
  answer: KeptAnswer
  onOpen: (place: SourcePlace) => void
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

function Knowers({ knowers, onOpen }: { knowers: readonly Knower[]; onOpen: (place: SourcePlace) => void }) {
  const { answer } = useText()
  return (
    <div>
      <h4 className="mb-1.5 text-xs font-medium text-soft">{answer.mightKnow}</h4>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {knowers.map(({ name, documentId, title }) => (
          <li key={`${name} ${documentId}`} className="min-w-0">
            <span className="mr-1.5 font-medium">{name}</span>
            <button
              type="button"
              onClick={() => onOpen({ documentId })}
              className="min-h-6 rounded-sm text-left text-xs text-accent underline underline-offset-2"
            >
              {answer.mightKnowIn(title)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The library does not say: that it does not, what was searched, what came nearest, and what to do next. */
export function Refusal({ turn, answer, onOpen, onWiden }: RefusalProps) {
  const { ask, answer: words } = useText()
  const [isLong, setLong] = useState(false)
  const { nearest, question, mightKnow = [], gapId } = answer
  const marked = contentWords(answer.asked ?? question)
  const hasScope = !isEverything(turn.scope)
  return (
    <section className="grid grid-cols-1 gap-3 rounded-lg border border-line bg-sunken p-4">
      <div>
        <h3 className="font-serif text-base font-semibold">{ask.refused}</h3>
        <p className="text-soft">
          {ask.refusedBody} {nearest.length > 0 && ask.refusedSearched(nearest.length, countDocuments(nearest))}
        </p>
        {hasScope && (
          <p className="mt-1 flex flex-wrap items-center gap-1.5 text-soft">
            {words.refusedScope}
            <ScopeChips scope={turn.scope} />
          </p>
        )}
      </div>
      {nearest.length === 0 && <p>{ask.refusedNothing}</p>}
      {nearest.length > 0 && (
        <div>
          <h4 className="mb-1.5 text-xs font-medium text-soft">{ask.nearest}</h4>
          <ul className="grid grid-cols-1 gap-2">
            {nearest.slice(0, isLong ? undefined : SHOWN).map((hit) => (
              <NearestPassage key={hit.chunkId} hit={hit} words={marked} onOpen={() => onOpen(hit)} />
            ))}
          </ul>
        </div>
      )}
      {mightKnow.length > 0 && <Knowers knowers={mightKnow} onOpen={onOpen} />}
      {gapId !== undefined && <RefusalGap gapId={gapId} />}
      <div className="flex flex-wrap gap-2 print:hidden">
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
