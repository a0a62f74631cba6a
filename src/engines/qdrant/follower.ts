import { setTimeout as wait } from 'node:timers/promises'
import type { QdrantConfig } from '../../config.ts'
import { latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { hasPoints } from '../../db/index-rows.ts'
import { libraryId } from '../../db/library-id.ts'
import { activeEmbedder, termsVersion } from '../../db/settings.ts'
import { storedDimensions } from '../../db/vectors.ts'
import { AppError } from '../../errors.ts'
import type { IndexFollower, RebuildWatch } from '../index-follower.ts'
import { assertAliasOurs, type Building, buildCollection, sweepCollections, takeChanges } from './build-collection.ts'
import { openQdrantClient } from './client.ts'
import {
  assessVersion,
  type Collection,
  FORMAT,
  findCollection,
  hasIdentity,
  type Identity,
  misfit,
  OTHER_LIBRARY,
} from './collection.ts'
import { engineError } from './failure.ts'
import { isMeanLengthOff, lastPoint } from './mean-length.ts'
import {
  collectionInUse,
  isBehind,
  lastChangeTaken,
  noteBehind,
  noteChangeTaken,
  noteInStep,
  noteLoss,
  readNext,
} from './state.ts'
import { verifyCollection } from './verify-collection.ts'

const WRITE_TIMEOUT_MS = 60_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
/** A search that was under way, or a process that has not noticed the switch yet, may still ask the old collection. */
const KEEP_OLD_MS = 60_000
/** Of fewer points the mean length says little. */
const FEWEST_MEASURED = 64
/** With so few documents, a new collection is filled at once; with more, by a job that shows how far it is. */
const DOCUMENTS_AT_ONCE = 256

export type FollowerOptions = {
  config: QdrantConfig
  /** The configured embedder: the library's own choice goes before it. `dimensions` 0: not known yet. */
  embedder: { id: string; dimensions: number }
  log: (line: string) => void
  /** Called when a collection has to be built that is not built by the way: somebody is to call `rebuild`. */
  onRebuildNeeded: () => void
}

/** What points are to be made with now; undefined while the library has no vector. */
function wantedIdentity(db: Database, embedder: FollowerOptions['embedder']): Identity | undefined {
  const model = activeEmbedder(db) ?? embedder.id
  const known = storedDimensions(db, model) ?? (model === embedder.id ? embedder.dimensions : 0)
  return known > 0 ? { format: FORMAT, embedder: model, dimensions: known, terms: termsVersion(db) } : undefined
}

/**
 * Keeps a Qdrant collection in step with the library. The log of changes in SQLite says what is to be done, the setting
 * `qdrant_change` how far that has come: whatever interrupts it, it is gone on with from there.
 */
export function openQdrantFollower(
  db: Database,
  options: FollowerOptions,
): IndexFollower & { start: () => Promise<void> } {
  const { config, embedder, log, onRebuildNeeded } = options
  const client = openQdrantClient(config, WRITE_TIMEOUT_MS)
  const closing = new AbortController()
  const building = (): Building => ({ db, client, config, library: libraryId(db) })
  let running: Promise<boolean> | undefined
  let current: Collection | undefined
  let isServerKnown = false
  let isVerified = false
  let isBuilding = false
  /** The last point when the mean length was last looked at: again when there are twice as many. */
  let measuredAt = 0
  let pauseMs = FIRST_PAUSE_MS
  let pausedUntil = 0
  let lastFailure = ''
  let sweepTimer: NodeJS.Timeout | undefined

  async function assertServer(): Promise<void> {
    if (isServerKnown) return
    const { version } = await client.versionInfo()
    const warning = assessVersion(version)
    if (warning) log(warning)
    isServerKnown = true
  }

  async function findCurrent(): Promise<Collection | undefined> {
    const name = collectionInUse(db)
    if (name === undefined) return undefined
    if (current?.name === name) return current
    const found = await findCollection(client, name)
    if (found.kind === 'foreign') throw misfit(name, found.why)
    if (found.kind === 'missing') {
      log(`The Qdrant collection "${name}" is gone; it is built anew from the library.`)
      noteLoss(db)
      return undefined
    }
    if (found.collection.library !== libraryId(db)) throw misfit(name, OTHER_LIBRARY)
    current = found.collection
    const wanted = wantedIdentity(db, embedder)
    if (wanted && !hasIdentity(current, wanted)) onRebuildNeeded()
    return current
  }

  function sweepLater(): void {
    clearTimeout(sweepTimer)
    sweepTimer = setTimeout(() => {
      const kept = new Set([collectionInUse(db) ?? '', readNext(db)?.collection.name ?? ''])
      // Without one in use there is nothing to tell an old collection by.
      if (collectionInUse(db) === undefined) return
      sweepCollections(building(), kept).then(
        (names) => names.length > 0 && log(`Old Qdrant collections were deleted: ${names.join(', ')}`),
        (error: unknown) => log(engineError(error, config).message),
      )
    }, KEEP_OLD_MS)
    sweepTimer.unref()
  }

  async function build(
    watch: RebuildWatch,
    exclusively: (work: () => Promise<void>) => Promise<void>,
  ): Promise<boolean> {
    const wanted = wantedIdentity(db, embedder)
    if (!wanted || isBuilding) return false
    isBuilding = true
    try {
      current = await buildCollection(building(), wanted, watch, exclusively)
      log(`Searches go to the Qdrant collection "${current.name}" from now on.`)
      isVerified = true
      sweepLater()
      return true
    } finally {
      isBuilding = false
    }
  }

  function measureLengths(collection: Collection): void {
    const last = lastPoint(db)
    if (last < Math.max(FEWEST_MEASURED, 2 * measuredAt)) return
    measuredAt = last
    if (isMeanLengthOff(db, collection)) onRebuildNeeded()
  }

  /** The first collection of a library. @returns whether there is one now. */
  async function begin(): Promise<boolean> {
    await assertAliasOurs(building())
    if (latestChange(db) > DOCUMENTS_AT_ONCE) {
      noteBehind(db)
      onRebuildNeeded()
      return false
    }
    return build({ report: () => {}, signal: closing.signal }, (work) => work())
  }

  async function takeIn(): Promise<boolean> {
    await assertServer()
    // Nothing waits, and yet something is said to be missing: whoever said so has not found the collection.
    if (isBehind(db) && !isWaiting()) forgetServer()
    const collection = await findCurrent()
    if (!collection) return begin()
    await takeChanges(building(), collection, lastChangeTaken(db), {
      isForced: false,
      signal: closing.signal,
      note: (change) => noteChangeTaken(db, change),
    })
    isVerified ||= await verifyCollection(building(), collection, { log, signal: closing.signal })
    noteInStep(db)
    measureLengths(collection)
    return true
  }

  /** A server that comes back may be another version, or hold another state than it held, or nothing. */
  function forgetServer(): void {
    isServerKnown = false
    isVerified = false
    current = undefined
  }

  function pauseAfterFailure(thrown: unknown): void {
    const error = engineError(thrown, config)
    forgetServer()
    // A process without a library only searches what another one has built.
    if (hasPoints(db) || collectionInUse(db) !== undefined) noteBehind(db)
    pausedUntil = Date.now() + pauseMs
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)
    if (lastFailure !== error.message) log(`${error.message} Until then searches use the words in SQLite.`)
    lastFailure = error.message
  }

  /** @returns whether everything that had changed is taken in. */
  async function attempt(): Promise<boolean> {
    try {
      const isThrough = await takeIn()
      if (!isThrough) pausedUntil = Date.now() + FIRST_PAUSE_MS
      else {
        if (lastFailure !== '') log('Qdrant answers again, and holds everything that was waiting.')
        lastFailure = ''
        pauseMs = FIRST_PAUSE_MS
      }
      return isThrough
    } catch (error) {
      if (!closing.signal.aborted) pauseAfterFailure(error)
      return false
    }
  }

  const isWaiting = () => lastChangeTaken(db) < latestChange(db)

  async function follow(): Promise<void> {
    const target = latestChange(db)
    if (!hasPoints(db) && collectionInUse(db) === undefined) return
    while (!closing.signal.aborted && lastChangeTaken(db) < target) {
      if (!running && Date.now() < pausedUntil) {
        noteBehind(db)
        return
      }
      running ??= attempt().finally(() => {
        running = undefined
      })
      if (!(await running) && lastChangeTaken(db) < target) return
    }
  }

  function nudge(): void {
    if (running || closing.signal.aborted || Date.now() < pausedUntil) return
    const name = collectionInUse(db)
    if (name === undefined && !hasPoints(db)) return
    if (!isWaiting() && isVerified && !isBehind(db)) return
    running = attempt().finally(() => {
      running = undefined
    })
  }

  async function exclusively(work: () => Promise<void>): Promise<void> {
    while (running) await running
    const mine = work()
    const held = mine.then(
      () => true,
      () => false,
    )
    running = held.finally(() => {
      running = undefined
    })
    await mine
  }

  async function rebuild(watch: RebuildWatch): Promise<void> {
    while (isBuilding) await wait(FIRST_PAUSE_MS / 10, undefined, { signal: watch.signal })
    try {
      await assertServer()
      await build(watch, exclusively)
    } catch (error) {
      if (watch.signal.aborted) throw error
      throw engineError(error, config)
    }
  }

  async function isOutdated(): Promise<boolean> {
    const wanted = wantedIdentity(db, embedder)
    if (!wanted || collectionInUse(db) === undefined) return false
    const collection = await findCurrent()
    return collection !== undefined && !hasIdentity(collection, wanted)
  }

  /** @throws AppError `engine_misfit` where the Qdrant that answers cannot be used; one that does not answer is waited for. */
  async function start(): Promise<void> {
    if (isWaiting() && hasPoints(db)) noteBehind(db)
    try {
      await assertServer()
      if (hasPoints(db)) await assertAliasOurs(building())
      else {
        const found = await findCollection(client, config.collection)
        if (found.kind === 'foreign') throw misfit(config.collection, found.why)
      }
      await findCurrent()
      sweepLater()
    } catch (thrown) {
      const error = engineError(thrown, config)
      if (error.code === 'engine_misfit') throw error
      pauseAfterFailure(thrown)
    }
  }

  return {
    start,
    follow,
    nudge,
    rebuild,
    isOutdated,
    close: () => {
      clearTimeout(sweepTimer)
      closing.abort(new AppError('engine_unavailable', 'The ingest worker ends.'))
    },
  }
}
