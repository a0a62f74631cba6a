import { queryOptions, useQuery } from '@tanstack/react-query'
import { bodyOf, client } from '../../api/client.ts'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'

const LARGE_FROM_CHUNKS = 5_000

function estimateQuery(id: string) {
  return queryOptions({
    queryKey: ['jobs', 'estimate', id],
    queryFn: async ({ signal }) => {
      const { result } = await bodyOf(client.api.jobs[':id'].$get({ param: { id } }, { init: { signal } }))
      return result?.estimate ?? null
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What a run is going to cost that is large, or calls an embedding service; of others nothing. */
export function SyncEstimate({ jobId }: { jobId: string }) {
  const { library } = useText()
  const { number, bytes } = useFormat()
  const { data } = useQuery(estimateQuery(jobId))
  if (!data || (data.chunks < LARGE_FROM_CHUNKS && data.embeddingCalls === 0)) return null
  const { estimate, estimateCalls } = library.uploads
  const about = estimate(number(data.files), bytes(data.bytes), number(data.chunks))
  return (
    <p className="text-xs text-soft">
      {data.embeddingCalls > 0
        ? about + estimateCalls(number(data.embeddingCalls), number(data.embeddingTokens))
        : about}
    </p>
  )
}
