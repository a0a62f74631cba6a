import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useCallback, useDeferredValue, useId, useState } from 'react'
import type { DocumentItem } from '../../api/client.ts'
import { documentCountQuery, documentsQuery, spacesQuery } from '../../api/queries.ts'
import { Badge } from '../../components/badge.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Input, SearchInput } from '../../components/input.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { VirtualList } from '../../components/virtual-list.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { EVERYTHING, isEverything, MAX_SCOPE_DOCUMENTS, type Scope, toggleDocument, withProperty } from './scope.ts'

const KINDS = [
  'discussion_note',
  'retrospective',
  'pitfall_case',
  'delivery_guide',
  'proposal',
  'tender',
  'report',
  'other',
] as const

type Choice = { value: string; label: string; count: number | undefined; isSample?: boolean }

type ChoicesProps = {
  label: string
  value: string | undefined
  choices: readonly Choice[]
  onChange: (value: string | undefined) => void
}

/** One of several, or all of them. */
function Choices({ label, value, choices, onChange }: ChoicesProps) {
  const { common } = useText()
  const format = useFormat()
  const name = useId()
  const rows: Choice[] = [{ value: '', label: common.all, count: undefined }, ...choices]
  return (
    <fieldset>
      <legend className="mb-1 px-3 text-xs font-medium text-soft">{label}</legend>
      {rows.map((choice) => (
        <label
          key={choice.value}
          className={clsx(
            'mx-1 flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-2 hover:bg-tint',
            (value ?? '') === choice.value && 'font-medium text-accent',
          )}
        >
          <input
            type="radio"
            name={name}
            checked={(value ?? '') === choice.value}
            onChange={() => onChange(choice.value === '' ? undefined : choice.value)}
            className="size-3.5 shrink-0 accent-accent"
          />
          <span className="min-w-0 flex-1 truncate">{choice.label}</span>
          {choice.isSample && <Badge>{common.sample}</Badge>}
          {choice.count !== undefined && (
            <span className="text-xs font-normal text-faint tabular-nums">{format.number(choice.count)}</span>
          )}
        </label>
      ))}
    </fieldset>
  )
}

function DocumentRow({ document, isIn, onToggle }: { document: DocumentItem; isIn: boolean; onToggle: () => void }) {
  const { document: words } = useText()
  const id = useId()
  return (
    <label htmlFor={id} className="mx-1 flex cursor-pointer items-start gap-2 rounded-md px-2 py-1 hover:bg-tint">
      <Checkbox id={id} checked={isIn} onChange={onToggle} className="mt-1" />
      <span className="min-w-0 flex-1">
        <span className={clsx('line-clamp-2 leading-5', isIn && 'font-medium text-accent')}>{document.title}</span>
        <span className="block truncate text-2xs text-faint">
          {[words.kinds[document.kind], document.project, document.date].filter((part) => part).join(' · ')}
        </span>
      </span>
    </label>
  )
}

type ScopePaneProps = { scope: Scope; onChange: (scope: Scope) => void }

function DocumentChoices({ scope, onChange }: ScopePaneProps) {
  const { ask } = useText()
  const format = useFormat()
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const filters = {
    sort: 'title',
    state: 'ready',
    ...(scope.space === undefined ? {} : { space: scope.space }),
    ...(scope.kind === undefined ? {} : { kind: scope.kind }),
    ...(q === '' ? {} : { q }),
  }
  const found = useInfiniteQuery(documentsQuery(filters))
  const { hasNextPage, isFetching, fetchNextPage } = found
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const documents = found.data?.pages.flatMap((page) => page.documents) ?? []
  const total = found.data?.pages[0]?.total
  const chosen = new Set(scope.documents.map(({ id }) => id))
  const isFull = chosen.size >= MAX_SCOPE_DOCUMENTS
  return (
    <section className="flex min-h-64 flex-1 flex-col">
      <h3 className="mb-1 flex gap-2 px-3 text-xs font-medium text-soft">
        {ask.scopeDocuments}
        <span className="ml-auto font-normal text-faint tabular-nums">
          {chosen.size > 0
            ? ask.scopeChosen(chosen.size)
            : total !== undefined && ask.scopeDocumentsIn(format.number(total))}
        </span>
      </h3>
      <div className="px-3 pb-2">
        <SearchInput label={ask.scopeFind} placeholder={ask.scopeFindShort} value={words} onValueChange={setWords} />
      </div>
      {isFull && <p className="px-3 pb-2 text-xs text-warn">{ask.scopeTooMany(MAX_SCOPE_DOCUMENTS)}</p>}
      {found.isPending && <SkeletonLines lines={6} className="px-3 py-2" />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} className="mx-3" />}
      {found.isSuccess && documents.length === 0 && <p className="px-3 py-2 text-soft">{ask.scopeNoDocuments}</p>}
      {documents.length > 0 && (
        <VirtualList
          label={ask.scopeDocuments}
          items={documents}
          {...(total === undefined ? {} : { total })}
          keyOf={(document) => document.id}
          rowHeight={46}
          onReachEnd={more}
          className="min-h-0 flex-1 pb-2"
          render={(document) => (
            <DocumentRow
              document={document}
              isIn={chosen.has(document.id)}
              onToggle={() => (!isFull || chosen.has(document.id)) && onChange(toggleDocument(scope, document))}
            />
          )}
        />
      )}
    </section>
  )
}

/** What the next question is asked of: a space, a kind, a first day, single documents. */
export function ScopePane({ scope, onChange }: ScopePaneProps) {
  const { ask, document: words } = useText()
  const sinceId = useId()
  const spaces = useQuery(spacesQuery())
  const counts = useQueries({
    queries: KINDS.map((kind) =>
      documentCountQuery({ kind, ...(scope.space === undefined ? {} : { space: scope.space }) }),
    ),
  })
  const spaceChoices = spaces.data?.filter(({ documents }) => documents > 0) ?? []
  const kindChoices = KINDS.map((kind, index) => ({
    value: kind,
    label: words.kinds[kind] ?? kind,
    count: counts[index]?.data,
  })).filter(({ value, count }) => count !== 0 || value === scope.kind)
  return (
    <div className="scroll-thin flex h-full flex-col gap-3 overflow-y-auto pt-3 text-sm">
      <p className="px-3 text-xs text-soft">
        {scope.documents.length > 0 ? ask.scopeOnlyDocuments(scope.documents.length) : ask.scopeHint}
        {!isEverything(scope) && (
          <button
            type="button"
            className="ml-1 text-accent underline underline-offset-2"
            onClick={() => onChange(EVERYTHING)}
          >
            {ask.scopeClear}
          </button>
        )}
      </p>
      {spaceChoices.length > 1 && (
        <Choices
          label={ask.scopeSpaces}
          value={scope.space}
          choices={spaceChoices.map(({ name, documents, isSample }) => ({
            value: name,
            label: name,
            count: documents,
            isSample,
          }))}
          onChange={(space) => onChange(withProperty(scope, 'space', space))}
        />
      )}
      <Choices
        label={ask.scopeKinds}
        value={scope.kind}
        choices={kindChoices}
        onChange={(kind) => onChange(withProperty(scope, 'kind', kind))}
      />
      <label htmlFor={sinceId} className="flex items-center gap-2 px-3 text-xs font-medium text-soft">
        {ask.scopeSince}
        <Input
          id={sinceId}
          type="date"
          value={scope.since ?? ''}
          onChange={(event) => onChange(withProperty(scope, 'since', event.target.value))}
          className="h-8 min-w-0 flex-1 px-2 text-xs"
        />
      </label>
      <DocumentChoices scope={scope} onChange={onChange} />
    </div>
  )
}
