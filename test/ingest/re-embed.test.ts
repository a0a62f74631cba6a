import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ingestDeps } from '../../ingest/deps.ts'
import { doorbell } from '../../ingest/queue/doorbell.ts'
import { runJobs } from '../../ingest/queue/run-jobs.ts'
import { offerReembedding } from '../../ingest/re-embed.ts'
import { compose } from '../../src/compose.ts'
import { parseConfig } from '../../src/config.ts'
import { type Database, write } from '../../src/db/client.ts'
import { cancelJob, countOpenJobs, listJobs } from '../../src/db/jobs.ts'
import { vectors } from '../../src/db/schema/points.ts'
import { versions } from '../../src/db/schema/versions.ts'
import { activeEmbedder, setActiveEmbedder } from '../../src/db/settings.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { embeddedWriter } from '../../src/engines/embedded/writer.ts'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'
import type { Embedder } from '../../src/models/embedder.ts'
import { openAiEmbedder } from '../../src/models/openai-embedder.ts'
import { addDocument, openLibrary, TEST_EMBEDDER } from '../helpers/library.ts'
import { startOpenAiServer } from '../helpers/openai-server.ts'
import { twoModels } from '../helpers/two-models.ts'
import { waitFor } from '../helpers/worker.ts'

const OLD = TEST_EMBEDDER
const CUTOVER = new Float32Array([1, 0, 0, 0, 0, 0, 0, 0])
const ACCEPTANCE = new Float32Array([0, 1, 0, 0, 0, 0, 0, 0])

/** A library that the old model embedded: one document about a cutover, others about acceptance. */
async function prepare(others: number, delayMs = 15) {
  const server = await startOpenAiServer({ ...twoModels(OLD), delayMs })
  onTestFinished(server.close)
  const db = openLibrary()
  onTestFinished(() => void db.$client.close())
  write(db, (tx) => setActiveEmbedder(tx, OLD))
  await addDocument(db, { path: 'cutover.md', paragraphs: ['割接窗口只有周三'], vectors: [CUTOVER] })
  for (let i = 0; i < others; i++) {
    const paragraphs = [`第${i}次验收要签字`, `第${i}次验收前演示`]
    await addDocument(db, { path: `${i}.md`, paragraphs, vectors: [ACCEPTANCE, ACCEPTANCE] })
  }
  return { server, db, dataFolder: dirname(db.$client.name) }
}

type Prepared = Awaited<ReturnType<typeof prepare>>

const configOf = ({ server, dataFolder }: Prepared, model: string) =>
  parseConfig({ EMBEDDING_BASE_URL: server.baseUrl, EMBEDDING_MODEL: model, EMBEDDING_API_KEY: 'key' }, { dataFolder })

function modelOf({ server }: Prepared, model: string, retries = 0): Embedder {
  return openAiEmbedder({ baseUrl: server.baseUrl, apiKey: 'key', model, dimensions: undefined }, { retries })
}

/** What a worker does that is configured for an embedder, until nothing is left to do or it is stopped. */
async function work({ db, dataFolder }: Prepared, embedder: Embedder, stop = new AbortController().signal) {
  const deps = ingestDeps({
    db,
    dataFolder,
    reader: { read: () => Promise.reject(new Error('no file is read')), close: () => {} },
    embedder,
    asksService: true,
    freeEmbedder: builtInEmbedder(),
    writer: embeddedWriter(db, embedder.id),
    log: () => {},
  })
  offerReembedding(db, embedder.id)
  await runJobs(deps, { isDraining: true, stop, bell: doorbell() })
}

function modelsOf(db: Database) {
  const made = db.select({ model: vectors.model }).from(vectors).all()
  return Object.fromEntries(
    [...new Set(made.map(({ model }) => model))].map((model) => [
      model,
      made.filter((one) => one.model === model).length,
    ]),
  )
}

const embeddedWith = (db: Database) => [
  ...new Set(
    db
      .select({ model: versions.embeddingModel })
      .from(versions)
      .all()
      .map(({ model }) => model),
  ),
]
const lastJob = (db: Database) => listJobs(db, { limit: 1 })[0]

/** Asks without a pause, and writes down whether the only document on the subject came first, and by its vector. */
function askAllTheTime({ services }: Awaited<ReturnType<typeof compose>>) {
  const outcomes: string[] = []
  let isAsking = true
  const asking = (async () => {
    while (isAsking) {
      const { passages, degraded } = await services.retrieve({ query: 'cutover', limit: 3, filters: {} }, OWNER_ACCESS)
      outcomes.push(passages[0]?.text.includes('割接') && passages[0].why.dense ? 'found' : `missed ${degraded.join()}`)
      await pause(2)
    }
  })()
  return {
    outcomes,
    stop: async () => {
      isAsking = false
      await asking
    },
  }
}

async function openService(prepared: Prepared, model: string) {
  const composition = await compose(configOf(prepared, model), { log: () => {}, startsWorker: false })
  onTestFinished(composition.stop)
  await composition.catchUp()
  return composition
}

describe('another embedding model', () => {
  it('is brought in while every question finds by meaning, in every process, and the old vectors go', async () => {
    const prepared = await prepare(150)
    const { server, db } = prepared
    server.setMode('slow')
    const asking = [askAllTheTime(await openService(prepared, 'new')), askAllTheTime(await openService(prepared, OLD))]
    await waitFor(() => asking.every(({ outcomes }) => outcomes.length > 3))
    await work(prepared, modelOf(prepared, 'new'))
    expect(activeEmbedder(db)).toBe('new')
    expect(embeddedWith(db)).toEqual(['new'])
    expect(modelsOf(db)).toEqual({ new: 301 })
    const questions = () =>
      server.requests.filter(({ body }) => String(body.input) === 'cutover').map(({ body }) => String(body.model))
    await waitFor(() =>
      questions()
        .slice(-6)
        .every((model) => model === 'new'),
    )
    for (const one of asking) await one.stop()
    for (const { outcomes } of asking) expect(new Set(outcomes)).toEqual(new Set(['found']))
    expect(questions()[0]).toBe(OLD)
    expect(lastJob(db)).toMatchObject({ path: 'new', state: 'done', done: 301, total: 301 })
  })

  it('reads no file, asks for no text twice, and shows how far it has come', async () => {
    const prepared = await prepare(150)
    const { server, db } = prepared
    server.setMode('slow')
    const seen = new Set<string>()
    const watching = setInterval(() => {
      const { stage, done, total, path } = lastJob(db) ?? {}
      if (stage === 'embedding') seen.add(`${path} ${done}/${total}`)
    }, 2)
    await work(prepared, modelOf(prepared, 'new'))
    clearInterval(watching)
    expect([...seen]).toEqual(expect.arrayContaining(['new 128/301', 'new 256/301']))
    const asked = server.requests.flatMap(({ body }) => body.input as string[])
    expect(asked).toHaveLength(301)
    expect(new Set(asked).size).toBe(301)
    expect(asked.find((text) => text.includes('割接'))).toBe('cutover.md\n割接窗口只有周三')
  })

  it('is not in use before it has made a vector of everything, what came in at the last moment included', async () => {
    const prepared = await prepare(5)
    const { db } = prepared
    const late = ['late.md', 'later.md']
    const model = modelOf(prepared, 'new')
    const addLate = async () => {
      const path = late.shift()
      if (path) await addDocument(db, { path, paragraphs: ['验收延期'], vectors: [ACCEPTANCE] })
    }
    await work(prepared, { ...model, embed: (texts, signal) => addLate().then(() => model.embed(texts, signal)) })
    expect(modelsOf(db)).toEqual({ new: 13 })
    expect(embeddedWith(db)).toEqual(['new'])
    expect(lastJob(db)).toMatchObject({ state: 'done', done: 13, total: 13 })
  })

  it('goes on where a worker was stopped', async () => {
    const prepared = await prepare(150)
    const { server, db } = prepared
    server.setMode('slow')
    const stop = new AbortController()
    const working = work(prepared, modelOf(prepared, 'new'), stop.signal)
    await waitFor(() => (modelsOf(db).new ?? 0) > 0)
    stop.abort()
    await working
    expect(lastJob(db)).toMatchObject({ state: 'queued' })
    expect(activeEmbedder(db)).toBe(OLD)
    await waitFor(() => modelsOf(db).new === 256)
    await work(prepared, modelOf(prepared, 'new'))
    expect(modelsOf(db)).toEqual({ new: 301 })
    expect(listJobs(db, { limit: 9 })).toHaveLength(1)
    const asked = server.requests.flatMap(({ body }) => body.input as string[])
    expect(asked).toHaveLength(301)
  })

  it('stays out when its job is cancelled, and is offered again when a worker starts', async () => {
    const prepared = await prepare(150, 300)
    const { server, db } = prepared
    server.setMode('slow')
    const working = work(prepared, modelOf(prepared, 'new'))
    await waitFor(() => (modelsOf(db).new ?? 0) > 0)
    cancelJob(db, lastJob(db)?.id ?? '')
    await working
    expect(lastJob(db)).toMatchObject({ state: 'cancelled' })
    expect(activeEmbedder(db)).toBe(OLD)
    expect(modelsOf(db)[OLD]).toBe(301)
    await work(prepared, modelOf(prepared, 'new'))
    expect(lastJob(db)).toMatchObject({ state: 'done' })
    expect(modelsOf(db)).toEqual({ new: 301 })
  })

  it('stays out, with the file named, when it makes nothing of a text, and has done all others by then', async () => {
    const prepared = await prepare(20)
    const { db } = prepared
    await addDocument(db, { path: 'bad.md', paragraphs: ['验收坏'], vectors: [ACCEPTANCE] })
    await work(prepared, modelOf(prepared, 'new'))
    expect(lastJob(db)).toMatchObject({ state: 'failed', errorCode: 'embedding_failed' })
    expect(lastJob(db)?.errorMessage).toMatch(/^bad\.md: The embedding model new/)
    expect(activeEmbedder(db)).toBe(OLD)
    expect(modelsOf(db)).toEqual({ [OLD]: 42, new: 41 })
  })

  it('waits for a service that does not answer', async () => {
    const prepared = await prepare(5)
    const { server, db } = prepared
    server.setMode('failing')
    const working = work(prepared, modelOf(prepared, 'new'))
    await waitFor(() => lastJob(db)?.errorCode === 'embedding_unavailable')
    expect(lastJob(db)).toMatchObject({ state: 'queued' })
    server.setMode('normal')
    await working
    expect(lastJob(db)).toMatchObject({ state: 'done', errorCode: null })
    expect(activeEmbedder(db)).toBe('new')
  })

  it('can be the built-in one, and be left for a model again', async () => {
    const prepared = await prepare(20)
    const { db } = prepared
    const service = await openService(prepared, OLD)
    await work(prepared, builtInEmbedder())
    expect(activeEmbedder(db)).toBe('built-in-1')
    expect(modelsOf(db)).toEqual({ 'built-in-1': 41 })
    await work(prepared, modelOf(prepared, OLD))
    expect(modelsOf(db)).toEqual({ [OLD]: 41 })
    await service.catchUp()
    const { passages } = await service.services.retrieve({ query: 'cutover', limit: 1, filters: {} }, OWNER_ACCESS)
    expect(passages[0]?.text).toContain('割接')
  })

  it('leaves questions to words where the old one cannot be asked', async () => {
    const prepared = await prepare(2)
    const config = parseConfig({}, { dataFolder: prepared.dataFolder })
    const composition = await compose(config, { log: () => {}, startsWorker: false })
    onTestFinished(composition.stop)
    const { retrieve } = composition.services
    const found = await retrieve({ query: '割接窗口', limit: 1, filters: {} }, OWNER_ACCESS)
    expect(found.passages[0]?.text).toContain('割接')
    expect(found.degraded).toEqual(['embedding'])
  })
})

describe('a worker that starts', () => {
  it('takes the configured embedder for an empty library without a job', async () => {
    const db = openLibrary()
    offerReembedding(db, 'one')
    offerReembedding(db, 'other')
    expect(activeEmbedder(db)).toBe('other')
    expect(countOpenJobs(db)).toBe(0)
  })

  it('has nothing to do for a library that its embedder made', async () => {
    const { db } = await prepare(1)
    offerReembedding(db, OLD)
    expect(countOpenJobs(db)).toBe(0)
  })

  it('lets go of the job for a model that is not wanted any more', async () => {
    const { db } = await prepare(1)
    offerReembedding(db, 'one')
    offerReembedding(db, 'one')
    offerReembedding(db, 'other')
    expect(listJobs(db, { limit: 9 }).map(({ path, state }) => `${path} ${state}`)).toEqual([
      'other queued',
      'one cancelled',
    ])
    offerReembedding(db, OLD)
    expect(countOpenJobs(db)).toBe(0)
  })

  it('makes what is missing after documents came in under another model, and questions find them', async () => {
    const prepared = await prepare(3)
    const { db } = prepared
    const service = await openService(prepared, OLD)
    const { chunkIds } = await addDocument(db, { path: 'late.md', paragraphs: ['割接第二批'], model: 'new' })
    await service.catchUp()
    await work(prepared, modelOf(prepared, OLD))
    expect(modelsOf(db)).toEqual({ [OLD]: 8 })
    await service.catchUp()
    const { passages } = await service.services.retrieve({ query: 'cutover', limit: 2, filters: {} }, OWNER_ACCESS)
    expect(passages.map(({ chunkId }) => chunkId)).toContain(chunkIds[0])
  })

  it('makes vectors that were lost, and questions find them', async () => {
    const prepared = await prepare(3)
    const { db } = prepared
    db.delete(vectors)
      .where(eq(vectors.vector, Buffer.from(CUTOVER.buffer)))
      .run()
    const service = await openService(prepared, OLD)
    const ask = () => service.services.retrieve({ query: 'cutover', limit: 1, filters: {} }, OWNER_ACCESS)
    expect((await ask()).passages).toEqual([])
    await work(prepared, modelOf(prepared, OLD))
    await service.catchUp()
    expect((await ask()).passages[0]?.text).toContain('割接')
  })
})
