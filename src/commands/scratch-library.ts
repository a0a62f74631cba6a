import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { DEFAULT_SPACE } from '../db/spaces.ts'
import { listenForInterruption } from '../terminal/interruption.ts'
import type { CommandIo, CommonOptions } from './command.ts'
import { followReembedding } from './follow-reembedding.ts'
import { type Library, readConfig, withLibrary } from './open-library.ts'
import { runSync } from './run-sync.ts'

export type Scratch = {
  library: Library
  /** Brings a folder in and waits until it can be searched. */
  ingest: (folder: string) => Promise<void>
  signal: AbortSignal
}

function withScratchCollection(config: Config): Config {
  const { qdrant } = config
  if (config.engine !== 'qdrant' || !qdrant) return config
  return { ...config, qdrant: { ...qdrant, collection: `${qdrant.collection}-evaluation-${randomUUID().slice(0, 8)}` } }
}

/** Local models lie in the user's own data folder, where nothing else says so. */
function withOwnModels(config: Config, own: Config): Config {
  const { embedding } = config
  return embedding ? { ...config, embedding: { ...embedding, local: own.embedding?.local } } : config
}

/** A library for an evaluation: in the folder of --data, or in one that is gone afterwards. The user's own is left alone. */
export async function withScratchLibrary<T>(
  io: CommandIo,
  options: CommonOptions,
  work: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  const temporary = options.data === undefined ? await mkdtemp(join(tmpdir(), 'precedent-evaluation-')) : undefined
  const given = readConfig(io, { data: options.data ?? temporary })
  const config = temporary === undefined ? given : withScratchCollection(withOwnModels(given, readConfig(io, {})))
  try {
    return await withLibrary(io, config, { startsWorker: true }, async (library) => {
      const { signal } = listenForInterruption()
      const ingest = async (folder: string) => {
        const request = { paths: [folder], space: DEFAULT_SPACE, isSample: false, dryRun: false, prune: true }
        await runSync(library, request, io.terminal, signal)
        await followReembedding(library, io.terminal, signal)
        signal.throwIfAborted()
        await library.catchUp()
      }
      return work({ library, ingest, signal })
    })
  } finally {
    if (temporary !== undefined) {
      await rm(temporary, { recursive: true, force: true })
      if (config.engine === 'qdrant' && config.qdrant) {
        const { deleteCollections } = await import('../engines/qdrant/delete-collections.ts')
        await deleteCollections(config.qdrant)
      }
    }
  }
}
