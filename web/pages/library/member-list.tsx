import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { documentsQuery } from '../../api/queries.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { endingOf } from './accepted-files.ts'
import { StateBadge } from './state-badge.tsx'
import { useOpenJobs } from './upload-context.ts'

const CONTAINERS: readonly string[] = ['.zip', '.eml']

/** Whether other files may lie inside a document. */
export function mayHoldFiles({ path }: Pick<DocumentItem, 'path'>): boolean {
  return CONTAINERS.includes(endingOf(path))
}

/** The files inside an archive or an e-mail, each with how it stands. */
export function MemberList({ document }: { document: DocumentItem }) {
  const { library, common } = useText()
  const { number } = useFormat()
  const jobs = useOpenJobs()
  const members = useInfiniteQuery(documentsQuery({ container: document.id, sort: 'title' }))
  if (members.isPending) return <SkeletonLines lines={3} />
  if (members.isError) return <ErrorState error={members.error} onRetry={() => void members.refetch()} />
  const all = members.data.pages.flatMap((page) => page.documents)
  const total = members.data.pages[0]?.total ?? 0
  if (total === 0) return <p className="text-soft">{library.detail.noMembers}</p>
  return (
    <>
      <p className="text-xs text-soft">{library.detail.memberCount(number(total))}</p>
      <ul
        aria-label={library.detail.members}
        className="scroll-thin grid max-h-80 divide-y divide-line overflow-y-auto"
      >
        {all.map((member) => (
          <li key={member.id} className="flex items-center gap-2 py-1.5">
            <Link
              to="/library"
              search={(before) => ({ ...before, doc: member.id })}
              title={member.title}
              className="min-w-0 flex-1 truncate hover:text-accent hover:underline focus-visible:-outline-offset-2"
            >
              <bdi>{member.path.slice(document.path.length + 1)}</bdi>
            </Link>
            <StateBadge document={member} job={jobs.get(member.id)} />
          </li>
        ))}
      </ul>
      {members.hasNextPage && (
        <Button size="sm" isBusy={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </>
  )
}
