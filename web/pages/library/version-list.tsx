import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { bodyOf, client } from '../../api/client.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { Badge } from '../../components/badge.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { Tooltip } from '../../components/tooltip.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'

/** The readings of a document that are kept. */
export function versionsQuery({ id, versionId }: DocumentItem) {
  return queryOptions({
    queryKey: ['documents', 'versions', id, versionId],
    queryFn: async ({ signal }) =>
      (await bodyOf(client.api.documents[':id'].versions.$get({ param: { id }, query: {} }, { init: { signal } })))
        .versions,
  })
}

/** Where the original of a version is fetched. */
export function originalAddress(documentId: string, versionId: string): string {
  const address = client.api.documents[':id'].file.$url({ param: { id: documentId }, query: { version: versionId } })
  return address.pathname + address.search
}

/** The readings of a document that are kept, the newest first. */
export function VersionList({ document }: { document: DocumentItem }) {
  const { library } = useText()
  const { detail } = library
  const format = useFormat()
  const versions = useQuery(versionsQuery(document))
  if (versions.isPending) return <SkeletonLines lines={2} />
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
  return (
    <ul className="grid divide-y divide-line">
      {versions.data.map((version) => {
        const when = format.moment(version.createdAt)
        return (
          <li key={version.id} className="flex items-center gap-2 py-1.5">
            <Link
              to="/documents/$documentId"
              params={{ documentId: document.id }}
              search={{ version: version.id }}
              aria-label={detail.openVersion(when)}
              className="min-w-0 flex-1 hover:text-accent"
            >
              <span className="flex items-center gap-2">
                {when}
                {version.state === 'current' && <Badge tone="accent">{detail.current}</Badge>}
              </span>
              <span className="block text-xs text-soft">
                {detail.version(format.number(version.chunks), format.bytes(version.bytes))}
              </span>
            </Link>
            <Tooltip label={detail.downloadVersion(when)}>
              <a
                href={originalAddress(document.id, version.id)}
                download
                aria-label={detail.downloadVersion(when)}
                className="inline-flex size-7 items-center justify-center rounded-md text-soft hover:bg-tint hover:text-accent"
              >
                <Download aria-hidden className="size-4" />
              </a>
            </Tooltip>
          </li>
        )
      })}
    </ul>
  )
}
