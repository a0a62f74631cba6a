import { useInfiniteQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { useCallback, useDeferredValue, useId, useState } from 'react'
import { documentsQuery } from '../../api/queries.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { Checkbox } from '../../components/checkbox.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SearchInput } from '../../components/input.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { VirtualList } from '../../components/virtual-list.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { MAX_SCOPE_DOCUMENTS, type Scope, toggleDocument } from './scope.ts'

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

/** The documents of the chosen space and kind, to be picked one by one. */
export function DocumentChoices({ scope, onChange }: ScopePaneProps) {
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
