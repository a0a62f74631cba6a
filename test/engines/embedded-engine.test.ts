import { describe, expect, it } from 'vitest'
import { recordChange } from '../../src/db/changes.ts'
import { type Database, write } from '../../src/db/client.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { correctDocument } from '../../src/db/documents.ts'
import { chunksOfPoints, replaceTerms } from '../../src/db/point-terms.ts'
import { setActiveEmbedder, writeSetting } from '../../src/db/settings.ts'
import { storedDimensions, switchEmbedder } from '../../src/db/vectors.ts'
import { activateVersion } from '../../src/db/versions.ts'
import { type Access, OWNER_ACCESS } from '../../src/engines/access.ts'
import { openEmbeddedEngine } from '../../src/engines/embedded/engine.ts'
import { embeddedWriter } from '../../src/engines/embedded/writer.ts'
import { sparseVector } from '../../src/language/terms.ts'
import { addDocument, openLibrary, stageDocument, TEST_EMBEDDER } from '../helpers/library.ts'

const wordQuery = (text: string, filters = {}) => ({
  terms: Array.from(sparseVector(text).ids, (id) => ({ id, text: '', weight: 1 })),
  vector: undefined,
  filters,
  limit: 10,
})
const vectorOf = (numbers: number[], model = TEST_EMBEDDER) => ({ model, values: new Float32Array(numbers) })
const vectorQuery = (numbers: number[], model?: string) => ({
  terms: [],
  vector: vectorOf(numbers, model),
  filters: {},
  limit: 10,
})

/** What a worker does to a library whose points were made by an earlier version. */
function takeTermsAnew(db: Database, version: string, change: (text: string) => string): void {
  for (const { seq, text } of chunksOfPoints(db, { after: 0, limit: 10_000 }))
    write(db, (tx) => replaceTerms(tx, seq, sparseVector(change(text))))
  write(db, (tx) => {
    writeSetting(tx, 'terms_version', version)
    recordChange(tx, '')
  })
}

const only = (spaces: string[]): Access => ({ ...OWNER_ACCESS, spaces })

describe('the embedded engine', () => {
  it('finds a chunk by a two-character word', async () => {
    const db = openLibrary()
    const { chunkIds } = await addDocument(db, { path: 'a.md', paragraphs: ['港区网络割接', '监理签字后启动回款'] })
    const { lexical } = await openEmbeddedEngine(db, TEST_EMBEDDER).search(wordQuery('回款'), OWNER_ACCESS)
    expect(lexical.map((candidate) => candidate.chunkId)).toEqual([chunkIds[1]])
  })

  it('ranks by cosine where the question has a vector', async () => {
    const db = openLibrary()
    const vectors = [new Float32Array([0, 1]), new Float32Array([0.6, 0.8]), new Float32Array([-1, 0])]
    const { chunkIds } = await addDocument(db, { path: 'a.md', paragraphs: ['一', '二', '三'], vectors })
    const { dense } = await openEmbeddedEngine(db, TEST_EMBEDDER).search(vectorQuery([1, 0]), OWNER_ACCESS)
    expect(dense.map((candidate) => candidate.chunkId)).toEqual([chunkIds[1]])
    expect(dense[0]?.score).toBeCloseTo(0.6)
  })

  it('shows nothing of a space that the viewer may not read, whichever ranking finds it', async () => {
    const db = openLibrary()
    await addDocument(db, { path: 'secret.md', space: 'board', paragraphs: ['回款安排'] })
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    const query = { ...wordQuery('回款'), vector: vectorOf([1, 0]) }
    expect(await engine.search(query, only(['sales']))).toMatchObject({ lexical: [], dense: [] })
    expect(await engine.search(query, only([]))).toMatchObject({ lexical: [], dense: [] })
    expect((await engine.search(query, only(['board']))).lexical).toHaveLength(1)
  })

  it("shows nothing above the viewer's sensitivity", async () => {
    const db = openLibrary()
    await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'], fields: { sensitivity: 'confidential' } })
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    const access: Access = { ...OWNER_ACCESS, sensitivities: ['public', 'internal'] }
    expect((await engine.search(wordQuery('回款'), access)).lexical).toEqual([])
  })

  it('narrows to what the filters name, and an empty list names nothing', async () => {
    const db = openLibrary()
    const a = await addDocument(db, {
      path: 'a.md',
      paragraphs: ['回款安排'],
      fields: { kind: 'tender', date: '2025-03-12' },
    })
    await addDocument(db, { path: 'b.md', paragraphs: ['回款流程'], fields: { kind: 'report', date: '2024-01-01' } })
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    const found = async (filters: object) =>
      (await engine.search(wordQuery('回款', filters), OWNER_ACCESS)).lexical.map((c) => c.chunkId)
    expect(await found({ kinds: ['tender'] })).toEqual(a.chunkIds)
    expect(await found({ since: '2025-01-01' })).toEqual(a.chunkIds)
    expect(await found({ documentIds: [a.documentId] })).toEqual(a.chunkIds)
    expect(await found({ documentIds: [] })).toEqual([])
  })

  it('does not show a version before it is current', async () => {
    const db = openLibrary()
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    const staged = await stageDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
    expect((await engine.search(wordQuery('回款'), OWNER_ACCESS)).lexical).toEqual([])
    staged.activate()
    expect((await engine.search(wordQuery('回款'), OWNER_ACCESS)).lexical).toHaveLength(1)
  })

  it('never mixes an old version with the new one', async () => {
    const db = openLibrary()
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    await addDocument(db, { path: 'a.md', paragraphs: ['备用金按百分之五计提'] })
    await engine.catchUp()
    const second = await addDocument(db, { path: 'a.md', paragraphs: ['备用金按百分之三计提'] })
    const { lexical } = await engine.search(wordQuery('备用金计提'), OWNER_ACCESS)
    expect(lexical.map((candidate) => candidate.chunkId)).toEqual(second.chunkIds)
  })

  it('forgets a removed document and follows a moved one', async () => {
    const db = openLibrary()
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    const a = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
    const b = await addDocument(db, { path: 'b.md', paragraphs: ['回款流程'] })
    await engine.catchUp()
    removeDocuments(db, [a.documentId])
    correctDocument(db, b.documentId, { space: 'board' })
    expect((await engine.search(wordQuery('回款'), OWNER_ACCESS)).lexical.map((c) => c.chunkId)).toEqual(b.chunkIds)
    expect((await engine.search(wordQuery('回款'), only(['default']))).lexical).toEqual([])
  })

  it('scores as a fresh process does after any history of replacing and removing', async () => {
    const db = openLibrary()
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    for (let round = 0; round < 4; round++) {
      for (const path of ['a.md', 'b.md', 'c.md']) {
        await addDocument(db, { path, paragraphs: [`第${round}轮 ${path} 回款安排`, `验收与回款 ${path}`, '割接窗口'] })
        await engine.catchUp()
      }
    }
    const fresh = openEmbeddedEngine(db, TEST_EMBEDDER)
    const query = wordQuery('回款安排怎么验收')
    expect(await engine.search(query, OWNER_ACCESS)).toEqual(await fresh.search(query, OWNER_ACCESS))
  })

  it('breaks ties by path and place in the text', async () => {
    const db = openLibrary()
    const second = await addDocument(db, { path: 'b.md', paragraphs: ['回款安排'] })
    const first = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排', '回款安排'] })
    const { lexical } = await openEmbeddedEngine(db, TEST_EMBEDDER).search(wordQuery('回款'), OWNER_ACCESS)
    expect(lexical.map((candidate) => candidate.chunkId)).toEqual([...first.chunkIds, ...second.chunkIds])
  })

  it('leaves vectors of another embedder out of the dense ranking', async () => {
    const db = openLibrary()
    await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
    const { dense } = await openEmbeddedEngine(db, 'another-model').search(
      vectorQuery([1, 0], 'another-model'),
      OWNER_ACCESS,
    )
    expect(dense).toEqual([])
  })

  it('takes a version that is activated twice for one', async () => {
    const db = openLibrary()
    const staged = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
    write(db, (tx) => activateVersion(tx, { id: staged.versionId, documentId: staged.documentId, chunkCount: 1 }, {}))
    expect((await openEmbeddedEngine(db, TEST_EMBEDDER).search(wordQuery('回款'), OWNER_ACCESS)).lexical).toHaveLength(
      1,
    )
  })

  it('follows the library to another embedder, and still knows the one before for questions on their way', async () => {
    const db = openLibrary()
    write(db, (tx) => setActiveEmbedder(tx, TEST_EMBEDDER))
    const { chunkIds, versionId } = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
    const engine = openEmbeddedEngine(db, 'configured')
    await engine.catchUp()
    expect(engine.embedderInUse()).toBe(TEST_EMBEDDER)
    const vector = new Float32Array([0, 1])
    await embeddedWriter(db, 'new').addVectors('new', [{ chunkId: chunkIds[0] ?? '', versionId, vector }])
    expect(write(db, (tx) => switchEmbedder(tx, 'new', new Set()))).toBe(true)
    const find = async (numbers: number[], model: string) =>
      (await engine.search(vectorQuery(numbers, model), OWNER_ACCESS)).dense.map(({ chunkId }) => chunkId)
    expect(await find([1, 0], TEST_EMBEDDER)).toEqual(chunkIds)
    await engine.catchUp()
    expect(engine.embedderInUse()).toBe('new')
    expect(await find([0, 1], 'new')).toEqual(chunkIds)
    expect(await find([1, 0], TEST_EMBEDDER)).toEqual(chunkIds)
    expect(await find([1, 0], 'new')).toEqual([])
  })

  it('finds by terms that were taken anew, without a restart, and answers by the old ones until all are loaded', async () => {
    const db = openLibrary()
    const paragraphs = Array.from({ length: 1_500 }, (_, i) => `港区网络割接 ${i}`)
    const { chunkIds } = await addDocument(db, { path: 'a.md', paragraphs })
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    await engine.catchUp()
    const find = async (text: string) =>
      (await engine.search(wordQuery(text), OWNER_ACCESS)).lexical.map(({ chunkId }) => chunkId)
    takeTermsAnew(db, 'another version', (text) => text.replace('割接', '延迟'))
    expect(await find('延迟')).toEqual([])
    expect(await find('割接')).toHaveLength(10)
    const reloading = engine.catchUp()
    const late = await addDocument(db, { path: 'late.md', paragraphs: ['回款安排'] })
    expect(await find('回款')).toEqual(late.chunkIds)
    expect(await find('割接')).toHaveLength(10)
    await reloading
    expect(await find('延迟')).toEqual(chunkIds.slice(0, 10))
    expect(await find('割接')).toEqual([])
    expect(await find('回款')).toEqual(late.chunkIds)
    const fresh = openEmbeddedEngine(db, TEST_EMBEDDER)
    const query = { ...wordQuery('港区 延迟 1499'), vector: vectorOf([1, 0]) }
    expect(await engine.search(query, OWNER_ACCESS)).toEqual(await fresh.search(query, OWNER_ACCESS))
  })

  it('adds vectors of another embedder to no chunk that queries see no more', async () => {
    const db = openLibrary()
    const old = await addDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
    await addDocument(db, { path: 'a.md', paragraphs: ['回款流程'] })
    const late = { chunkId: old.chunkIds[0] ?? '', versionId: old.versionId, vector: new Float32Array([1, 0]) }
    await embeddedWriter(db, 'new').addVectors('new', [late, { ...late, chunkId: 'gone', versionId: 'gone' }])
    expect(storedDimensions(db, 'new')).toBeUndefined()
  })
})
