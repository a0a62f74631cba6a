import { setTimeout as pause } from 'node:timers/promises'
import type { QdrantConfig } from '../../../src/config.ts'
import type { Database } from '../../../src/db/client.ts'
import { openQdrantEngine } from '../../../src/engines/qdrant/engine.ts'
import { openQdrantFollower } from '../../../src/engines/qdrant/follower.ts'
import { collectionInUse } from '../../../src/engines/qdrant/state.ts'
import { TEST_EMBEDDER } from '../../helpers/library.ts'
import type { EngineUnderTest } from './engine-contract.ts'

const LOOK_MS = 1_100

export function qdrantConfig(url: string, rest: Partial<QdrantConfig> = {}): QdrantConfig {
  return { url, apiKey: undefined, collection: 'precedent', shards: 1, replicas: 1, ...rest }
}

/** The engine alone, as a service opens it; over an empty library it answers from what the server holds. */
export function openEngineAlone(db: Database, config: QdrantConfig, log: (line: string) => void = () => {}) {
  return openQdrantEngine(db, { config, embedderId: TEST_EMBEDDER, log })
}

/**
 * The follower that a worker would run over a library, and the engine that searches.
 * @param searched the library of the process that searches, which may be an empty one of its own.
 */
export async function openQdrant(db: Database, config: QdrantConfig, searched: Database = db) {
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  let isRebuildNeeded = false
  const follower = openQdrantFollower(db, {
    config,
    embedder: { id: TEST_EMBEDDER, dimensions: 0 },
    log,
    onRebuildNeeded: () => {
      isRebuildNeeded = true
    },
  })
  await follower.start()
  if (searched !== db) await follower.follow()
  let known = collectionInUse(db)
  const engine = await openEngineAlone(searched, config, log)
  const settle = async () => {
    await follower.follow()
    if (isRebuildNeeded || (await follower.isOutdated())) {
      isRebuildNeeded = false
      await follower.rebuild({ report: () => {}, signal: new AbortController().signal })
    }
    // A process without the library looks once a second whether the alias names another collection.
    if (searched !== db && collectionInUse(db) !== known) await pause(LOOK_MS)
    known = collectionInUse(db)
    await engine.catchUp()
  }
  const opened: EngineUnderTest = { engine, settle, close: async () => follower.close() }
  return { ...opened, follower, lines }
}
