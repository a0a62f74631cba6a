import type { QdrantClient } from '@qdrant/js-client-rest'
import type { QdrantConfig } from '../../config.ts'
import { changedDocuments } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { countCurrentPoints } from '../../db/index-rows.ts'
import { AppError } from '../../errors.ts'
import type { RebuildWatch } from '../index-follower.ts'
import { applyDocuments } from './apply-documents.ts'
import {
  type Collection,
  createCollection,
  findCollection,
  hasIdentity,
  type Identity,
  misfit,
  newCollectionName,
  OTHER_LIBRARY,
} from './collection.ts'
import { readFailure } from './failure.ts'
import { isMeanLengthOff, meanLengthOf } from './mean-length.ts'
import { FOR_A_WRITE, withRetries } from './retry.ts'
import { dropNext, type Next, noteNext, noteSwitch, readNext } from './state.ts'

const DOCUMENTS_PER_STEP = 32
const SERVER_TIMEOUT_S = 60
const COUNT_ATTEMPTS = 5

export type Building = { db: Database; client: QdrantClient; config: QdrantConfig; library: string }

/** Lets other work of this process go on between two steps. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Takes the changes after `from` into a collection, in steps; each document once, for its last change.
 * @param note is told after each step up to which change the collection holds everything.
 */
export async function takeChanges(
  { db, client }: Building,
  collection: Collection,
  from: number,
  options: { isForced: boolean; note: (change: number, documents: number) => void; signal?: AbortSignal | undefined },
): Promise<void> {
  const { isForced, note, signal } = options
  const changed = changedDocuments(db, from)
  for (let at = 0; at < changed.length; at += DOCUMENTS_PER_STEP) {
    signal?.throwIfAborted()
    const step = changed.slice(at, at + DOCUMENTS_PER_STEP)
    const ids = step.map(({ documentId }) => documentId).filter((id) => id !== '')
    await applyDocuments(db, ids, { client, collection, signal }, { isForced })
    note(step.at(-1)?.seq ?? from, step.length)
    await nextTurn()
  }
}

/**
 * Makes sure that nothing of somebody else stands at the alias.
 * @throws AppError `engine_misfit`
 */
export async function assertAliasOurs({ client, config, library }: Omit<Building, 'db'>): Promise<void> {
  const found = await findCollection(client, config.collection)
  if (found.kind === 'foreign') throw misfit(config.collection, found.why)
  if (found.kind === 'ours' && found.collection.library !== library) throw misfit(config.collection, OTHER_LIBRARY)
}

/** Deletes a collection of this library; another one is left alone. */
export async function deleteOurs({ client, library }: Omit<Building, 'db'>, name: string): Promise<void> {
  const found = await findCollection(client, name)
  if (found.kind !== 'ours' || found.collection.library !== library || found.collection.name !== name) return
  await client.deleteCollection(name, { timeout: SERVER_TIMEOUT_S })
}

/** What an interrupted building has left, where it is made as this one would be; otherwise a new, empty collection. */
async function resume(building: Building, wanted: Identity): Promise<Next> {
  const { db, client, config, library } = building
  const begun = readNext(db)
  if (begun) {
    const found = await findCollection(client, begun.collection.name)
    const isAlike = found.kind === 'ours' && hasIdentity(found.collection, wanted)
    if (isAlike && !isMeanLengthOff(db, begun.collection)) return begun
    await deleteOurs(building, begun.collection.name)
    dropNext(db)
  }
  const name = newCollectionName(config.collection, wanted)
  const collection = { ...wanted, library, name, meanLength: meanLengthOf(db) }
  await createCollection(client, collection, config)
  const next = { collection, change: 0 }
  noteNext(db, next)
  return next
}

async function pointAlias({ client, config }: Building, name: string): Promise<void> {
  // One action: it makes the alias, or turns it around in one step where there is one.
  const create_alias = { collection_name: name, alias_name: config.collection }
  await client.updateCollectionAliases({ actions: [{ create_alias }], timeout: SERVER_TIMEOUT_S })
}

async function countPoints({ client }: Building, name: string): Promise<number> {
  const ask = () => client.count(name, { exact: true, timeout: SERVER_TIMEOUT_S })
  return (await withRetries(ask, FOR_A_WRITE)).count
}

/** Takes in what is left, compares the counts, and puts the new collection in the place of the old one. */
async function finish(building: Building, next: Next): Promise<void> {
  const { db } = building
  for (let attempt = 1; ; attempt++) {
    await takeChanges(building, next.collection, next.change, {
      isForced: true,
      note: (change) => {
        next.change = change
      },
    })
    const expected = countCurrentPoints(db)
    const count = await countPoints(building, next.collection.name)
    if (changedDocuments(db, next.change).length > 0) continue
    if (count === expected) break
    if (attempt >= COUNT_ATTEMPTS) {
      const { name } = next.collection
      const message = `The new Qdrant collection "${name}" holds ${count} points where the library has ${expected}: run \`precedent doctor\`, then \`precedent reindex\`.`
      throw new AppError('engine_misfit', message)
    }
  }
  await pointAlias(building, next.collection.name)
  noteSwitch(db, next)
}

/**
 * Builds a collection from SQLite beside the one in use, and switches to it. Searches go on in the old one; what an
 * interrupted call has built is gone on with.
 *
 * @param exclusively runs the last part while nobody else writes: what a job has been told is found stays found.
 */
export async function buildCollection(
  building: Building,
  wanted: Identity,
  watch: RebuildWatch,
  exclusively: (work: () => Promise<void>) => Promise<void>,
): Promise<Collection> {
  const { db } = building
  await assertAliasOurs(building)
  const next = await resume(building, wanted)
  const total = changedDocuments(db, 0).length
  let done = total - changedDocuments(db, next.change).length
  watch.report({ done, total })
  await takeChanges(building, next.collection, next.change, {
    isForced: true,
    signal: watch.signal,
    note: (change, documents) => {
      next.change = change
      done += documents
      noteNext(db, next)
      watch.report({ done: Math.min(done, total), total })
    },
  })
  await exclusively(() => finish(building, next))
  watch.report({ done: total, total })
  return next.collection
}

/** Deletes collections of this library that are neither in use nor being built. @returns their names. */
export async function sweepCollections(building: Building, kept: ReadonlySet<string>): Promise<string[]> {
  const { client, config } = building
  const { collections } = await client.getCollections()
  const swept: string[] = []
  for (const { name } of collections) {
    if (!name.startsWith(`${config.collection}-`) || kept.has(name)) continue
    const found = await findCollection(client, name)
    if (found.kind !== 'ours' || found.collection.library !== building.library || found.collection.name !== name)
      continue
    await client.deleteCollection(name, { timeout: SERVER_TIMEOUT_S }).catch((error: unknown) => {
      if (readFailure(error).status !== 404) throw error
    })
    swept.push(name)
  }
  return swept
}
