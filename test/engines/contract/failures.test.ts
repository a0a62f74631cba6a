import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { QdrantConfig } from '../../../src/config.ts'
import type { Database } from '../../../src/db/client.ts'
import { write } from '../../../src/db/client.ts'
import { removeDocuments } from '../../../src/db/document-removal.ts'
import { correctDocument } from '../../../src/db/documents.ts'
import { setActiveEmbedder } from '../../../src/db/settings.ts'
import { OWNER_ACCESS } from '../../../src/engines/access.ts'
import type { SearchEngine } from '../../../src/engines/engine.ts'
import { openQdrantClient } from '../../../src/engines/qdrant/client.ts'
import { sparseVector } from '../../../src/language/terms.ts'
import { addDocument, openLibrary, TEST_EMBEDDER } from '../../helpers/library.ts'
import { FAILURES, type FailureName, type RequestMatch } from '../../helpers/qdrant/failures.ts'
import { type QdrantOptions, type QdrantStandIn, startQdrant } from '../../helpers/qdrant/server.ts'
import { temporarySuiteFolder } from '../../helpers/temporary-folder.ts'
import { openEngineAlone, openQdrant, qdrantConfig } from './open-qdrant.ts'

const PATIENT = { timeout: 25_000, interval: 100 }
const UPSERT: RequestMatch = { method: 'PUT', path: /\/points$/ }
const DELETE: RequestMatch = { path: /\/points\/delete$/ }
const SET_FACTS: RequestMatch = { path: /\/points\/payload$/ }
const SEARCH: RequestMatch = { path: /\/points\/query/ }

/** Most of the time is spent waiting, so the tests run beside each other; what they open is closed after them all. */
const suiteFolder = temporarySuiteFolder()
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  await Promise.all(closing.map((close) => close()))
})

function openEmptyLibrary(): Database {
  const db = openLibrary(mkdtempSync(join(suiteFolder, 'library-')))
  write(db, (tx) => setActiveEmbedder(tx, TEST_EMBEDDER))
  return db
}

type Opened = Awaited<ReturnType<typeof openQdrant>>
type Scene = Opened & { db: Database; server: QdrantStandIn }

async function open(server: QdrantStandIn, db: Database, rest: Partial<QdrantConfig> = {}): Promise<Opened> {
  const opened = await openQdrant(db, qdrantConfig(server.url, rest))
  closing.push(opened.close)
  return opened
}

async function setUp(options: QdrantOptions = {}) {
  const server = await startQdrant({ isStrict: true, applyDelayMs: 400, ...options })
  closing.push(server.close)
  return { server, db: openEmptyLibrary() }
}

async function search(engine: SearchEngine, text: string) {
  const { ids, counts } = sparseVector(text)
  const terms = Array.from(ids, (id, at) => ({ id, text, weight: counts[at] ?? 0 }))
  const vector = { model: TEST_EMBEDDER, values: new Float32Array([1, 0]) }
  const { lexical, dense, degraded = [] } = await engine.search({ terms, vector, filters: {}, limit: 50 }, OWNER_ACCESS)
  return { lexical: lexical.map(({ chunkId }) => chunkId), dense: dense.map(({ chunkId }) => chunkId), degraded }
}

/** What the server holds at the alias, ids in order; nothing while there is no alias. */
function indexed(server: QdrantStandIn): string[] {
  return server.aliases().has('precedent')
    ? server
        .pointsOf('precedent')
        .map(({ id }) => String(id))
        .sort()
    : []
}

/** The state repairs itself: nothing is done here but what a worker's timer does. */
async function expectRepaired({ server, engine, follower }: Scene, chunkIds: readonly string[], text = '回款') {
  const expected = [...chunkIds].sort()
  await vi.waitFor(async () => {
    follower.nudge()
    const { lexical, dense, degraded } = await search(engine, text)
    const found = { indexed: indexed(server), lexical: lexical.sort(), dense: dense.sort(), degraded }
    expect(found).toEqual({ indexed: expected, lexical: expected, dense: expected, degraded: [] })
  }, PATIENT)
}

/** A library of two documents that the server holds. */
async function inStep(options: QdrantOptions = {}) {
  const { server, db } = await setUp(options)
  const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排', '回款计划'] })
  const b = await addDocument(db, { path: 'b.md', paragraphs: ['回款流程'] })
  const opened = await open(server, db)
  await opened.settle()
  const scene: Scene = { ...opened, db, server }
  await expectRepaired(scene, [...a.chunkIds, ...b.chunkIds])
  return { ...scene, a, b }
}

/** One document replaced, one removed, one new, one corrected. */
async function changeLibrary({ db, b }: { db: Database; b: { documentId: string } }) {
  const next = await addDocument(db, { path: 'a.md', paragraphs: ['回款规则', '回款', '回款上限'] })
  const c = await addDocument(db, { path: 'c.md', paragraphs: ['回款月报'] })
  removeDocuments(db, [b.documentId])
  correctDocument(db, c.documentId, { kind: 'report' })
  return [...next.chunkIds, ...c.chunkIds]
}

const NAMES = Object.keys(FAILURES) as FailureName[]
const QUICK = NAMES.filter((name) => FAILURES[name].kind !== 'stall')

describe.concurrent('while points are written', () => {
  const onUpsert = QUICK.map((name) => [name, 'an upsert', UPSERT] as const)
  const some = ['internal', 'reset_after', 'wait_timeout', 'inconsistent', 'accepted', 'rate_limited'] as const
  const onOthers = some.flatMap((name) => [
    [name, 'a delete', DELETE] as const,
    [name, 'a count', { path: /count$/ }] as const,
  ])

  it.each([...onUpsert, ...onOthers])('%s twice at %s loses nothing', async (name, _, match) => {
    const scene = await inStep()
    scene.server.failNext(2, name, match)
    const expected = await changeLibrary(scene)
    await scene.follower.follow()
    const found = await search(scene.engine, '回款')
    expect(found.lexical.sort()).toEqual([...expected].sort())
    expect(scene.server.failuresLeft()).toBeLessThan(2)
    await expectRepaired(scene, expected)
    expect(scene.server.refused()).toEqual([])
  })

  it.each(some)('%s at the correction of a fact does not leave it to an old one', async (name) => {
    const scene = await inStep()
    scene.server.failNext(2, name, SET_FACTS)
    correctDocument(scene.db, scene.b.documentId, { sensitivity: 'confidential' })
    await scene.follower.follow()
    const alone = await openEngineAlone(openEmptyLibrary(), qdrantConfig(scene.server.url))
    const guest = { ...OWNER_ACCESS, sensitivities: ['internal'] as const }
    const query = {
      terms: [],
      vector: { model: TEST_EMBEDDER, values: new Float32Array([1, 0]) },
      filters: {},
      limit: 9,
    }
    const seen = async (engine: SearchEngine) =>
      (await engine.search(query, guest)).dense.map(({ chunkId }) => chunkId).sort()
    expect(await seen(scene.engine)).toEqual([...scene.a.chunkIds].sort())
    await expectRepaired(scene, [...scene.a.chunkIds, ...scene.b.chunkIds])
    expect(
      scene.server
        .pointsOf('precedent')
        .map(({ payload }) => payload.sensitivity)
        .sort(),
    ).toEqual(['confidential', 'internal', 'internal'])
    for (const engine of [scene.engine, alone]) expect(await seen(engine)).toEqual([...scene.a.chunkIds].sort())
  })

  it.each<[FailureName, string, RequestMatch]>([
    ['internal', 'the making of the collection', { method: 'PUT', path: /^\/collections\/[^/]+$/ }],
    ['reset_after', 'the making of the collection', { method: 'PUT', path: /^\/collections\/[^/]+$/ }],
    ['unavailable', 'an index', { method: 'PUT', path: /\/index$/ }],
    ['reset_after', 'the first points', UPSERT],
    ['gateway_timeout', 'the switch of the alias', { path: /\/aliases$/ }],
    ['reset_after', 'the switch of the alias', { path: /\/aliases$/ }],
    ['internal', 'the count', { path: /count$/ }],
  ])('%s at %s delays the first index', async (name, _, match) => {
    const { server, db } = await setUp()
    const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排', '回款'] })
    const opened = await open(server, db)
    server.failNext(1, name, match)
    await opened.follower.follow()
    expect((await search(opened.engine, '回款')).lexical.sort()).toEqual([...a.chunkIds].sort())
    expect(server.failuresLeft()).toBe(0)
    await expectRepaired({ ...opened, db, server }, a.chunkIds)
    expect(server.refused()).toEqual([])
  })

  it('a server that takes small bodies only gets small ones', async () => {
    const { server, db } = await setUp({ maxBodyBytes: 40_000 })
    const paragraphs = Array.from({ length: 60 }, (_, i) => `回款 ${i} ${'验收与交付'.repeat(60)}`)
    const a = await addDocument(db, { path: 'a.md', paragraphs })
    const opened = await open(server, db)
    await opened.settle()
    const found = await search(opened.engine, '回款')
    expect([found.degraded, found.lexical.length]).toEqual([[], 50])
    expect(indexed(server)).toEqual([...a.chunkIds].sort())
    expect(server.refused().every(({ refusal }) => refusal?.includes('larger than allowed'))).toBe(true)
  })

  it('a stalled write that ends with the server leaves nothing half done', async () => {
    const scene = await inStep()
    scene.server.failNext(1, 'stall_after', UPSERT)
    const expected = await changeLibrary(scene)
    const following = scene.follower.follow()
    await vi.waitFor(() => expect(scene.server.failuresLeft()).toBe(0), PATIENT)
    await scene.server.close()
    await following
    const found = await search(scene.engine, '回款')
    expect([found.lexical.sort(), found.degraded]).toEqual([[...expected].sort(), ['qdrant']])
    await scene.server.reopen()
    await expectRepaired(scene, expected)
  })
})

describe.concurrent('while a question is asked', () => {
  const passing = QUICK.filter((name) => ['timeout', 'internal', 'inconsistent', 'unavailable'].includes(name))
  const network: FailureName[] = ['bad_gateway', 'gateway_timeout', 'reset_before', 'reset_after']

  it.each([...passing, ...network])('%s once is not noticed', async (name) => {
    const scene = await inStep()
    scene.server.failNext(1, name, SEARCH)
    const { lexical, degraded } = await search(scene.engine, '回款')
    expect([lexical.length, degraded]).toEqual([3, []])
  })

  it.each(QUICK.filter((name) => name !== 'wait_timeout'))(
    '%s for a while is answered from SQLite, which the answer says',
    async (name) => {
      const scene = await inStep()
      const before = await search(scene.engine, '回款安排')
      scene.server.failNext(1_000, name, SEARCH)
      const during = await search(scene.engine, '回款安排')
      expect(during).toEqual({ ...before, degraded: ['qdrant'] })
      expect(await scene.engine.loadPassages(during.lexical)).toHaveLength(3)
      scene.server.forgetFailures()
      await expectRepaired(scene, [...scene.a.chunkIds, ...scene.b.chunkIds])
      expect(scene.server.refused()).toEqual([])
    },
  )

  it('a stall is given up in seconds', async () => {
    const scene = await inStep()
    scene.server.failNext(10, 'stall_before', SEARCH)
    const began = Date.now()
    expect((await search(scene.engine, '回款')).degraded).toEqual(['qdrant'])
    expect(Date.now() - began).toBeLessThan(5_500)
    // What was silent once is not asked a second time.
    expect(scene.server.failuresLeft()).toBe(9)
    const next = Date.now()
    expect((await search(scene.engine, '回款')).degraded).toEqual(['qdrant'])
    expect(Date.now() - next).toBeLessThan(1_000)
  })
})

describe.concurrent('a server', () => {
  it('that is dead while files are read delays the index and loses nothing', async () => {
    const scene = await inStep()
    await scene.server.close()
    const expected = await changeLibrary(scene)
    await scene.follower.follow()
    expect(await search(scene.engine, '回款月报')).toMatchObject({ degraded: ['qdrant'] })
    expect((await search(scene.engine, '回款')).lexical.sort()).toEqual([...expected].sort())
    await scene.server.reopen()
    await expectRepaired(scene, expected)
  })

  it('is waited for by a process without the library, and found when it is back', async () => {
    const scene = await inStep()
    const alone = await openEngineAlone(openEmptyLibrary(), qdrantConfig(scene.server.url))
    const before = await search(alone, '回款安排')
    expect(before.lexical).toHaveLength(3)
    await scene.server.close()
    expect(await search(alone, '回款安排')).toEqual({ lexical: [], dense: [], degraded: ['qdrant'] })
    await scene.server.reopen()
    await vi.waitFor(async () => expect(await search(alone, '回款安排')).toEqual(before), PATIENT)
    expect((await alone.loadPassages(before.lexical)).map(({ path }) => path)).toEqual(['a.md', 'a.md', 'b.md'])
  })

  it('that is dead at the start is waited for', async () => {
    const { server, db } = await setUp()
    const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
    await server.close()
    const opened = await open(server, db)
    await opened.follower.follow()
    expect(await search(opened.engine, '回款')).toMatchObject({ lexical: a.chunkIds, degraded: ['qdrant'] })
    await server.reopen()
    await expectRepaired({ ...opened, db, server }, a.chunkIds)
  })

  it('that comes back empty is filled again, with the next file', async () => {
    const scene = await inStep()
    await scene.server.close()
    await scene.server.reopen({ isEmpty: true })
    expect((await search(scene.engine, '回款')).lexical).toHaveLength(3)
    const expected = await changeLibrary(scene)
    await scene.follower.follow()
    await expectRepaired(scene, expected)
  })

  it('that comes back empty is filled again, although nothing changes', async () => {
    const scene = await inStep()
    await scene.server.close()
    await scene.server.reopen({ isEmpty: true })
    expect((await search(scene.engine, '回款')).lexical).toHaveLength(3)
    await expectRepaired(scene, [...scene.a.chunkIds, ...scene.b.chunkIds])
  })

  it('that comes back with an older state is brought into step when a worker starts', async () => {
    const scene = await inStep()
    const client = openQdrantClient({ url: scene.server.url, apiKey: undefined }, 5_000)
    await client.delete('precedent', { wait: true, points: [scene.a.chunkIds[0] ?? ''] })
    await scene.close()
    const again = await open(scene.server, scene.db)
    await expectRepaired({ ...scene, ...again }, [...scene.a.chunkIds, ...scene.b.chunkIds])
  })

  it('that follows a crashed worker takes in what that left', async () => {
    const scene = await inStep()
    scene.server.failNext(1_000, 'reset_before', DELETE)
    const expected = await changeLibrary(scene)
    const following = scene.follower.follow()
    const hasBegun = () => expect(scene.server.requests.map(({ failure }) => failure)).toContain('reset_before')
    await vi.waitFor(hasBegun, PATIENT)
    await scene.close()
    await following
    scene.server.forgetFailures()
    const again = await open(scene.server, scene.db)
    await expectRepaired({ ...scene, ...again }, expected)
  })
})

describe.concurrent('what is not ours', () => {
  it.each([
    ['another collection of that name', { vectors: { size: 3, distance: 'Cosine' as const } }],
    ['a collection with vectors of the same name', { vectors: { dense: { size: 2, distance: 'Cosine' as const } } }],
  ])('%s is not touched', async (_, config) => {
    const { server, db } = await setUp()
    const client = openQdrantClient({ url: server.url, apiKey: undefined }, 5_000)
    await client.createCollection('precedent', config)
    await client.upsert('precedent', { points: [{ id: 1, vector: {}, payload: { theirs: true } }] })
    await addDocument(db, { path: 'a.md', paragraphs: ['回款'] })
    await expect(open(server, db)).rejects.toMatchObject({
      code: 'engine_misfit',
      message: expect.stringMatching(/"precedent".*QDRANT_COLLECTION/),
    })
    expect(server.collectionNames()).toEqual(['precedent'])
    expect(server.pointsOf('precedent')).toMatchObject([{ id: 1, payload: { theirs: true } }])
  })

  it('the collection of another library is neither read nor changed', async () => {
    const scene = await inStep()
    const other = openEmptyLibrary()
    await addDocument(other, { path: 'x.md', paragraphs: ['回款'] })
    await expect(open(scene.server, other)).rejects.toMatchObject({ code: 'engine_misfit' })
    expect(scene.server.pointsOf('precedent')).toHaveLength(3)
    const beside = await open(scene.server, other, { collection: 'other' })
    await beside.settle()
    expect((await search(beside.engine, '回款')).lexical).toHaveLength(1)
    await expectRepaired(scene, [...scene.a.chunkIds, ...scene.b.chunkIds])
  })

  it('a point among ours is never shown', async () => {
    const scene = await inStep()
    const client = openQdrantClient({ url: scene.server.url, apiKey: undefined }, 5_000)
    const { ids } = sparseVector('回款')
    const lexical = { indices: [...ids], values: [...ids].map(() => 9) }
    await client.upsert('precedent', { points: [{ id: 1, vector: { dense: [1, 0], lexical }, payload: { a: 1 } }] })
    const alone = await openEngineAlone(openEmptyLibrary(), qdrantConfig(scene.server.url))
    for (const engine of [scene.engine, alone]) {
      const found = await search(engine, '回款')
      expect(found.lexical.sort()).toEqual([...scene.a.chunkIds, ...scene.b.chunkIds].sort())
      expect(found.dense).toHaveLength(3)
    }
  })

  it('a server of another major version is refused, one of an untested minor version is used with a warning', async () => {
    const old = await setUp({ version: '1.12.4' })
    await addDocument(old.db, { path: 'a.md', paragraphs: ['回款'] })
    const opened = await open(old.server, old.db)
    expect(opened.lines.join('\n')).toContain('1.12.4')
    const next = await setUp({ version: '2.0.0' })
    await expect(open(next.server, next.db)).rejects.toMatchObject({ code: 'engine_misfit' })
  })

  it('a key that the server does not know is named in no message', async () => {
    const { server, db } = await setUp({ apiKey: 'right' })
    await addDocument(db, { path: 'a.md', paragraphs: ['回款'] })
    const error = await open(server, db, { apiKey: 'wrong-key' }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'engine_misfit', message: expect.stringContaining('QDRANT_API_KEY') })
    expect(String(error)).not.toContain('wrong-key')
    const opened = await open(server, db, { apiKey: 'right' })
    await opened.settle()
    expect((await search(opened.engine, '回款')).degraded).toEqual([])
  })
})
