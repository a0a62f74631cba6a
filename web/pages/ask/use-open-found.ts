import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { documentQuery } from '../../api/queries.ts'
import type { Hit } from '../../api/wire.ts'
import type { SourcePlace } from '../../source-place.ts'
import { passagesQuery } from '../../viewer/queries.ts'

type Passage = { documentId: string; chunkId: string }

/** Opens a passage of which only the ids are known: where it stands is looked up. */
export function useOpenFound(
  hits: readonly Hit[] | undefined,
  onOpen: (place: SourcePlace) => void,
): (passage: Passage) => Promise<void> {
  const queries = useQueryClient()
  return useCallback(
    async ({ documentId, chunkId }) => {
      const hit = hits?.find((one) => one.chunkId === chunkId)
      if (hit) return onOpen(hit)
      const find = async (): Promise<SourcePlace> => {
        const { versionId } = await queries.fetchQuery(documentQuery(documentId))
        const passages = await queries.fetchQuery(passagesQuery({ id: documentId, version: versionId }))
        const passage = passages.find(({ id }) => id === chunkId)
        return passage ? { documentId, versionId, span: { start: passage.start, end: passage.end } } : { documentId }
      }
      onOpen(await find().catch(() => ({ documentId })))
    },
    [hits, onOpen, queries],
  )
}
