import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/** A library for an evaluation: in the folder of --data, or in one that is gone afterwards. The user's own is left alone. */
export async function withScratchLibrary<T>(
  io: CommandIo,
  options: CommonOptions,
  work: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  const temporary = options.data === undefined ? await mkdtemp(join(tmpdir(), 'precedent-evaluation-')) : undefined
  try {
    const config = readConfig(io, { data: options.data ?? temporary })
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
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true })
  }
}
