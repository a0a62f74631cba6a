import type { QdrantClient } from '@qdrant/js-client-rest'
import type { QdrantConfig } from '../../config.ts'
import { latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { readSetting } from '../../db/settings.ts'
import type { AppError } from '../../errors.ts'
import { shownAddress } from './client.ts'
import { assessVersion, type Collection, findCollection, misfit, OTHER_LIBRARY } from './collection.ts'
import { engineError } from './failure.ts'
import { FOR_A_QUESTION, withRetries } from './retry.ts'
import { collectionInUse, noteBehind } from './state.ts'

/** How often a process without the library looks whether the alias names another collection, and a failed one is tried. */
const LOOK_EVERY_MS = 1_000

/** What a process knows of the collection that it searches, and of the server. */
export type CollectionWatch = {
  /** Looks which collection is in use, and whether Qdrant answers. Never throws. */
  look: () => Promise<void>
  isLookDue: () => boolean
  hasLooked: () => boolean
  collection: () => Collection | undefined
  /** Why Qdrant cannot be searched just now; undefined while it can. */
  failure: () => AppError | undefined
  noteFailure: (thrown: unknown) => void
}

/** Whether the library of this folder is what is searched; one that never held anything leaves that to another's. */
export function isLibraryHere(db: Database): boolean {
  return collectionInUse(db) !== undefined || latestChange(db) > 0
}

export function watchCollection(
  db: Database,
  client: QdrantClient,
  { config, log }: { config: QdrantConfig; log: (line: string) => void },
): CollectionWatch {
  let collection: Collection | undefined
  let hasLooked = false
  let isServerKnown = false
  let failure: AppError | undefined
  let lastLogged = ''
  let lookedAt = 0
  let looking: Promise<void> | undefined

  async function find(): Promise<void> {
    if (!isServerKnown) {
      const warning = assessVersion((await withRetries(() => client.versionInfo(), FOR_A_QUESTION)).version)
      if (warning) log(warning)
      isServerKnown = true
    }
    const own = collectionInUse(db)
    const name = own ?? config.collection
    const found = await withRetries(() => findCollection(client, name), FOR_A_QUESTION)
    if (found.kind === 'foreign') throw misfit(name, found.why)
    if (found.kind === 'ours' && isLibraryHere(db) && found.collection.library !== readSetting(db, 'library_id')) {
      throw misfit(name, OTHER_LIBRARY)
    }
    collection = found.kind === 'ours' ? found.collection : undefined
    // The worker, which may have nothing else to do, is to build it anew.
    if (!collection && own !== undefined && collectionInUse(db) === own) noteBehind(db)
  }

  function noteFailure(thrown: unknown): void {
    const error = engineError(thrown, config)
    if (lastLogged !== error.message) log(`${error.message} Searches use the words in SQLite.`)
    lastLogged = error.message
    failure = error
    isServerKnown = false
    lookedAt = Date.now()
  }

  function noteAnswer(): void {
    // One that answers and refuses a search may do so again: that is said once.
    if (failure?.code === 'engine_unavailable') {
      log(`Qdrant at ${shownAddress(config)} answers again.`)
      lastLogged = ''
    }
    failure = undefined
    hasLooked = true
    lookedAt = Date.now()
  }

  return {
    look: () => {
      looking ??= find()
        .then(noteAnswer, noteFailure)
        .finally(() => {
          looking = undefined
        })
      return looking
    },
    isLookDue: () => Date.now() - lookedAt >= LOOK_EVERY_MS,
    hasLooked: () => hasLooked,
    collection: () => collection,
    failure: () => failure,
    noteFailure,
  }
}
