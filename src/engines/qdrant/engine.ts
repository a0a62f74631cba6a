import type { QdrantConfig } from '../../config.ts'
import { latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { countCurrentPoints, currentChunkFacts, hasPoints } from '../../db/index-rows.ts'
import { activeEmbedder } from '../../db/settings.ts'
import { AppError } from '../../errors.ts'
import { type Access, type Filters, isVisible } from '../access.ts'
import { openEmbeddedEngine } from '../embedded/engine.ts'
import type { Candidate, Candidates, EngineQuery, SearchEngine, SearchIndex } from '../engine.ts'
import { passageLoader } from '../load-passages.ts'
import { openQdrantClient, shownAddress } from './client.ts'
import type { Collection } from './collection.ts'
import { isLibraryHere, watchCollection } from './collection-watch.ts'
import { engineError, readFailure } from './failure.ts'
import { matchesNothing } from './filter.ts'
import { retrievePassages } from './retrieve-passages.ts'
import { FOR_A_QUESTION, withRetries } from './retry.ts'
import { searchCollection } from './search.ts'
import { collectionInUse, isBehind } from './state.ts'

const QUESTION_TIMEOUT_MS = 3_000
/** What the embedded engine is measured with: a larger library does not fit into the memory of a process. */
const MOST_CHUNKS_IN_MEMORY = 1_000_000
const DEGRADED = 'qdrant'

export type QdrantEngineOptions = {
  config: QdrantConfig
  /** Whose vectors to use where neither the collection nor the library says. */
  embedderId: string
  log: (line: string) => void
}

/** Where a search goes: into a collection, into SQLite because Qdrant cannot tell everything, or nowhere. */
type Target = { kind: 'collection'; collection: Collection; isOwn: boolean } | { kind: 'sqlite' } | { kind: 'nothing' }

const NOTHING: Candidates = { lexical: [], dense: [] }

/** SQLite has the last word: what it has removed, replaced or closed to the viewer meanwhile is left out. */
function stillVisible(db: Database, candidates: Candidate[], access: Access, filters: Filters): Candidate[] {
  const ids = candidates.map(({ chunkId }) => chunkId)
  const facts = currentChunkFacts(db, ids)
  return candidates.filter(({ chunkId }) => {
    const known = facts.get(chunkId)
    return known !== undefined && isVisible(known, access, filters)
  })
}

/**
 * The search engine for a Qdrant that follows this library, or, in a process without a library, another one's. While it
 * does not answer, or lacks what a search has to find, the embedded engine answers from SQLite and the result says so.
 * @throws AppError `engine_misfit` where a Qdrant answers that cannot be used.
 */
export async function openQdrantEngine(db: Database, options: QdrantEngineOptions): Promise<SearchEngine> {
  const loadPassages = passageLoader(db)
  const { config, embedderId } = options
  const client = openQdrantClient(config, QUESTION_TIMEOUT_MS)
  const watch = watchCollection(db, client, options)
  let inMemory: SearchEngine | undefined

  /** The library is here, and Qdrant cannot be asked for it now. */
  function isLeftToSqlite(): boolean {
    const own = collectionInUse(db)
    return own === undefined ? latestChange(db) > 0 : isBehind(db)
  }

  async function findTarget(): Promise<Target> {
    const own = collectionInUse(db)
    if (isLeftToSqlite()) return own !== undefined || hasPoints(db) ? { kind: 'sqlite' } : { kind: 'nothing' }
    if (watch.failure()) {
      // Whoever asks does not wait for a server that was silent a moment ago.
      if (watch.isLookDue()) void watch.look()
      return { kind: 'sqlite' }
    }
    if (own === undefined ? !watch.hasLooked() : watch.collection()?.name !== own) await watch.look()
    const collection = watch.collection()
    if (watch.failure() || (own !== undefined && collection?.name !== own)) return { kind: 'sqlite' }
    return collection ? { kind: 'collection', collection, isOwn: own !== undefined } : { kind: 'nothing' }
  }

  function openInMemory(): SearchEngine {
    if (inMemory) return inMemory
    const chunks = countCurrentPoints(db)
    if (chunks > MOST_CHUNKS_IN_MEMORY) {
      const why = `Qdrant at ${shownAddress(config)} does not answer, and ${chunks} chunks are too many to search in memory`
      throw watch.failure() ?? new AppError('engine_unavailable', `${why}: try again when it answers.`)
    }
    inMemory = openEmbeddedEngine(db, embedderId)
    return inMemory
  }

  const searchInMemory: SearchIndex = async (query, access) => {
    const found = await openInMemory().search(query, access)
    return { ...found, degraded: [...(found.degraded ?? []), DEGRADED] }
  }

  async function searchQdrant(
    { collection, isOwn }: Extract<Target, { kind: 'collection' }>,
    query: EngineQuery,
    access: Access,
  ): Promise<Candidates> {
    const found = await withRetries(() => searchCollection(client, collection, query, access), FOR_A_QUESTION)
    if (!isOwn) return found
    return {
      lexical: stillVisible(db, found.lexical, access, query.filters),
      dense: stillVisible(db, found.dense, access, query.filters),
    }
  }

  /** The collection may have been replaced since it was looked for: then the new one is asked. */
  async function searchAgain(gone: Collection, query: EngineQuery, access: Access): Promise<Candidates> {
    await watch.look()
    const target = await findTarget()
    if (target.kind === 'nothing') return NOTHING
    const isAnother = target.kind === 'collection' && target.collection.name !== gone.name
    return isAnother ? searchQdrant(target, query, access) : searchInMemory(query, access)
  }

  const search: SearchIndex = async (query, access) => {
    if (matchesNothing(access, query.filters)) return NOTHING
    const target = await findTarget()
    if (target.kind === 'nothing') return NOTHING
    if (target.kind === 'sqlite') return searchInMemory(query, access)
    try {
      return await searchQdrant(target, query, access)
    } catch (error) {
      if (readFailure(error).status === 404) return searchAgain(target.collection, query, access)
      watch.noteFailure(error)
      return searchInMemory(query, access)
    }
  }

  async function catchUp(): Promise<void> {
    const own = collectionInUse(db)
    const isReplaced = own !== undefined && watch.collection()?.name !== own && !watch.failure()
    const mayBeReplaced = !isLibraryHere(db)
    if (isReplaced || (watch.isLookDue() && (mayBeReplaced || watch.failure()))) await watch.look()
    if ((watch.failure() || isLeftToSqlite()) && hasPoints(db)) await openInMemory().catchUp()
    else await inMemory?.catchUp()
  }

  await watch.look()
  const failure = watch.failure()
  if (failure?.code === 'engine_misfit') throw failure
  return {
    search,
    catchUp,
    loadPassages: async (chunkIds) => {
      const stored = loadPassages(chunkIds)
      const collection = watch.collection()
      if (stored.length === chunkIds.length || isLibraryHere(db) || !collection) return stored
      const known = new Map(stored.map((passage) => [passage.chunkId, passage]))
      const rest = chunkIds.filter((id) => !known.has(id))
      const fetched = await retrievePassages(client, collection, rest).catch((error: unknown) => {
        throw engineError(error, config)
      })
      for (const passage of fetched) known.set(passage.chunkId, passage)
      return chunkIds.flatMap((id) => known.get(id) ?? [])
    },
    embedderInUse: () => {
      const collection = watch.failure() || isLeftToSqlite() ? undefined : watch.collection()
      return collection?.embedder ?? activeEmbedder(db) ?? embedderId
    },
  }
}
