import type { Database } from '../src/db/client.ts'
import type { IndexWriter, Point } from '../src/engines/engine.ts'
import type { Embedder } from '../src/models/embedder.ts'
import { shareLists } from './coalesce.ts'
import { type Commit, groupCommit } from './commit.ts'
import type { FileReader } from './read-in-child.ts'

/** What the pipeline stands on; `worker.ts` makes it, tests make their own. */
export type IngestDeps = {
  db: Database
  /** Absolute path. */
  dataFolder: string
  reader: FileReader
  embedderId: string
  /** Vectors of texts; files that are read at the same time share their calls. */
  embed: (texts: readonly string[]) => Promise<Float32Array[]>
  /** Puts points into the index; calls are shared like those of `embed`. */
  index: (points: readonly Point[]) => Promise<unknown>
  removeFromIndex: (versionId: string) => Promise<void>
  commit: Commit
  /** Lines for the operator; never document text. */
  log: (line: string) => void
}

const EMBED_CALLS = { atOnce: 2, perCall: 16 }
const INDEX_CALLS = { atOnce: 1, perCall: 8 }

export function ingestDeps(parts: {
  db: Database
  dataFolder: string
  reader: FileReader
  embedder: Embedder
  writer: IndexWriter
  log: (line: string) => void
}): IngestDeps {
  const { db, dataFolder, reader, embedder, writer, log } = parts
  return {
    db,
    dataFolder,
    reader,
    log,
    embedderId: embedder.id,
    embed: shareLists((texts: string[]) => embedder.embed(texts), EMBED_CALLS),
    index: shareLists((points: Point[]) => writer.upsert(points).then(() => points), INDEX_CALLS),
    removeFromIndex: writer.removeVersion,
    commit: groupCommit(db),
  }
}
