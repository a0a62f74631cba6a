import { type ChunkInContext, prepareChunkLoader } from '../db/chunks.ts'
import type { Database } from '../db/client.ts'
import type { StoredPassage } from './stored-passage.ts'

function toStoredPassage(chunk: ChunkInContext): StoredPassage {
  const passage: StoredPassage = {
    versionId: chunk.versionId,
    ordinal: chunk.ordinal,
    text: chunk.text,
    headings: chunk.headings,
    documentId: chunk.documentId,
    title: chunk.title,
    path: chunk.path,
    kind: chunk.kind,
    space: chunk.space,
    date: chunk.date,
    chunkId: chunk.id,
    span: { start: chunk.start, end: chunk.end },
  }
  if (chunk.page !== null) passage.page = chunk.page
  if (chunk.speaker !== null) passage.speaker = chunk.speaker
  return passage
}

/** Loads passages by chunk id as SQLite has them, in that order; ids that are gone are left out. */
export function passageLoader(db: Database): (chunkIds: readonly string[]) => StoredPassage[] {
  const loadChunks = prepareChunkLoader(db)
  return (chunkIds) => loadChunks(chunkIds).map(toStoredPassage)
}
