import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft, CircleHelp, ClipboardCheck, Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { describeError } from '../../api/describe-error.ts'
import { Button, buttonStyle } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { useTitle } from '../../shell/use-title.ts'
import { GapCard } from './gap-card.tsx'
import { GapFilter } from './gap-filter.tsx'
import { type Gap, gapQuery, gapsQuery, gapsTableAddress, removeGap } from './gap-queries.ts'
import type { GapState } from './gap-search.ts'

const route = getRouteApi('/gaps')

function GapCards({ gaps, onDelete }: { gaps: readonly Gap[]; onDelete: (gap: Gap) => void }) {
  const text = useText()
  return (
    <ul aria-label={text.gaps.list} className="grid grid-cols-1 gap-3">
      {gaps.map((gap) => (
        <GapCard key={gap.id} gap={gap} onDelete={() => onDelete(gap)} />
      ))}
    </ul>
  )
}

function OneGap({ id, onDelete }: { id: string; onDelete: (gap: Gap) => void }) {
  const { gaps } = useText()
  const { data: gap, error, refetch } = useQuery(gapQuery(id))
  return (
    <>
      <Link to="/gaps" className={`${buttonStyle('quiet', 'sm')} -ml-2 justify-self-start text-soft`}>
        <ArrowLeft aria-hidden />
        {gaps.showAll}
      </Link>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {gap === undefined && error === null && <SkeletonLines lines={4} />}
      {gap === null && <EmptyState icon={<CircleHelp />} title={gaps.gone} />}
      {gap && <GapCards gaps={[gap]} onDelete={onDelete} />}
    </>
  )
}

function AllGaps({ state, onDelete }: { state: GapState | undefined; onDelete: (gap: Gap) => void }) {
  const { gaps, common } = useText()
  const found = useInfiniteQuery(gapsQuery(state))
  const shown = found.data?.pages.flatMap((page) => page.gaps)
  const counts = found.data?.pages[0]?.counts
  const hasAny = counts !== undefined && Object.values(counts).some((count) => count > 0)
  return (
    <>
      {hasAny && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <GapFilter state={state} counts={counts} />
          <a href={gapsTableAddress(state)} download className={buttonStyle('outline', 'sm')}>
            <Download aria-hidden />
            {gaps.download}
          </a>
        </div>
      )}
      {found.isPending && <SkeletonLines lines={8} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {shown?.length === 0 &&
        (hasAny ? (
          <p className="py-8 text-center text-soft">{gaps.emptyState}</p>
        ) : (
          <EmptyState icon={<CircleHelp />} title={gaps.emptyTitle} body={gaps.emptyBody} />
        ))}
      {shown && shown.length > 0 && <GapCards gaps={shown} onDelete={onDelete} />}
      {found.hasNextPage && (
        <Button
          isBusy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
          className="justify-self-center"
        >
          {common.loadMore}
        </Button>
      )}
    </>
  )
}

/** Questions that were asked and that the library does not answer, with who looks after them. */
export function GapsPage(): ReactNode {
  const text = useText()
  const { gaps, evaluation, common } = text
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const say = useToast()
  const [doomed, setDoomed] = useState<Gap | null>(null)
  const removal = useMutation({
    mutationFn: (gap: Gap) => removeGap(queries, gap.id),
    onSuccess: () => {
      say({ message: gaps.deleted })
      if (search.gap !== undefined) void navigate({ to: '/gaps', search: {} })
    },
    onError: (error) => say({ message: describeError(error, text), tone: 'danger' }),
    onSettled: () => setDoomed(null),
  })
  useTitle(gaps.title)
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid w-full max-w-4xl grid-cols-1 gap-4 px-3 pt-3 pb-10 sm:px-6 sm:pt-5">
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 flex-[1_1_18rem]">
            <h1 className="font-serif text-xl font-semibold">{gaps.title}</h1>
            <p className="text-soft">{gaps.body}</p>
          </div>
          <Link to="/gaps/questions" className={buttonStyle('quiet', 'sm')}>
            <ClipboardCheck aria-hidden />
            {evaluation.title}
          </Link>
        </header>
        {search.gap === undefined ? (
          <AllGaps state={search.show} onDelete={setDoomed} />
        ) : (
          <OneGap id={search.gap} onDelete={setDoomed} />
        )}
        <ConfirmDialog
          isOpen={doomed !== null}
          onOpenChange={(isOpen) => !isOpen && setDoomed(null)}
          title={gaps.deleteTitle}
          description={gaps.deleteBody}
          agree={common.delete}
          isBusy={removal.isPending}
          onAgree={() => doomed && removal.mutate(doomed)}
        >
          <p className="line-clamp-3 border-l-2 border-line pl-3 text-soft">{doomed?.question}</p>
        </ConfirmDialog>
      </div>
    </div>
  )
}
