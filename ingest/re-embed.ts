import { type Database, write } from '../src/db/client.ts'
import { openJobsOfKind, reportProgress } from '../src/db/job-queue.ts'
import { cancelJob, enqueueJob, finishJob } from '../src/db/jobs.ts'
import type { JobRequest, JobRow } from '../src/db/schema/jobs.ts'
import { setActiveEmbedder } from '../src/db/settings.ts'
import {
  type ChunkToEmbed,
  chunksToEmbed,
  countVectors,
  dropOtherVectors,
  hasCurrentVersion,
  incompleteVersions,
  needsReembedding,
  switchEmbedder,
} from '../src/db/vectors.ts'
import type { ChunkVector } from '../src/engines/engine.ts'
import { AppError } from '../src/errors.ts'
import type { IngestDeps } from './deps.ts'
import { embeddingText } from './embed.ts'
import { queueReindexing } from './reindex.ts'
import { whenAborted } from './when-aborted.ts'

export type ReembedRequest = Extract<JobRequest, { kind: 'reembed' }>

const LANE = 1
const VERSIONS_PER_LOOK = 200
const CHUNKS_PER_REQUEST = 64
/** As many requests as are made at once. */
const CHUNKS_PER_BATCH = 2 * CHUNKS_PER_REQUEST
const VECTORS_PER_REMOVAL = 500

/** Lets other work of this process go on between two transactions. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Queues the job that brings a library to the configured embedder, where it has to be brought there and no such job is
 * open. An empty library takes the embedder at once. Called when a worker starts.
 */
export function offerReembedding(db: Database, embedderId: string): void {
  for (const job of openJobsOfKind(db, 'reembed')) {
    if (job.request.kind === 'reembed' && job.request.model !== embedderId) cancelJob(db, job.id)
  }
  write(db, (tx) => {
    if (!hasCurrentVersion(tx)) setActiveEmbedder(tx, embedderId)
    if (!needsReembedding(tx, embedderId)) return
    if (openJobsOfKind(tx, 'reembed').some(({ isCancelRequested }) => !isCancelRequested)) return
    enqueueJob(tx, { path: embedderId, lane: LANE, request: { kind: 'reembed', model: embedderId } })
  })
}

async function embedVersion(
  versionId: string,
  chunks: readonly ChunkToEmbed[],
  deps: IngestDeps,
): Promise<ChunkVector[]> {
  const items = chunks.map((chunk) => ({ text: embeddingText(chunk.title, chunk), documentId: chunk.documentId }))
  const made = await deps.embed(items)
  if (made.length !== chunks.length) {
    throw new AppError('embedding_failed', 'The embedding model gave too few vectors: retry the job.')
  }
  return made.flatMap((vector, i) => ({ chunkId: chunks[i]?.id ?? '', versionId, vector }))
}

type Embedded = { vectors: ChunkVector[]; failures: Map<string, AppError> }

/**
 * Embeds some chunks, those of each version in a call of their own, so that one that cannot be embedded fails alone.
 * @throws what is the failure of all: the service does not answer.
 */
async function embedBatch(batch: readonly ChunkToEmbed[], deps: IngestDeps): Promise<Embedded> {
  const byVersion = new Map<string, ChunkToEmbed[]>()
  for (const chunk of batch) byVersion.set(chunk.versionId, [...(byVersion.get(chunk.versionId) ?? []), chunk])
  const versions = [...byVersion]
  const outcomes = await Promise.allSettled(versions.map(([id, chunks]) => embedVersion(id, chunks, deps)))
  const vectors = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []))
  await deps.addVectors(vectors)
  const failures = new Map<string, AppError>()
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue
    const { reason } = outcome as { reason: unknown }
    if (!(reason instanceof AppError) || reason.code !== 'embedding_failed') throw reason
    const [versionId = '', chunks = []] = versions[i] ?? []
    failures.set(versionId, new AppError(reason.code, `${chunks[0]?.path}: ${reason.message}`, { cause: reason }))
  }
  return { vectors, failures }
}

type Watch = {
  signal: AbortSignal
  /** The embedder has answered. */
  onEmbedded: () => void
}

function describeWork(model: string, { done, total }: { done: number; total: number }, asksService: boolean): string {
  const calls = Math.ceil((total - done) / CHUNKS_PER_REQUEST)
  const cost = asksService ? `, in about ${calls} calls of the service; what it was asked before costs none` : ''
  return `${total - done} of ${total} chunks are to be embedded with ${model}${cost}.`
}

/**
 * Makes the vectors that are missing.
 * @returns the documents that had some missing.
 * @throws why a document cannot be embedded, once everything else is.
 */
async function embedMissing(job: JobRow, model: string, deps: IngestDeps, watch: Watch): Promise<Set<string>> {
  const aborted = whenAborted(watch.signal)
  const touched = new Set<string>()
  const failures = new Map<string, AppError>()
  const versions = incompleteVersions(deps.db, model)
  const count = countVectors(deps.db, model)
  reportProgress(deps.db, job.id, { stage: 'embedding', ...count })
  if (versions.length > 0) deps.log(describeWork(model, count, deps.asksService))
  for (let at = 0; at < versions.length; at += VERSIONS_PER_LOOK) {
    const look = versions.slice(at, at + VERSIONS_PER_LOOK)
    for (;;) {
      const wanted = look.filter((versionId) => !failures.has(versionId))
      const batch = chunksToEmbed(deps.db, model, wanted, CHUNKS_PER_BATCH)
      if (batch.length === 0) break
      const embedded = await Promise.race([embedBatch(batch, deps), aborted])
      for (const [versionId, failure] of embedded.failures) failures.set(versionId, failure)
      for (const { documentId } of batch) touched.add(documentId)
      watch.onEmbedded()
      count.done = Math.min(count.total, count.done + embedded.vectors.length)
      reportProgress(deps.db, job.id, count)
      await nextTurn()
      watch.signal.throwIfAborted()
    }
  }
  for (const failure of failures.values()) throw failure
  return touched
}

async function dropOld(model: string, deps: IngestDeps, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    if (write(deps.db, (tx) => dropOtherVectors(tx, model, VECTORS_PER_REMOVAL)) === 0) return
    await nextTurn()
  }
}

/**
 * Brings the library to another embedder without reading a file: makes its vectors beside those in use, from the chunks
 * in the database; uses them when none is missing; and takes the old ones out. Whatever interrupts it, it goes on where
 * it was, and questions are answered with the old vectors until it is through.
 *
 * @throws AppError, or the reason of the signal.
 */
export async function reembed(job: JobRow, { model }: ReembedRequest, deps: IngestDeps, watch: Watch): Promise<void> {
  if (model !== deps.embedderId) {
    throw new AppError(
      'embedding_failed',
      `The documents are not embedded with ${model} any more: ${deps.embedderId} is configured now.`,
    )
  }
  for (let isInUse = false; !isInUse; ) {
    const touched = await embedMissing(job, model, deps, watch)
    isInUse = write(deps.db, (tx) => switchEmbedder(tx, model, touched))
  }
  deps.log(`Questions are compared with the vectors of ${model} from now on.`)
  await dropOld(model, deps, watch.signal)
  const { total } = countVectors(deps.db, model)
  if (await deps.follower?.isOutdated()) queueReindexing(deps.db)
  await deps.commit((tx) => finishJob(tx, job.id, { state: 'done', total }))
}
