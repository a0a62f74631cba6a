import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { spacesQuery } from '../../api/queries.ts'
import { Button } from '../../components/button.tsx'
import { SearchInput } from '../../components/input.tsx'
import { Menu, MenuChoice } from '../../components/menu.tsx'
import { useText } from '../../language/language.tsx'
import { DEFAULT_SORT, isFiltered, type LibrarySearch, type SortOrder, STATE_FILTERS } from './library-search.ts'
import { spaceName } from './space-name.ts'

const TYPING_MS = 200
const ANY = ''

type FilterChipProps<Value extends string> = {
  label: string
  /** '' for any. */
  value: Value | ''
  any: string
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value | undefined) => void
}

/** A filter that shows what it is set to and opens its choices. */
export function FilterChip<Value extends string>({ label, value, any, options, onChange }: FilterChipProps<Value>) {
  const chosen = options.find((option) => option.value === value)
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={clsx(
            'inline-flex h-7 max-w-48 shrink-0 items-center gap-1 rounded-full border px-2.5 text-xs transition-colors hover:border-line-strong',
            chosen ? 'border-accent bg-tint text-accent' : 'border-line bg-sheet',
          )}
        >
          <span className="truncate">{chosen ? chosen.label : label}</span>
          <ChevronDown aria-hidden className="size-3 shrink-0" />
        </button>
      }
    >
      <MenuChoice
        label={label}
        value={value}
        options={[{ value: ANY, label: any }, ...options]}
        onChange={(next) => onChange(options.find((option) => option.value === next)?.value)}
      />
    </Menu>
  )
}

/** What is typed, passed on when the typing pauses. */
function useTyped(value: string, onChange: (value: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(value)
  const [passed, setPassed] = useState(value)
  if (passed !== value) {
    setPassed(value)
    setTyped(value)
  }
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return [typed, setTyped]
}

type FilterBarProps = { search: LibrarySearch; hasSort: boolean; onChange: (change: Partial<LibrarySearch>) => void }

/** Narrows and orders the list. */
export function FilterBar({ search, hasSort, onChange }: FilterBarProps) {
  const text = useText()
  const { library, document: words } = text
  const { data: spaces = [] } = useQuery(spacesQuery())
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => onChange({ q }))
  const kinds = Object.entries(words.kinds).map(([value, label]) => ({ value, label }))
  const states = STATE_FILTERS.map((value) => ({ value, label: library.states[value] }))
  const places = spaces.map(({ name, isSample }) => ({ value: name, label: spaceName(name, isSample, text) }))
  const sorts = Object.entries(library.sorts).map(([value, label]) => ({ value: value as SortOrder, label }))
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        label={library.search}
        placeholder={library.search}
        value={typed}
        onValueChange={setTyped}
        className="w-full sm:w-72"
      />
      <div className="scroll-thin -mx-1 flex min-w-0 flex-1 items-center gap-2 overflow-x-auto px-1 py-0.5">
        <FilterChip
          label={library.columns.space}
          any={library.anySpace}
          value={search.space ?? ANY}
          options={places}
          onChange={(space) => onChange({ space })}
        />
        <FilterChip
          label={library.columns.kind}
          any={library.anyKind}
          value={search.kind ?? ANY}
          options={kinds}
          onChange={(kind) => onChange({ kind })}
        />
        <FilterChip
          label={library.stateFilter}
          any={library.anyState}
          value={search.state ?? ANY}
          options={states}
          onChange={(state) => onChange({ state })}
        />
        {hasSort && (
          <FilterChip
            label={library.sort}
            any={library.sorts[DEFAULT_SORT] ?? ''}
            value={search.sort ?? ANY}
            options={sorts.filter(({ value }) => value !== DEFAULT_SORT)}
            onChange={(sort) => onChange({ sort })}
          />
        )}
        {isFiltered(search) && (
          <Button
            size="sm"
            variant="quiet"
            onClick={() => onChange({ q: undefined, space: undefined, kind: undefined, state: undefined })}
          >
            {library.clearFilters}
          </Button>
        )}
      </div>
    </div>
  )
}
