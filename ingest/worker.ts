import { constants, setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { type Config, parseConfig } from '../src/config.ts'
import { type Database, openMigratedDatabase } from '../src/db/client.ts'
import { usedOriginals } from '../src/db/document-removal.ts'
import { sweepIncoming, sweepOriginals } from '../src/db/originals.ts'
import { storedDimensions } from '../src/db/vectors.ts'
import { acquireWorkerLock, WORKER_EXIT, type WorkerFarewell } from '../src/db/worker-lock.ts'
import { embeddedWriter } from '../src/engines/embedded/writer.ts'
import type { IndexFollower } from '../src/engines/index-follower.ts'
import { type AppError, type ErrorCode, toAppError } from '../src/errors.ts'
import { builtInEmbedder } from '../src/models/built-in-embedder.ts'
import { configuredEmbedder, embedderId } from '../src/models/configured-embedder.ts'
import type { Embedder } from '../src/models/embedder.ts'
import { childReader } from './child/read-in-child.ts'
import { ingestDeps } from './deps.ts'
import { doorbell } from './queue/doorbell.ts'
import { runJobs } from './queue/run-jobs.ts'
import { offerReembedding } from './re-embed.ts'
import { offerReindexing, queueReindexing } from './reindex.ts'
import { offerRereading } from './reread.ts'

/** The worker writes all over the indexes: pages that stay in memory and rarer checkpoints save it most of the disk's time. */
const CACHE_KIBIBYTES = 64 * 1024
const CHECKPOINT_PAGES = 4_000

/** Another attempt of the same worker would fail alike. */
const HOPELESS: readonly ErrorCode[] = ['worker_schema_mismatch', 'config_invalid', 'engine_misfit']

const log = (line: string) => process.stderr.write(`${line}\n`)

function openEmbedder(config: Config, db: Database): Embedder {
  if (!config.embedding) return builtInEmbedder()
  const dimensions = storedDimensions(db, embedderId(config.embedding))
  return configuredEmbedder(config.embedding, { log, dimensions })
}

/** The engine outside SQLite that is to follow it, where the configuration names one. @throws AppError `engine_misfit` */
async function openFollower({ engine, qdrant }: Config, db: Database, embedder: Embedder) {
  if (engine !== 'qdrant' || !qdrant) return undefined
  const onRebuildNeeded = () => queueReindexing(db)
  const { openQdrantFollower } = await import('../src/engines/qdrant/follower.ts')
  const follower = openQdrantFollower(db, { config: qdrant, embedder, log, onRebuildNeeded })
  await follower.start()
  return follower
}

/** Whoever asks a question goes before whoever is read: this process, and the child it reads in, take what is left over. */
function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW)
  } catch {
    log('The priority of the ingest worker could not be lowered; questions may be slower while files are read.')
  }
}

/** The worker ends with the process that started it, and on being told to. */
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.once('disconnect', stop)
  // Whoever started this process may have ended before it could listen.
  if (process.send !== undefined && !process.connected) stop()
  return controller.signal
}

async function work(config: Config, isDraining: boolean): Promise<void> {
  stepBack()
  const stop = stopSignal()
  const bell = doorbell()
  process.on('message', (message) => {
    if (message === 'wake') bell.ring()
  })
  const db = openMigratedDatabase(config.dataFolder)
  const release = acquireWorkerLock(config.dataFolder)
  if (!release) {
    log(`Another ingest worker is alive on ${config.dataFolder}; this one leaves.`)
    db.$client.close()
    return
  }
  db.$client.pragma(`cache_size = -${CACHE_KIBIBYTES}`)
  db.$client.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  const childUrl = new URL(import.meta.url.replace(/worker(\.[jt]s)$/, 'child/read-child$1'))
  const reader = childReader({ childUrl, log })
  let follower: IndexFollower | undefined
  try {
    const parts = { db, dataFolder: config.dataFolder, reader, log }
    const embedder = openEmbedder(config, db)
    const writer = embeddedWriter(db, embedder.id)
    offerReindexing(db)
    follower = await openFollower(config, db, embedder)
    const asksService = config.embedding !== undefined
    const deps = ingestDeps({ ...parts, embedder, asksService, freeEmbedder: builtInEmbedder(), writer, follower })
    offerReembedding(db, embedder.id)
    offerRereading(db)
    await sweepIncoming(config.dataFolder)
    await sweepOriginals(config.dataFolder, usedOriginals(db))
    await runJobs(deps, { isDraining, stop, bell })
  } finally {
    reader.close()
    follower?.close()
    db.$client.close()
    release()
  }
}

/** Whoever started this worker learns why it ends, so that a command can say so. */
function tellParent({ code, message }: AppError): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected || !process.send) resolve()
    else process.send({ failed: { code, message } } satisfies WorkerFarewell, undefined, undefined, () => resolve())
  })
}

/** `worker <data folder> [--drain]`; the environment says the rest. */
async function main(): Promise<number> {
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { drain: { type: 'boolean' } } })
    await work(parseConfig(process.env, { dataFolder: positionals[0] }), values.drain === true)
    return WORKER_EXIT.done
  } catch (thrown) {
    const error = toAppError(thrown)
    log(error.code === 'internal' && thrown instanceof Error ? (thrown.stack ?? thrown.message) : error.message)
    await tellParent(error)
    const isHopeless = HOPELESS.includes(error.code)
    return isHopeless ? WORKER_EXIT.cannotStart : WORKER_EXIT.failed
  }
}

process.exitCode = await main()
process.exit()
