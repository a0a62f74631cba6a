import type { QdrantConfig } from '../../config.ts'
import { changesAfter } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { countCurrentPoints } from '../../db/index-rows.ts'
import { readSetting } from '../../db/settings.ts'
import { openQdrantClient, shownAddress } from './client.ts'
import { assessVersion, findCollection, misfit, OTHER_LIBRARY, PAYLOAD_INDEXES } from './collection.ts'
import { compareIds } from './compare-ids.ts'
import { engineError } from './failure.ts'
import { collectionInUse, isBehind, lastChangeTaken } from './state.ts'

const TIMEOUT_MS = 60_000
const REACH_TIMEOUT_MS = 5_000
const COUNT_TIMEOUT_S = 60

/** What was found of a collection; `faults` is empty where all is well. */
export type Inspection = { summary: string; faults: string[] }

/**
 * The version and the address of the server.
 * @throws AppError `engine_unavailable`, `engine_misfit`
 */
export async function reachQdrant(config: QdrantConfig): Promise<string> {
  try {
    const { version } = await openQdrantClient(config, REACH_TIMEOUT_MS).versionInfo()
    const untested = assessVersion(version) === undefined ? '' : ', an untested version'
    return `Qdrant ${version}${untested} at ${shownAddress(config)}`
  } catch (error) {
    throw engineError(error, config)
  }
}

function describe(kind: string, count: number): string[] {
  return count > 0 ? [`${count} points ${kind}`] : []
}

/**
 * Examines the Qdrant of a library: the server, the collection with its indexes, and its ids against those in SQLite,
 * both ways. Documents that change meanwhile, or are not taken in yet, are no faults.
 * @throws AppError `engine_unavailable`, `engine_misfit`
 */
export async function inspectQdrant(db: Database, config: QdrantConfig): Promise<Inspection> {
  const at = await reachQdrant(config)
  const client = openQdrantClient(config, TIMEOUT_MS)
  try {
    const name = collectionInUse(db)
    const found = await findCollection(client, name ?? config.collection)
    if (found.kind === 'foreign') throw misfit(name ?? config.collection, found.why)
    if (found.kind === 'missing') {
      const points = countCurrentPoints(db)
      if (points === 0) return { summary: `${at}, no collection yet`, faults: [] }
      return { summary: at, faults: [`no collection holds the ${points} points of the library`] }
    }
    if (name === undefined || found.collection.library !== readSetting(db, 'library_id')) {
      if (countCurrentPoints(db) > 0) throw misfit(found.collection.name, OTHER_LIBRARY)
      return {
        summary: `${at}, collection "${found.collection.name}" of another library, which is only searched`,
        faults: [],
      }
    }
    const from = lastChangeTaken(db)
    const { count } = await client.count(name, { exact: true, timeout: COUNT_TIMEOUT_S })
    const differences = await compareIds(db, client, name)
    const waiting = new Set(changesAfter(db, from).map(({ documentId }) => documentId))
    const isSettled = [...differences.documents].some((id) => !waiting.has(id)) || differences.foreign > 0
    const unindexed = Object.entries(PAYLOAD_INDEXES)
      .filter(([field, type]) => found.info.payload_schema[field]?.data_type !== type)
      .map(([field]) => field)
    const faults = [
      ...(found.info.status === 'red' ? ['its status is red: see its log'] : []),
      ...(unindexed.length > 0 ? [`the payload indexes of ${unindexed.join(', ')} are missing`] : []),
      ...(isSettled
        ? [
            ...describe('are missing', differences.missing),
            ...describe('belong to no current version', differences.stray),
            ...describe('were not written by Precedent', differences.foreign),
          ]
        : []),
    ]
    const rest = waiting.size > 0 ? `; ${waiting.size} documents wait to be taken in` : ''
    const state = isBehind(db) ? '; searches go to SQLite until then' : ''
    return { summary: `${at}, collection "${name}", ${count} points${rest}${state}`, faults }
  } catch (error) {
    throw engineError(error, config)
  }
}
