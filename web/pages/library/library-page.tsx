import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { FileSearch } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { describeError } from '../../api/describe-error.ts'
import { documentCountQuery } from '../../api/queries.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useToast } from '../../components/toast.tsx'
import { useMedia } from '../../components/use-media.ts'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { useTitle } from '../../shell/use-title.ts'
import { AddMenu } from './add-menu.tsx'
import { DocumentPanel } from './document-panel.tsx'
import { DocumentTable } from './document-table.tsx'
import { EmptyLibrary } from './empty-library.tsx'
import { FailedBar } from './failed-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { DEFAULT_SORT, isFiltered, type LibrarySearch, readLibrarySearch, toListQuery } from './library-search.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { SampleBanner } from './sample-banner.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { useActivity } from './upload-context.ts'
import { UploadPanel } from './upload-panel.tsx'
import { collectDocuments, useFirstPage } from './use-document-rows.ts'
import { useSelection } from './use-selection.ts'

const route = getRouteApi('/library')
const HAS_PANE = '(min-width: 64rem)'
const HAS_COLUMNS = '(min-width: 40rem)'

function LoadingRows() {
  const { common } = useText()
  return (
    <div aria-busy className="grid gap-4 py-4">
      <p className="sr-only">{common.loading}</p>
      {[60, 75, 50, 80, 65].map((width) => (
        <Skeleton key={width} className="h-9" />
      ))}
    </div>
  )
}

/** The documents: bringing them in, finding, correcting and removing them. */
export function LibraryPage(): ReactNode {
  const text = useText()
  const { library } = text
  const { number } = useFormat()
  const say = useToast()
  const search: LibrarySearch = route.useSearch()
  const navigate = route.useNavigate()
  const hasPane = useMedia(HAS_PANE)
  const hasColumns = useMedia(HAS_COLUMNS)
  const selection = useSelection()
  const [isCollecting, setCollecting] = useState(false)
  const [toRemove, setToRemove] = useState<readonly DocumentItem[]>([])
  const { summary } = useActivity()
  useTitle(library.title)

  const list = toListQuery(search)
  const first = useFirstPage(list)
  const total = first.data?.total ?? 0
  const { data: failed = 0 } = useQuery(documentCountQuery({ issue: 'error' }))
  const { doc } = search
  const change = useCallback(
    (next: Partial<LibrarySearch>, isStep = false) => {
      void navigate({
        to: '/library',
        search: (before: LibrarySearch) => readLibrarySearch({ ...before, ...next }),
        replace: !isStep,
      })
    },
    [navigate],
  )
  const open = useCallback((document: DocumentItem) => change({ doc: document.id }, true), [change])
  const close = useCallback(() => change({ doc: undefined }), [change])
  useEffect(() => {
    if (!hasPane || doc === undefined) return
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [hasPane, doc, close])

  const selectAll = async () => {
    setCollecting(true)
    try {
      selection.replace(await collectDocuments(list))
    } catch (error) {
      say({ message: describeError(error, text), tone: 'danger' })
    }
    setCollecting(false)
  }
  const forget = (ids: readonly string[]) => {
    const gone = new Set(ids)
    selection.toggle(
      [...selection.selected.values()].filter(({ id }) => gone.has(id)),
      false,
    )
    if (doc !== undefined && gone.has(doc)) close()
  }

  const isEmpty = first.isSuccess && !first.isPlaceholderData && total === 0 && !isFiltered(search)
  const panel = doc !== undefined && (
    <DocumentPanel key={doc} id={doc} onClose={close} onDelete={(document) => setToRemove([document])} />
  )
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-3 px-3 pt-3 sm:px-6 sm:pt-5">
        <header className="flex items-center gap-3">
          <h1 className="font-serif text-xl font-semibold">{library.title}</h1>
          <p className="flex-1 text-xs text-soft tabular-nums">
            {first.isSuccess && !isEmpty && (isFiltered(search) ? library.countFiltered : library.count)(number(total))}
            {failed > 0 && search.state !== 'failed' && (
              <button
                type="button"
                onClick={() => change({ state: 'failed' }, true)}
                className="ms-2 rounded-sm text-danger underline decoration-danger/40 underline-offset-2 hover:decoration-danger"
              >
                {library.failed.count(number(failed))}
              </button>
            )}
          </p>
          {!isEmpty && <AddMenu />}
        </header>
        <UploadPanel />
        {isEmpty && summary.finished >= summary.total ? (
          <EmptyLibrary />
        ) : (
          <>
            {!isFiltered(search) && <SampleBanner />}
            <FilterBar search={search} hasSort={!hasColumns} onChange={change} />
            {search.state === 'failed' && total > 0 && <FailedBar list={list} total={total} />}
            <SelectionBar
              selection={selection}
              isCollecting={isCollecting}
              onDelete={() => setToRemove([...selection.selected.values()])}
            />
            {first.isPending && <LoadingRows />}
            {first.isError && <ErrorState error={first.error} onRetry={() => void first.refetch()} />}
            {first.isSuccess && total === 0 && isFiltered(search) && (
              <EmptyState
                icon={<FileSearch />}
                title={library.nothing.title}
                body={library.nothing.body}
                actions={
                  <Button onClick={() => change({ q: undefined, space: undefined, kind: undefined, state: undefined })}>
                    {library.clearFilters}
                  </Button>
                }
              />
            )}
            {total > 0 && (
              <div className="-mx-3 flex min-h-0 flex-1 flex-col border-t border-line sm:-mx-3">
                <DocumentTable
                  key={JSON.stringify(list)}
                  list={list}
                  sort={search.sort ?? DEFAULT_SORT}
                  total={total}
                  openId={doc}
                  selection={selection}
                  onOpen={open}
                  onSort={(sort) => change({ sort: sort === DEFAULT_SORT ? undefined : sort })}
                  onSelectAll={() => void selectAll()}
                  onDelete={setToRemove}
                />
              </div>
            )}
          </>
        )}
      </div>
      {hasPane && panel && (
        <aside
          aria-label={library.detail.label}
          className="flex w-96 shrink-0 animate-enter flex-col border-l border-line bg-sheet print:hidden"
        >
          {panel}
        </aside>
      )}
      {!hasPane && (
        <Dialog
          isOpen={doc !== undefined}
          onOpenChange={(isOpen) => isOpen || close()}
          title={library.detail.label}
          hasHiddenTitle
          place="bottom"
        >
          {panel}
        </Dialog>
      )}
      {toRemove.length > 0 && <RemoveDialog documents={toRemove} onClose={() => setToRemove([])} onRemoved={forget} />}
    </div>
  )
}
