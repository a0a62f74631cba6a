import { type ChunkInContext, prepareChunkLoader } from '../db/chunks.ts'
import type { Database } from '../db/client.ts'
import type { StoredPassage } from './stored-passage.ts'

function toStoredPassage({ id, start, end, page, speaker, ...chunk }: ChunkInContext): StoredPassage {
  return {
    ...chunk,
    chunkId: id,
    span: { start, end },
    ...(page === null ? {} : { page }),
    ...(speaker === null ? {} : { speaker }),
  }
}

/** Loads passages by chunk id as SQLite has them, in that order; ids that are gone are left out. */
export function passageLoader(db: Database): (chunkIds: readonly string[]) => StoredPassage[] {
  const loadChunks = prepareChunkLoader(db)
  return (chunkIds) => loadChunks(chunkIds).map(toStoredPassage)
}
