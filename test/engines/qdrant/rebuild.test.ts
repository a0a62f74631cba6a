import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { latestChange, recordChange } from '../../../src/db/changes.ts'
import { type Database, write } from '../../../src/db/client.ts'
import { setActiveEmbedder, writeSetting } from '../../../src/db/settings.ts'
import { findVectors, switchEmbedder } from '../../../src/db/vectors.ts'
import { OWNER_ACCESS } from '../../../src/engines/access.ts'
import { embeddedWriter } from '../../../src/engines/embedded/writer.ts'
import type { SearchEngine } from '../../../src/engines/engine.ts'
import { openQdrantClient } from '../../../src/engines/qdrant/client.ts'
import { findCollection } from '../../../src/engines/qdrant/collection.ts'
import { inspectQdrant } from '../../../src/engines/qdrant/inspect.ts'
import { lexicalVector } from '../../../src/engines/qdrant/point.ts'
import { readNext } from '../../../src/engines/qdrant/state.ts'
import { sparseVector } from '../../../src/language/terms.ts'
import { addDocument, openLibrary, TEST_EMBEDDER } from '../../helpers/library.ts'
import { type QdrantStandIn, startQdrant } from '../../helpers/qdrant/server.ts'
import { openQdrant, qdrantConfig } from '../contract/open-qdrant.ts'

const patient = { report: () => {}, signal: new AbortController().signal }

async function setUp() {
  const server = await startQdrant({ isStrict: true })
  onTestFinished(() => server.close())
  const db = openLibrary()
  write(db, (tx) => setActiveEmbedder(tx, TEST_EMBEDDER))
  return { server, db }
}

async function open(server: QdrantStandIn, db: Database) {
  const opened = await openQdrant(db, qdrantConfig(server.url))
  onTestFinished(() => opened.close())
  return opened
}

async function found(engine: SearchEngine, text: string) {
  const { ids, counts } = sparseVector(text)
  const terms = Array.from(ids, (id, at) => ({ id, text, weight: counts[at] ?? 0 }))
  const { lexical, degraded = [] } = await engine.search(
    { terms, vector: undefined, filters: {}, limit: 50 },
    OWNER_ACCESS,
  )
  return { chunkIds: lexical.map(({ chunkId }) => chunkId).sort(), degraded }
}

const aliased = (server: QdrantStandIn) => server.aliases().get('precedent') ?? ''
const inspect = (server: QdrantStandIn, db: Database) => inspectQdrant(db, qdrantConfig(server.url))

it('a rebuilt collection replaces the one in use when it is whole, and the alias turns to it', async () => {
  const { server, db } = await setUp()
  const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
  const { engine, follower, settle } = await open(server, db)
  await settle()
  const before = aliased(server)
  const steps: { done: number; total: number }[] = []
  await follower.rebuild({ ...patient, report: (progress) => steps.push({ ...progress }) })
  expect(aliased(server)).not.toBe(before)
  expect(server.pointsOf('precedent').map(({ id }) => id)).toEqual(a.chunkIds)
  expect(steps.at(-1)).toEqual({ done: 1, total: 1 })
  expect(await found(engine, '回款')).toEqual({ chunkIds: a.chunkIds, degraded: [] })
  // Whoever asked for the old one a moment ago may still read it.
  expect(server.collectionNames()).toContain(before)
})

it('a rebuilding that is interrupted is gone on with, and what changes meanwhile is in both', async () => {
  const { server, db } = await setUp()
  const chunkIds: string[] = []
  for (let i = 0; i < 80; i++) {
    const { chunkIds: ids } = await addDocument(db, { path: `${i}.md`, paragraphs: [`回款 ${i}`] })
    chunkIds.push(...ids)
  }
  const { engine, follower, settle } = await open(server, db)
  await settle()
  const controller = new AbortController()
  const report = ({ done }: { done: number }) => done >= 32 && controller.abort(new Error('stopped'))
  await expect(follower.rebuild({ report, signal: controller.signal })).rejects.toThrow('stopped')
  const begun = readNext(db)
  expect(begun?.change).toBeLessThan(latestChange(db))
  const { chunkIds: late } = await addDocument(db, { path: 'late.md', paragraphs: ['回款 late'] })
  await follower.follow()
  expect((await found(engine, 'late')).chunkIds).toEqual(late)
  const written = server.requests.length
  await follower.rebuild(patient)
  expect(aliased(server)).toBe(begun?.collection.name)
  const upserts = server.requests.slice(written).filter(({ path }) => path.endsWith('/points'))
  expect(upserts.length).toBeLessThan(3)
  expect(server.pointsOf('precedent')).toHaveLength(81)
  expect((await found(engine, '回款')).chunkIds).toHaveLength(50)
})

it('another embedder gets a collection of its own, and questions use the old one until it is whole', async () => {
  const { server, db } = await setUp()
  const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
  const { engine, follower, settle } = await open(server, db)
  await settle()
  const vectors = a.chunkIds.map((chunkId) => ({
    chunkId,
    versionId: a.versionId,
    vector: new Float32Array([0, 0, 1]),
  }))
  await embeddedWriter(db, TEST_EMBEDDER).addVectors('other', vectors)
  write(db, (tx) => switchEmbedder(tx, 'other', new Set()))
  await follower.follow()
  expect(await follower.isOutdated()).toBe(true)
  expect(engine.embedderInUse()).toBe(TEST_EMBEDDER)
  await settle()
  expect(await follower.isOutdated()).toBe(false)
  expect(engine.embedderInUse()).toBe('other')
  const vector = { model: 'other', values: new Float32Array([0, 0, 1]) }
  const { dense } = await engine.search({ terms: [], vector, filters: {}, limit: 5 }, OWNER_ACCESS)
  expect(dense.map(({ chunkId }) => chunkId)).toEqual(a.chunkIds)
  expect(findVectors(db, 'other', a.chunkIds).size).toBe(1)
})

it('other terms get a collection of their own', async () => {
  const { server, db } = await setUp()
  await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
  const { follower, settle } = await open(server, db)
  await settle()
  write(db, (tx) => writeSetting(tx, 'terms_version', '99'))
  expect(await follower.isOutdated()).toBe(true)
  await follower.rebuild(patient)
  expect(await follower.isOutdated()).toBe(false)
})

it('a library whose chunks have become shorter gets its weights made anew, and keeps them as long as they fit', async () => {
  const { server, db } = await setUp()
  await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
  const { settle } = await open(server, db)
  await settle()
  const meanLength = async () => {
    const found = await findCollection(openQdrantClient({ url: server.url, apiKey: undefined }, 5_000), 'precedent')
    return found.kind === 'ours' ? found.collection.meanLength : undefined
  }
  expect(await meanLength()).toBeGreaterThan(300)
  const paragraphs = Array.from({ length: 200 }, (_, i) => `回款 ${i}`)
  const notes = await addDocument(db, { path: 'b.md', paragraphs })
  await settle()
  const mean = (await meanLength()) ?? 0
  expect(mean).toBeLessThan(30)
  const weightOf = (id: string | undefined) =>
    server
      .pointsOf('precedent')
      .find((point) => point.id === id)
      ?.vectors.get('lexical')
  expect(weightOf(notes.chunkIds[0])).toEqual(lexicalVector(sparseVector('回款 0'), mean))
  const built = aliased(server)
  await addDocument(db, { path: 'c.md', paragraphs: paragraphs.slice(50) })
  await settle()
  expect(aliased(server)).toBe(built)
})

it('a process with an empty data folder answers whole passages from Qdrant alone, under the access of the viewer', async () => {
  const { server, db } = await setUp()
  const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排', '割接'], fields: { date: '2025-03-12' } })
  await addDocument(db, { path: 'b.md', space: 'board', paragraphs: ['回款密约'] })
  const worker = await open(server, db)
  await worker.settle()
  const { engine } = await open(server, openLibrary())
  const query = {
    terms: Array.from(sparseVector('回款').ids, (id) => ({ id, text: '', weight: 1 })),
    vector: { model: engine.embedderInUse(), values: new Float32Array([1, 0]) },
    filters: { since: '2025-01-01' },
    limit: 10,
  }
  const access = { ...OWNER_ACCESS, spaces: ['default'] }
  const { lexical, dense, degraded } = await engine.search(query, access)
  expect({ degraded, dense: dense.length }).toEqual({ degraded: undefined, dense: 2 })
  const wanted = [lexical[0]?.chunkId ?? '', randomUUID(), a.chunkIds[1] ?? '']
  const [own, remote] = await Promise.all([worker.engine.loadPassages(wanted), engine.loadPassages(wanted)])
  expect(own.map(({ text }) => text)).toEqual(['回款安排', '割接'])
  expect(remote).toEqual(own)
  const everything = await engine.search({ ...query, filters: {} }, OWNER_ACCESS)
  expect(everything.lexical).toHaveLength(2)
})

it('a process with an empty data folder finds the new collection after a rebuilding', async () => {
  const { server, db } = await setUp()
  const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
  const { follower, settle } = await open(server, db)
  await settle()
  const reader = await open(server, openLibrary())
  const old = aliased(server)
  await follower.rebuild(patient)
  await openQdrantClient({ url: server.url, apiKey: undefined }, 5_000).deleteCollection(old)
  expect(await found(reader.engine, '回款')).toEqual({ chunkIds: a.chunkIds, degraded: [] })
})

it('a process with an empty data folder says that Qdrant is away, and answers again when that is back', async () => {
  const { server, db } = await setUp()
  const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
  await (await open(server, db)).settle()
  await server.close()
  const reader = await open(server, openLibrary())
  expect(await found(reader.engine, '回款')).toEqual({ chunkIds: [], degraded: ['qdrant'] })
  await server.reopen()
  await expect
    .poll(() => reader.engine.catchUp().then(() => found(reader.engine, '回款')), { timeout: 10_000 })
    .toEqual({ chunkIds: a.chunkIds, degraded: [] })
})

it('what SQLite has closed to the viewer or removed is not shown, although Qdrant has not heard of it yet', async () => {
  const { server, db } = await setUp()
  const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
  const b = await addDocument(db, { path: 'b.md', paragraphs: ['回款流程'] })
  const { engine, settle } = await open(server, db)
  await settle()
  db.$client.prepare('UPDATE documents SET sensitivity = ? WHERE id = ?').run('confidential', a.documentId)
  write(db, (tx) => recordChange(tx, a.documentId))
  const guest = { ...OWNER_ACCESS, sensitivities: ['internal' as const] }
  const terms = Array.from(sparseVector('回款').ids, (id) => ({ id, text: '', weight: 1 }))
  const ask = () => engine.search({ terms, vector: undefined, filters: {}, limit: 10 }, guest)
  expect((await ask()).lexical.map(({ chunkId }) => chunkId)).toEqual(b.chunkIds)
  db.$client.prepare('DELETE FROM documents WHERE id = ?').run(b.documentId)
  expect((await ask()).lexical).toEqual([])
})

it('the inspection compares the ids both ways, and a new worker repairs what it finds', async () => {
  const { server, db } = await setUp()
  const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排', '割接'] })
  const opened = await open(server, db)
  await opened.settle()
  expect(await inspect(server, db)).toMatchObject({ faults: [], summary: expect.stringContaining('2 points') })
  const client = openQdrantClient({ url: server.url, apiKey: undefined }, 5_000)
  await client.delete('precedent', { wait: true, points: [a.chunkIds[0] ?? ''] })
  const payload = { document_id: 'gone', revision: 'gone.1' }
  const stray = [randomUUID(), randomUUID()].map((id) => ({ id, vector: {}, payload }))
  await client.upsert('precedent', { wait: true, points: stray })
  expect((await inspect(server, db)).faults).toEqual(['1 points are missing', '2 points belong to no current version'])
  await opened.close()
  const again = await open(server, db)
  again.follower.nudge()
  await expect.poll(async () => (await inspect(server, db)).faults, { timeout: 10_000 }).toEqual([])
  await client.upsert('precedent', { wait: true, points: [{ id: 7, vector: {}, payload: { theirs: 1 } }] })
  expect((await inspect(server, db)).faults).toEqual(['1 points were not written by Precedent'])
  await client.deletePayloadIndex('precedent', 'space')
  expect((await inspect(server, db)).faults[0]).toBe('the payload indexes of space are missing')
})
