import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { documentQuery } from '../../api/queries.ts'
import { useTitle } from '../../shell/use-title.ts'
import { DocumentViewer } from '../../viewer/document-viewer.tsx'

const route = getRouteApi('/documents/$documentId')

/** A document on a page of its own. */
export function DocumentPage() {
  const { documentId } = route.useParams()
  const { version, start, end } = route.useSearch()
  const document = useQuery(documentQuery(documentId))
  useTitle(document.data?.title)
  const span = start !== undefined && end !== undefined && start < end ? { start, end } : undefined
  return <DocumentViewer key={documentId} documentId={documentId} versionId={version} span={span} />
}
