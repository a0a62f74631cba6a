import type { QdrantClient, Schemas } from '@qdrant/js-client-rest'
import { z } from 'zod'
import type { Access } from '../access.ts'
import type { Candidate, EngineQuery, QueryTerm } from '../engine.ts'
import { type Collection, isQuantized } from './collection.ts'
import { buildFilter } from './filter.ts'

/** Asked for beyond the limit, so that candidates of equal score are not cut apart before they stand in their order. */
const TIE_MARGIN = 50
/** As long as the client waits. */
const SERVER_TIMEOUT_S = 3
/** Vectors of one byte a number find so many more, which the originals then put in order. */
const OVERSAMPLING = 2
const LEAST_EF = 128

const placeSchema = z.object({ path: z.string(), version_id: z.string(), ordinal: z.number() })
type Placed = Candidate & z.infer<typeof placeSchema>

/** Weights of the query's terms; a term that is named twice counts twice. */
function queryVector(terms: readonly QueryTerm[]): { indices: number[]; values: number[] } {
  const weights = new Map<number, number>()
  for (const { id, weight } of terms) weights.set(id, (weights.get(id) ?? 0) + weight)
  const entries = [...weights].filter(([, weight]) => Number.isFinite(weight) && weight !== 0)
  return { indices: entries.map(([id]) => id), values: entries.map(([, weight]) => weight) }
}

function comparePlaces(a: Placed, b: Placed): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  if (a.version_id !== b.version_id) return a.version_id < b.version_id ? -1 : 1
  return a.ordinal - b.ordinal
}

/** What has nothing in common with the question is left out, and so are points that are not ours. */
function toRanking(points: readonly Schemas['ScoredPoint'][], limit: number): Candidate[] {
  const placed = points.flatMap(({ id, score, payload }) => {
    const place = placeSchema.safeParse(payload)
    return place.success && score > 0 ? [{ chunkId: String(id), score, ...place.data }] : []
  })
  placed.sort((a, b) => b.score - a.score || comparePlaces(a, b))
  return placed.slice(0, limit).map(({ chunkId, score }) => ({ chunkId, score }))
}

/**
 * The searches that a query comes to: one for each ranking, each with the whole filter at its root. They are not fused
 * by the server: its reciprocal ranks know no order of ties, and whoever asks fuses by rank with weights of its own, and
 * wants both rankings to tell why.
 */
export function buildSearches(
  collection: Collection,
  { terms, vector, filters, limit }: EngineQuery,
  access: Access,
): { lexical: Schemas['QueryRequest'] | undefined; dense: Schemas['QueryRequest'] | undefined } {
  const filter = buildFilter(access, filters)
  const common = {
    ...(filter ? { filter } : {}),
    limit: limit + TIE_MARGIN,
    with_payload: ['path', 'version_id', 'ordinal'],
    with_vector: false,
  }
  const words = queryVector(terms)
  const isComparable = vector?.model === collection.embedder && vector.values.length === collection.dimensions
  const quantization = isQuantized(collection) ? { quantization: { rescore: true, oversampling: OVERSAMPLING } } : {}
  return {
    lexical: words.indices.length === 0 ? undefined : { ...common, query: words, using: 'lexical' },
    dense:
      isComparable && vector.values.every(Number.isFinite)
        ? {
            ...common,
            query: [...vector.values],
            using: 'dense',
            params: { hnsw_ef: Math.max(LEAST_EF, limit + TIE_MARGIN), ...quantization },
          }
        : undefined,
  }
}

/** Both rankings in one request; none where nothing is asked. */
export async function searchCollection(
  client: QdrantClient,
  collection: Collection,
  query: EngineQuery,
  access: Access,
): Promise<{ lexical: Candidate[]; dense: Candidate[] }> {
  const { lexical, dense } = buildSearches(collection, query, access)
  const searches = [lexical, dense].filter((search) => search !== undefined)
  if (searches.length === 0) return { lexical: [], dense: [] }
  const answers = await client.queryBatch(collection.name, { searches, timeout: SERVER_TIMEOUT_S })
  const pointsOf = (search: Schemas['QueryRequest'] | undefined) =>
    search === undefined ? [] : (answers[searches.indexOf(search)]?.points ?? [])
  return { lexical: toRanking(pointsOf(lexical), query.limit), dense: toRanking(pointsOf(dense), query.limit) }
}
