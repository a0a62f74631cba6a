import type { QdrantClient } from '@qdrant/js-client-rest'
import type { Database } from '../../db/client.ts'
import { currentPointIds } from '../../db/index-rows.ts'
import { FOR_A_WRITE, withRetries } from './retry.ts'

const IDS_PER_PAGE = 1_000
const SERVER_TIMEOUT_S = 60
const EXAMPLES = 3

/** How a collection differs from the library. `documents`: those whose points differ. */
export type Differences = {
  /** Points of current versions that the collection lacks. */
  missing: number
  /** Points of ours that belong to no current version. */
  stray: number
  /** Points that are not ours. */
  foreign: number
  documents: Set<string>
  examples: string[]
}

type Known = { id: string; documentId: string | undefined }

function* libraryIds(db: Database): Generator<Known> {
  for (let after = ''; ; ) {
    const page = currentPointIds(db, { after, limit: IDS_PER_PAGE })
    for (const { chunkId, documentId } of page) yield { id: chunkId, documentId }
    if (page.length < IDS_PER_PAGE) return
    after = page.at(-1)?.chunkId ?? after
  }
}

/** In the order of the ids, which is that of their text; numbers come before and are never ours. */
async function* collectionIds(client: QdrantClient, collection: string): AsyncGenerator<Known> {
  for (let offset: string | number | undefined; ; ) {
    const ask = () =>
      client.scroll(collection, {
        limit: IDS_PER_PAGE,
        with_payload: ['document_id'],
        with_vector: false,
        timeout: SERVER_TIMEOUT_S,
        ...(offset === undefined ? {} : { offset }),
      })
    const { points, next_page_offset: next } = await withRetries(ask, FOR_A_WRITE)
    for (const { id, payload } of points) {
      const documentId = payload?.document_id
      const isOurs = typeof id === 'string' && typeof documentId === 'string'
      yield { id: String(id), documentId: isOurs ? documentId : undefined }
    }
    if (typeof next !== 'string' && typeof next !== 'number') return
    offset = next
  }
}

/** Compares the ids of a collection with those of the library, both ways, page by page. */
export async function compareIds(db: Database, client: QdrantClient, collection: string): Promise<Differences> {
  const found: Differences = { missing: 0, stray: 0, foreign: 0, documents: new Set(), examples: [] }
  const note = (kind: 'missing' | 'stray' | 'foreign', { id, documentId }: Known) => {
    found[kind] += 1
    if (documentId !== undefined) found.documents.add(documentId)
    if (found.examples.length < EXAMPLES) found.examples.push(id)
  }
  const library = libraryIds(db)
  let wanted = library.next()
  for await (const point of collectionIds(client, collection)) {
    if (point.documentId === undefined) {
      note('foreign', point)
      continue
    }
    while (!wanted.done && wanted.value.id < point.id) {
      note('missing', wanted.value)
      wanted = library.next()
    }
    if (!wanted.done && wanted.value.id === point.id) wanted = library.next()
    else note('stray', point)
  }
  for (; !wanted.done; wanted = library.next()) note('missing', wanted.value)
  return found
}
