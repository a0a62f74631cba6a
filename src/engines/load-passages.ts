import { type ChunkInContext, loadChunks } from '../db/chunks.ts'
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

/** Passages by chunk id as SQLite has them, in that order; ids that are gone are left out. */
export function loadPassages(db: Database, chunkIds: readonly string[]): StoredPassage[] {
  return loadChunks(db, chunkIds).map(toStoredPassage)
}
