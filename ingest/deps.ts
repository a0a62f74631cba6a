import type { Database } from '../src/db/client.ts'
import { activeEmbedder } from '../src/db/settings.ts'
import type { ChunkVector, IndexWriter, Point } from '../src/engines/engine.ts'
import type { IndexFollower } from '../src/engines/index-follower.ts'
import { AppError } from '../src/errors.ts'
import type { Embedder } from '../src/models/embedder.ts'
import type { FileReader } from './child/read-in-child.ts'
import { shareLists } from './coalesce.ts'
import { type Commit, groupCommit } from './commit.ts'
import { cached, type EmbeddingItem, type EmbedItems, uncached } from './embed.ts'
import { type MemberRoom, memberRoom } from './member-room.ts'

/** What the pipeline stands on; `worker.ts` makes it, tests make their own. */
export type IngestDeps = {
  db: Database
  /** Absolute path. */
  dataFolder: string
  reader: FileReader
  /** Shares out what files inside a file may come to. */
  roomFor: MemberRoom
  embedderId: string
  /** Embedding is asked of a service, call by call. */
  asksService: boolean
  /** Vectors of texts; files that are read at the same time share their calls. */
  embed: EmbedItems
  /** Puts points into the index; calls are shared like those of `embed`. */
  index: (points: readonly Point[]) => Promise<unknown>
  /** Adds vectors of the embedder to chunks that are in the index already. */
  addVectors: (vectors: readonly ChunkVector[]) => Promise<unknown>
  /**
   * Adds, for chunks that are about to be indexed, the vectors that questions are compared with for now, where those are
   * another embedder's and cost nothing.
   */
  bridge: (chunks: readonly Omit<ChunkVector, 'vector'>[], items: readonly EmbeddingItem[]) => Promise<void>
  removeFromIndex: (versionId: string) => Promise<void>
  /** An engine outside SQLite that takes in what changes; undefined where there is none. */
  follower?: IndexFollower | undefined
  commit: Commit
  /** Lines for the operator; never document text. */
  log: (line: string) => void
}

const EMBED_CALLS = { atOnce: 2, perCall: 16 }
const INDEX_CALLS = { atOnce: 1, perCall: 8 }

/** A service that does not answer answers for none of the lists alone either. */
const isOfOneList = (error: unknown) => !(error instanceof AppError && error.code === 'embedding_unavailable')

/**
 * @param parts.asksService whether `embedder` is a service: its vectors are kept, so that it is asked for no text twice.
 * @param parts.freeEmbedder one that costs nothing to ask, for the time until the vectors of `embedder` are in use.
 */
export function ingestDeps(parts: {
  db: Database
  dataFolder: string
  reader: FileReader
  embedder: Embedder
  asksService?: boolean
  freeEmbedder?: Embedder
  writer: IndexWriter
  follower?: IndexFollower | undefined
  log: (line: string) => void
}): IngestDeps {
  const { db, dataFolder, reader, embedder, asksService = false, freeEmbedder, writer, follower, log } = parts
  const embedItems = asksService ? cached(db, embedder) : uncached(embedder)
  return {
    db,
    dataFolder,
    reader,
    roomFor: memberRoom(db),
    log,
    embedderId: embedder.id,
    asksService,
    embed: shareLists((items: EmbeddingItem[]) => embedItems(items), EMBED_CALLS, isOfOneList),
    index: shareLists((points: Point[]) => writer.upsert(points).then(() => points), INDEX_CALLS),
    addVectors: (vectors) => writer.addVectors(embedder.id, vectors),
    bridge: async (chunks, items) => {
      if (!freeEmbedder || freeEmbedder.id === embedder.id || activeEmbedder(db) !== freeEmbedder.id) return
      const made = await uncached(freeEmbedder)(items)
      const vectors = chunks.flatMap((chunk, i) => (made[i] ? [{ ...chunk, vector: made[i] }] : []))
      await writer.addVectors(freeEmbedder.id, vectors)
    },
    removeFromIndex: writer.removeVersion,
    follower,
    commit: groupCommit(db),
  }
}
