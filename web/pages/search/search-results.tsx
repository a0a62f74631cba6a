import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { spacesQuery } from '../../api/queries.ts'
import type { Hit } from '../../api/wire.ts'
import { Button, buttonStyle } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { groupHits, keepRelevant } from './group-hits.ts'
import { HitGroupView } from './hit-group.tsx'
import { hasFilters, NO_FILTERS, type QuerySearch } from './query-search.ts'
import type { Change } from './search-filters.tsx'
import type { Found } from './search-query.ts'

/** Nothing was found: what may help. */
export function NothingFound({ search, onChange }: { search: QuerySearch; onChange: Change }) {
  const { search: words } = useText()
  const { data: spaces } = useQuery(spacesQuery())
  const isEmpty = spaces?.every(({ documents }) => documents === 0) ?? false
  return (
    <EmptyState
      icon={<SearchX />}
      title={words.nothing.title}
      body={isEmpty ? words.emptyLibrary : words.nothing.body}
      actions={
        <>
          {hasFilters(search) && <Button onClick={() => onChange(NO_FILTERS)}>{words.clearFilters}</Button>}
          <Link to="/library" className={buttonStyle(isEmpty ? 'primary' : 'outline')}>
            {words.nothing.library}
          </Link>
          {!isEmpty && (
            <Link to="/search/terms" className={buttonStyle('outline')}>
              {words.nothing.terms}
            </Link>
          )}
        </>
      }
    />
  )
}

type ResultsProps = { found: Found; previewed: string | undefined; onPreview: (hit: Hit) => void }

/** What was found, by document. */
export function SearchResults({ found, previewed, onPreview }: ResultsProps) {
  const { search } = useText()
  const { number, seconds } = useFormat()
  const { hits, isWeak } = useMemo(() => keepRelevant(found.hits), [found.hits])
  const groups = useMemo(() => groupHits(hits), [hits])
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-0.5 px-3 text-xs text-soft">
        <p role="status" className="tabular-nums">
          {search.summary(number(hits.length), number(groups.length), seconds(found.tookMs))}
        </p>
        <p className="ml-auto hidden text-faint pane:block">{search.help}</p>
      </div>
      {isWeak && (
        <p className="mx-3 mt-2 rounded-md bg-warn-tint px-3 py-1.5 text-xs text-warn">
          {search.weak}{' '}
          <Link to="/search/terms" className="underline">
            {search.nothing.terms}
          </Link>
        </p>
      )}
      {found.degraded.length > 0 && (
        <p className="mx-3 mt-2 rounded-md bg-warn-tint px-3 py-1.5 text-xs text-warn">
          {search.degraded + found.degraded.map((name) => search.parts[name] ?? name).join(search.partsSeparator)}
        </p>
      )}
      <ul aria-label={search.results}>
        {groups.map((group) => (
          <HitGroupView key={group.documentId} group={group} previewed={previewed} onPreview={onPreview} />
        ))}
      </ul>
    </>
  )
}
