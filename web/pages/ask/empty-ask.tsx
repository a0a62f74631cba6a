import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CornerDownLeft, Library } from 'lucide-react'
import type { ReactNode } from 'react'
import { spacesQuery } from '../../api/queries.ts'
import { buttonStyle } from '../../components/button.tsx'
import { useText } from '../../language/language.tsx'

function Examples({ onAsk }: { onAsk: (question: string) => void }) {
  const { ask } = useText()
  return (
    <section className="grid gap-2">
      <h2 className="text-xs font-medium text-soft">{ask.examplesTitle}</h2>
      <ul className="grid gap-2">
        {ask.examples.map((question) => (
          <li key={question}>
            <button
              type="button"
              onClick={() => onAsk(question)}
              className="group flex w-full items-center gap-3 rounded-lg border border-line bg-sheet px-4 py-3 text-left text-base transition-colors hover:border-accent"
            >
              <span className="flex-1">{question}</span>
              <CornerDownLeft aria-hidden className="size-4 shrink-0 text-faint group-hover:text-accent" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

type EmptyAskProps = { onAsk: (question: string) => void; composer: ReactNode }

/** What stands before the first question: what this is for, where to write it, and something to start with. */
export function EmptyAsk({ onAsk, composer }: EmptyAskProps) {
  const { ask } = useText()
  const spaces = useQuery(spacesQuery())
  const total = spaces.data?.reduce((sum, { documents }) => sum + documents, 0)
  const hasSample = spaces.data?.some(({ isSample, documents }) => isSample && documents > 0)
  return (
    <div className="grid grid-cols-1 gap-8 pt-[8vh] pb-6">
      <header className="grid gap-2">
        <h1 className="font-serif text-3xl leading-tight text-balance font-semibold sm:text-4xl">{ask.heading}</h1>
        <p className="max-w-xl text-base leading-7 text-pretty text-soft">{ask.lead}</p>
      </header>
      {composer}
      {hasSample && <Examples onAsk={onAsk} />}
      {total === 0 && (
        <section className="grid justify-items-start gap-3 rounded-lg border border-dashed border-line-strong p-5">
          <div>
            <h2 className="font-medium">{ask.libraryEmptyTitle}</h2>
            <p className="text-soft">{ask.libraryEmptyBody}</p>
          </div>
          <Link to="/library" className={buttonStyle('primary')}>
            <Library aria-hidden />
            {ask.goToLibrary}
          </Link>
        </section>
      )}
      {total !== undefined && total > 0 && !hasSample && (
        <section className="grid gap-2 text-soft">
          <h2 className="text-xs font-medium">{ask.ownTitle}</h2>
          <ul className="list-disc space-y-1 pl-5">
            {ask.ownTips.map((tip) => (
              <li key={tip}>{tip}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
