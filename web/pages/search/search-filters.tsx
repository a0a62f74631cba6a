import { useQuery } from '@tanstack/react-query'
import { spacesQuery } from '../../api/queries.ts'
import { Button } from '../../components/button.tsx'
import { useText } from '../../language/language.tsx'
import { FilterChip } from '../library/filter-bar.tsx'
import { spaceName } from '../library/space-name.ts'
import { hasFilters, NO_FILTERS, type QuerySearch } from './query-search.ts'
import { SinceChip } from './since-chip.tsx'

export type Change = (change: Partial<QuerySearch>) => void

/** Narrows the search to a space, a kind, a time. */
export function SearchFilters({ search, onChange }: { search: QuerySearch; onChange: Change }) {
  const text = useText()
  const { search: words, document } = text
  const { data: spaces = [] } = useQuery(spacesQuery())
  const places = spaces.map(({ name, isSample }) => ({ value: name, label: spaceName(name, isSample, text) }))
  const kinds = Object.entries(document.kinds).map(([value, label]) => ({ value, label }))
  return (
    <fieldset aria-label={words.filters} className="scroll-thin -mx-1 flex gap-2 overflow-x-auto px-1 py-0.5">
      <FilterChip
        label={words.space}
        any={words.anySpace}
        value={search.space ?? ''}
        options={places}
        onChange={(space) => onChange({ space })}
      />
      <FilterChip
        label={words.kind}
        any={words.anyKind}
        value={search.kind ?? ''}
        options={kinds}
        onChange={(kind) => onChange({ kind })}
      />
      <SinceChip since={search.since} onChange={(since) => onChange({ since })} />
      {hasFilters(search) && (
        <Button size="sm" variant="quiet" onClick={() => onChange(NO_FILTERS)}>
          {words.clearFilters}
        </Button>
      )}
    </fieldset>
  )
}
