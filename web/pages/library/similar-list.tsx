import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Copy, CopyCheck } from 'lucide-react'
import { bodyOf, client } from '../../api/client.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useText } from '../../language/language.tsx'
import type { Texts } from '../../language/texts.ts'

const similarOf = client.api.documents[':id'].similar.$get

function similarQuery({ id, versionId }: DocumentItem) {
  return queryOptions({
    queryKey: ['documents', 'similar', id, versionId],
    queryFn: async ({ signal }) => {
      const { documents } = await bodyOf(similarOf({ param: { id } }, { init: { signal } }))
      return documents.sort((a, b) => Number(b.isSame) - Number(a.isSame))
    },
  })
}

type Similar = { share: number; shareOfOther: number; isSame: boolean }

/** How two documents repeat each other, in words. Shares are estimates: never all of it where the bytes differ. */
export function saySimilar({ share, shareOfOther, isSame }: Similar, { library }: Texts): string {
  const { similar } = library.detail
  const percent = (value: number) => `${Math.min(99, Math.round(value * 100))}%`
  if (isSame) return similar.same
  return share >= shareOfOther ? similar.within(percent(share)) : similar.contains(percent(shareOfOther))
}

/** Documents that repeat this one, or are repeated by it. */
export function SimilarList({ document }: { document: DocumentItem }) {
  const text = useText()
  const { similar } = text.library.detail
  const found = useQuery(similarQuery(document))
  if (found.isPending) return <Skeleton className="h-5 w-2/3" />
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (found.data.length === 0) return <p className="text-xs text-soft">{similar.none}</p>
  return (
    <ul aria-label={similar.title} className="grid gap-2">
      {found.data.map(({ document: other, ...shares }) => {
        const Icon = shares.isSame ? CopyCheck : Copy
        return (
          <li key={other.id} className="flex gap-2">
            <Icon aria-hidden className="mt-1 size-4 shrink-0 text-faint" />
            <span className="min-w-0 flex-1">
              <Link
                to="/library"
                search={(before) => ({ ...before, doc: other.id })}
                title={other.path}
                className="block truncate font-medium hover:text-accent hover:underline"
              >
                <bdi>{other.title}</bdi>
              </Link>
              <span className="block text-xs text-soft">{saySimilar(shares, text)}</span>
              <bdi className="block truncate text-2xs text-faint">{other.path}</bdi>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
