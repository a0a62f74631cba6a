import { describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/client.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { type Corpus, emptyCorpus } from '../../src/engines/embedded/corpus.ts'
import { openEmbeddedEngine } from '../../src/engines/embedded/engine.ts'
import { followDatabase, startPosition, versionsWithPoints } from '../../src/engines/embedded/follow.ts'
import { tidySegments } from '../../src/engines/embedded/tidy.ts'
import { embeddedWriter } from '../../src/engines/embedded/writer.ts'
import { sparseVector } from '../../src/language/terms.ts'
import { addDocument, openLibrary, stageDocument, TEST_EMBEDDER } from '../helpers/library.ts'

const query = (text: string) => ({
  terms: Array.from(sparseVector(text).ids, (id) => ({ id, text: '', weight: 1 })),
  vector: { model: TEST_EMBEDDER, values: new Float32Array([1, 0]) },
  filters: {},
  limit: 100,
})

const noteOf = (name: string, round: number, paragraphs = 20) => ({
  path: `${name}.md`,
  paragraphs: Array.from({ length: paragraphs }, (_, at) => `第${round}轮 ${name} 第${at}段 回款安排与验收`),
})

/** The point of a document's first chunk. */
const pointOf = ({ chunkIds, versionId }: { chunkIds: string[]; versionId: string }) => ({
  chunkId: chunkIds[0] ?? '',
  versionId,
  ordinal: 0,
  sparse: sparseVector('回款安排'),
  dense: new Float32Array([1, 0]),
})

function follower(db: Database) {
  const corpus = emptyCorpus()
  const position = startPosition()
  const follow = () => followDatabase(db, corpus, position, () => TEST_EMBEDDER)
  const tidy = (nextTurn = async () => {}) =>
    tidySegments(corpus, { withPoints: (ids) => versionsWithPoints(db, ids), nextTurn })
  return { corpus, follow, tidy }
}

const slotsOf = (corpus: Corpus) => corpus.segments.reduce((sum, { live }) => sum + live.length, 0)

describe('the index of a service that runs for long', () => {
  it('does not grow when the same documents are read anew every day', async () => {
    const db = openLibrary()
    const { corpus, follow, tidy } = follower(db)
    for (let round = 0; round < 12; round++) {
      for (const name of ['a', 'b', 'c']) await addDocument(db, noteOf(name, round))
      await follow()
      await tidy()
    }
    expect(corpus.liveCount).toBe(60)
    expect(slotsOf(corpus)).toBeLessThanOrEqual(120)
    expect(corpus.segments.reduce((sum, { live }) => sum + live.filter((one) => one === 1).length, 0)).toBe(60)
    expect(corpus.segments.length).toBeLessThanOrEqual(8)
    expect(corpus.versions.length).toBeLessThanOrEqual(9)
  })

  it('lets go of everything when all documents are removed', async () => {
    const db = openLibrary()
    const { corpus, follow, tidy } = follower(db)
    const { documentId } = await addDocument(db, noteOf('a', 0))
    await follow()
    removeDocuments(db, [documentId])
    await follow()
    await tidy()
    expect(corpus.segments).toEqual([])
    expect(corpus.numberOf.size).toBe(0)
  })

  it('keeps the chunks of a version that is still being written', async () => {
    const db = openLibrary()
    const { corpus, follow, tidy } = follower(db)
    const staged = await stageDocument(db, noteOf('a', 0))
    await addDocument(db, noteOf('b', 0, 1))
    await follow()
    await tidy()
    expect(corpus.liveCount).toBe(1)
    staged.activate()
    await follow()
    expect(corpus.liveCount).toBe(21)
  })

  it('answers while it tidies, and nothing that changes meanwhile is lost', async () => {
    const db = openLibrary()
    const { corpus, follow, tidy } = follower(db)
    await addDocument(db, noteOf('a', 0, 30))
    await follow()
    const kept = await addDocument(db, noteOf('b', 0, 30))
    await follow()
    const later = await stageDocument(db, noteOf('c', 0, 5))
    let turns = 0
    await tidy(async () => {
      if (turns++ > 0) return
      await addDocument(db, noteOf('a', 1, 3))
      later.activate()
      await embeddedWriter(db, TEST_EMBEDDER).upsert([pointOf(kept)])
      await follow()
      expect(corpus.liveCount).toBe(38)
    })
    expect(turns).toBeGreaterThan(0)
    expect(corpus.liveCount).toBe(38)
  })

  it('counts a point once that was written again after an interruption', async () => {
    const db = openLibrary()
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    await addDocument(db, { path: 'other.md', paragraphs: ['割接窗口'] })
    const staged = await stageDocument(db, { path: 'a.md', paragraphs: ['回款安排'] })
    await engine.catchUp()
    await embeddedWriter(db, TEST_EMBEDDER).upsert([pointOf(staged)])
    staged.activate()
    await engine.catchUp()
    const found = await engine.search(query('回款'), OWNER_ACCESS)
    expect(found.lexical.map(({ chunkId }) => chunkId)).toEqual(staged.chunkIds)
    expect(found.dense.map(({ chunkId }) => chunkId)).toContain(staged.chunkIds[0])
    expect(found.dense).toHaveLength(2)
    expect(found.statistics?.chunks).toBe(2)
  })

  it('finds after tidying what a fresh process finds', async () => {
    const db = openLibrary()
    const engine = openEmbeddedEngine(db, TEST_EMBEDDER)
    for (let round = 0; round < 5; round++) {
      for (const name of ['a', 'b', 'c']) {
        await addDocument(db, noteOf(name, round, 5 + round))
        await engine.catchUp()
      }
    }
    const fresh = openEmbeddedEngine(db, TEST_EMBEDDER)
    const found = await engine.search(query('第3段回款怎么验收'), OWNER_ACCESS)
    expect(found.lexical).toHaveLength(27)
    expect(found).toEqual(await fresh.search(query('第3段回款怎么验收'), OWNER_ACCESS))
  })
})
