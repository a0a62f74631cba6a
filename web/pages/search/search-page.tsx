import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { BookA, TextSearch } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import type { Hit } from '../../api/wire.ts'
import { Button, buttonStyle } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SearchInput } from '../../components/input.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useMedia } from '../../components/use-media.ts'
import { useText } from '../../language/language.tsx'
import { useTitle } from '../../shell/use-title.ts'
import { type QuerySearch, readQuerySearch } from './query-search.ts'
import { type Change, SearchFilters } from './search-filters.tsx'
import { searchQuery } from './search-query.ts'
import { NothingFound, SearchResults } from './search-results.tsx'
import { useHitKeys } from './use-hit-keys.ts'

const route = getRouteApi('/search')
const HAS_PANE = '(min-width: 64rem)'
const LONGEST_QUERY = 4_000

const DocumentViewer = lazy(async () => ({
  default: (await import('../../viewer/document-viewer.tsx')).DocumentViewer,
}))

function Preview({ hit, onClose }: { hit: Hit; onClose: () => void }) {
  const { common } = useText()
  return (
    <Suspense fallback={<p className="p-4 text-soft">{common.loading}</p>}>
      <DocumentViewer
        key={hit.documentId}
        documentId={hit.documentId}
        versionId={hit.versionId}
        span={hit.span}
        onClose={onClose}
      />
    </Suspense>
  )
}

/** Search: the passages themselves, nothing generated. */
export function SearchPage(): ReactNode {
  const { search: words, terms } = useText()
  const search: QuerySearch = route.useSearch()
  const navigate = route.useNavigate()
  const hasPane = useMedia(HAS_PANE)
  const [typed, setTyped] = useState(search.q ?? '')
  const [asked, setAsked] = useState(search.q)
  const [preview, setPreview] = useState<Hit>()
  const box = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const result = useQuery(searchQuery(search))
  useTitle(search.q ? `${search.q} · ${words.title}` : words.title)
  if (asked !== search.q) {
    setAsked(search.q)
    setTyped(search.q ?? '')
    setPreview(undefined)
  }

  const change: Change = (next) => {
    void navigate({ to: '/search', search: (before: QuerySearch) => readQuerySearch({ ...before, ...next }) })
  }
  const hits = result.data?.hits
  const previewById = useCallback(
    (chunkId: string) => {
      const hit = hits?.find((each) => each.chunkId === chunkId)
      setPreview((before) => (before?.chunkId === chunkId ? undefined : hit))
    },
    [hits],
  )
  useHitKeys({ list, box, onPreview: previewById })

  const isIdle = search.q === undefined
  const closePreview = () => {
    const link = list.current?.querySelector<HTMLElement>(`[data-hit="${CSS.escape(preview?.chunkId ?? '')}"]`)
    setPreview(undefined)
    link?.focus()
  }
  return (
    <div className="flex min-h-0 flex-1">
      <div className="scroll-thin min-h-0 min-w-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-3xl px-3 pt-3 pb-10 sm:px-6 sm:pt-5">
          <header className="sticky top-0 z-10 -mx-3 grid gap-2.5 bg-paper px-3 pt-1 pb-3">
            <div className="flex items-baseline gap-3">
              <h1 className="font-serif text-xl font-semibold">{words.title}</h1>
              <p className="min-w-0 flex-1 truncate text-xs text-soft max-sm:invisible">{words.noGeneration}</p>
              <Link to="/search/terms" className={`${buttonStyle('quiet', 'sm')} -my-1`}>
                <BookA aria-hidden />
                {terms.title}
              </Link>
            </div>
            <search>
              <form
                className="flex gap-2"
                onSubmit={(event) => {
                  event.preventDefault()
                  change({ q: typed.trim() === '' ? undefined : typed.trim() })
                }}
              >
                <SearchInput
                  ref={box}
                  label={words.label}
                  placeholder={words.placeholder}
                  maxLength={LONGEST_QUERY}
                  autoFocus={isIdle}
                  value={typed}
                  onValueChange={setTyped}
                  className="min-w-0 flex-1"
                />
                <Button type="submit" variant="primary" isBusy={result.isFetching}>
                  {words.submit}
                </Button>
              </form>
            </search>
            <SearchFilters search={search} onChange={change} />
          </header>
          <div ref={list} aria-busy={result.isFetching}>
            {isIdle && (
              <EmptyState
                icon={<TextSearch />}
                title={words.start.title}
                body={
                  <>
                    <p>{words.start.body}</p>
                    <p className="mt-2 text-xs">{words.start.tip}</p>
                  </>
                }
              />
            )}
            {result.isLoading && <SkeletonLines lines={9} className="px-3 py-4" />}
            {result.isError && (
              <ErrorState
                error={result.error}
                title={words.failed}
                onRetry={() => void result.refetch()}
                className="mt-2"
              />
            )}
            {!isIdle && hits?.length === 0 && <NothingFound search={search} onChange={change} />}
            {!isIdle && result.data && hits && hits.length > 0 && (
              <SearchResults
                key={JSON.stringify(search)}
                found={result.data}
                previewed={preview?.chunkId}
                onPreview={(hit) => previewById(hit.chunkId)}
              />
            )}
          </div>
        </div>
      </div>
      {hasPane && preview && (
        <aside
          aria-label={words.preview}
          className="flex w-[min(40rem,48%)] shrink-0 animate-enter flex-col border-l border-line bg-sheet print:hidden"
        >
          <Preview hit={preview} onClose={closePreview} />
        </aside>
      )}
      {!hasPane && (
        <Dialog
          isOpen={preview !== undefined}
          onOpenChange={(isOpen) => isOpen || setPreview(undefined)}
          title={words.preview}
          hasHiddenTitle
          place="bottom"
        >
          {preview && <Preview hit={preview} onClose={() => setPreview(undefined)} />}
        </Dialog>
      )}
    </div>
  )
}
