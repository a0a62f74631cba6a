import { latestChange } from '../../db/changes.ts'
import { countCurrentPoints } from '../../db/index-rows.ts'
import { applyDocuments } from './apply-documents.ts'
import type { Building } from './build-collection.ts'
import { type Collection, misfit } from './collection.ts'
import { compareIds } from './compare-ids.ts'
import { FOR_A_WRITE, withRetries } from './retry.ts'
import { lastChangeTaken, noteBehind } from './state.ts'

const COUNT_TIMEOUT_S = 60
const DOCUMENTS_PER_STEP = 32

type Watch = { log: (line: string) => void; signal: AbortSignal }

async function repair({ db, client }: Building, collection: Collection, { log, signal }: Watch): Promise<void> {
  noteBehind(db)
  const { documents, foreign } = await compareIds(db, client, collection.name)
  if (foreign > 0) throw misfit(collection.name, `holds ${foreign} points that Precedent did not write`)
  const ids = [...documents]
  for (let at = 0; at < ids.length; at += DOCUMENTS_PER_STEP) {
    const step = ids.slice(at, at + DOCUMENTS_PER_STEP)
    await applyDocuments(db, step, { client, collection, signal }, { isForced: true })
  }
  log(`The points of ${ids.length} documents were brought into step.`)
}

/**
 * Compares the numbers of points, and where they differ the ids, of which those that differ are put right: somebody may
 * have changed the collection, or an old copy of it may have come back.
 *
 * @returns whether it could be compared: not while changes wait to be taken in.
 * @throws AppError `engine_misfit` where it holds what Precedent did not write.
 */
export async function verifyCollection(building: Building, collection: Collection, watch: Watch): Promise<boolean> {
  const { db, client } = building
  const ask = () => client.count(collection.name, { exact: true, timeout: COUNT_TIMEOUT_S })
  const { count } = await withRetries(ask, FOR_A_WRITE, watch.signal)
  const expected = countCurrentPoints(db)
  if (lastChangeTaken(db) < latestChange(db)) return false
  if (count === expected) return true
  watch.log(`The Qdrant collection "${collection.name}" holds ${count} points, the library ${expected}.`)
  await repair(building, collection, watch)
  return true
}
