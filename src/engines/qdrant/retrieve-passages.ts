import type { QdrantClient } from '@qdrant/js-client-rest'
import type { StoredPassage } from '../stored-passage.ts'
import type { Collection } from './collection.ts'
import { toStoredPassage } from './point.ts'
import { FOR_A_QUESTION, withRetries } from './retry.ts'

const IDS_PER_REQUEST = 200

/** Passages by chunk id as the payload has them; those that are gone, and points that are not ours, are left out. */
export async function retrievePassages(
  client: QdrantClient,
  { name }: Collection,
  chunkIds: readonly string[],
): Promise<StoredPassage[]> {
  const passages: StoredPassage[] = []
  for (let at = 0; at < chunkIds.length; at += IDS_PER_REQUEST) {
    const ids = chunkIds.slice(at, at + IDS_PER_REQUEST)
    const ask = () => client.retrieve(name, { ids, with_payload: true, with_vector: false })
    const points = await withRetries(ask, FOR_A_QUESTION)
    passages.push(...points.flatMap(({ id, payload }) => toStoredPassage(id, payload) ?? []))
  }
  return passages
}
