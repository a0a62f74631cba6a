import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type Database, openDatabase, write } from '../../../src/db/client.ts'
import { countCurrentPoints } from '../../../src/db/index-rows.ts'
import { openJobsOfKind } from '../../../src/db/job-queue.ts'
import { enqueueJob, findJob, listJobs } from '../../../src/db/jobs.ts'
import { readSetting, writeSetting } from '../../../src/db/settings.ts'
import { OWNER_ACCESS } from '../../../src/engines/access.ts'
import { openEmbeddedEngine } from '../../../src/engines/embedded/engine.ts'
import { sparseVector, sparseVectorVersion } from '../../../src/language/terms.ts'
import { TEST_EMBEDDER } from '../../helpers/library.ts'
import { type QdrantStandIn, startQdrant } from '../../helpers/qdrant/server.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import { drainWorker, queueSync, startWorkerRun, waitFor } from '../../helpers/worker.ts'

const FILES = 12

async function setUp() {
  const server = await startQdrant({ isStrict: true })
  onTestFinished(() => server.close())
  const folder = join(temporaryFolder(), 'data')
  const notes = join(temporaryFolder(), 'notes')
  mkdirSync(notes, { recursive: true })
  for (let i = 0; i < FILES; i++) {
    writeFileSync(join(notes, `${i}.md`), `# 复盘 ${i}\n\n验收前客户换了领导，先把签字单补齐。\n\n第 ${i} 次割接。\n`)
  }
  const db = openDatabase(folder)
  onTestFinished(() => void db.$client.close())
  const env = { PRECEDENT_ENGINE: 'qdrant', QDRANT_URL: server.url }
  return { server, folder, notes, db, env }
}

const pointIds = (db: Database) =>
  db.$client.prepare('SELECT chunk_id FROM points ORDER BY chunk_id').pluck().all() as string[]
const indexed = (server: QdrantStandIn) =>
  server
    .pointsOf('precedent')
    .map(({ id }) => String(id))
    .sort()

it('every file that is reported done is in Qdrant by then', async () => {
  const { server, folder, notes, db, env } = await setUp()
  const sync = queueSync(db, [notes])
  const worker = startWorkerRun(folder, { env })
  const seen = new Set<string>()
  await waitFor(() => {
    for (const { id, request, state } of listJobs(db, { limit: 100, parentId: sync })) {
      if (state !== 'done' || seen.has(id) || request.kind !== 'file') continue
      seen.add(id)
      const documentIds = server.pointsOf('precedent').map(({ payload }) => payload.document_id)
      expect(documentIds).toContain(request.documentId)
    }
    return findJob(db, sync)?.state === 'done'
  })
  expect((await worker.ended).code).toBe(0)
  expect(findJob(db, sync)?.result).toMatchObject({ added: FILES, failed: [] })
  expect(indexed(server)).toEqual(pointIds(db))
  expect(server.refused()).toEqual([])
})

it('with Qdrant away everything is read all the same, and the next worker brings it there', async () => {
  const { server, folder, notes, db, env } = await setUp()
  await server.close()
  const sync = queueSync(db, [notes])
  await drainWorker(folder, env)
  expect(findJob(db, sync)).toMatchObject({ state: 'done', result: { added: FILES } })
  expect(readSetting(db, 'qdrant_behind')).toBeDefined()
  await server.reopen()
  const worker = startWorkerRun(folder, { env, drain: false })
  await waitFor(() => readSetting(db, 'qdrant_behind') === undefined && server.aliases().has('precedent'))
  expect(indexed(server)).toEqual(pointIds(db))
  worker.process.kill('SIGTERM')
  expect((await worker.ended).code).toBe(0)
})

it('a worker that is killed while Qdrant takes its time leaves nothing out and nothing twice', async () => {
  const { server, folder, notes, db, env } = await setUp()
  server.failNext(1_000, 'stall_before', { method: 'PUT', path: /\/points$/ })
  const sync = queueSync(db, [notes])
  const first = startWorkerRun(folder, { env })
  await waitFor(() => server.requests.some(({ failure }) => failure === 'stall_before'))
  first.process.kill('SIGKILL')
  await first.ended
  server.forgetFailures()
  await drainWorker(folder, env)
  expect(findJob(db, sync)).toMatchObject({ state: 'done', result: { added: FILES, failed: [] } })
  await drainWorker(folder, env)
  expect(indexed(server)).toEqual(pointIds(db))
})

it('the index is built anew on request, and by itself when terms are taken in another way', async () => {
  const { server, folder, notes, db, env } = await setUp()
  queueSync(db, [notes])
  await drainWorker(folder, env)
  const before = server.aliases().get('precedent')
  const terms = () => db.$client.prepare('SELECT seq, term_ids FROM points ORDER BY seq').all()
  const expected = terms()
  const request = { kind: 'reindex', isForced: true } as const
  const { id } = write(db, (tx) => enqueueJob(tx, { path: 'index', request }))
  await drainWorker(folder, env)
  expect(findJob(db, id)).toMatchObject({ state: 'done', total: countCurrentPoints(db) })
  const rebuilt = server.aliases().get('precedent')
  expect(rebuilt).not.toBe(before)
  write(db, (tx) => {
    writeSetting(tx, 'terms_version', 'of old')
    db.$client.exec("UPDATE points SET term_ids = x'01000000', term_counts = x'01'")
  })
  await drainWorker(folder, env)
  expect(readSetting(db, 'terms_version')).toBe(sparseVectorVersion())
  expect(terms()).toEqual(expected)
  expect(openJobsOfKind(db, 'reindex')).toEqual([])
  expect(server.aliases().get('precedent')).not.toBe(rebuilt)
  expect(indexed(server)).toEqual(pointIds(db))
})

it('without Qdrant, too, terms are taken anew after an update, which an engine that runs all the while uses', async () => {
  const { folder, notes, db } = await setUp()
  queueSync(db, [notes])
  await drainWorker(folder)
  const terms = () => db.$client.prepare('SELECT seq, term_ids, term_counts FROM points ORDER BY seq').all()
  const expected = terms()
  write(db, (tx) => {
    writeSetting(tx, 'terms_version', 'of old')
    db.$client.exec("UPDATE points SET term_ids = x'01000000', term_counts = x'01'")
  })
  const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
  const found = async () => {
    await engine.catchUp()
    const asked = Array.from(sparseVector('割接').ids, (id) => ({ id, text: '', weight: 1 }))
    return (await engine.search({ terms: asked, vector: undefined, filters: {}, limit: 50 }, OWNER_ACCESS)).lexical
      .length
  }
  expect(await found()).toBe(0)
  await drainWorker(folder)
  expect(terms()).toEqual(expected)
  expect(await found()).toBe(FILES)
})

it('a foreign collection of that name ends the worker with one line, and nothing of it is touched', async () => {
  const { server, folder, notes, db, env } = await setUp()
  const put = (path: string, body: unknown) =>
    fetch(`${server.url}${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await put('/collections/precedent', { vectors: { size: 2, distance: 'Dot' } })
  await put('/collections/precedent/points?wait=true', { points: [{ id: 1, vector: [1, 0], payload: {} }] })
  queueSync(db, [notes])
  const { code, err } = await startWorkerRun(folder, { env }).ended
  expect(code).toBeGreaterThan(0)
  expect(err.trim().split('\n')).toEqual([
    'The Qdrant collection "precedent" was not made by Precedent: set QDRANT_COLLECTION to another name, or delete that collection in Qdrant.',
  ])
  expect(server.pointsOf('precedent')).toHaveLength(1)
  expect(server.collectionNames()).toEqual(['precedent'])
})
