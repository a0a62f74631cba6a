import { expect, it } from 'vitest'
import { type Access, OWNER_ACCESS } from '../../src/engines/access.ts'
import type { EngineQuery, SearchIndex } from '../../src/engines/engine.ts'
import type { StoredPassage } from '../../src/engines/stored-passage.ts'
import { createRetrieve, type RetrievalDeps } from '../../src/retrieval/retrieve.ts'
import { PLAIN_UNDERSTANDING } from '../helpers/question-terms.ts'
import { storedPassage as stored } from './passages.ts'

function setUp(passages: StoredPassage[], deps: Partial<RetrievalDeps> = {}) {
  const calls: { query: EngineQuery; access: Access }[] = []
  const search: SearchIndex = async (query, access) => {
    calls.push({ query, access })
    return { lexical: passages.map(({ chunkId }, at) => ({ chunkId, score: 9 - at })), dense: [] }
  }
  const retrieve = createRetrieve({
    search,
    embedQuery: undefined,
    loadPassages: async (ids) => ids.flatMap((id) => passages.find(({ chunkId }) => chunkId === id) ?? []),
    understanding: () => PLAIN_UNDERSTANDING,
    readText: () => undefined,
    denseWeight: () => 1,
    ...deps,
  })
  return { retrieve, calls }
}

const ask = (query: string, limit = 5) => ({ query, limit, filters: {} })

it('hands the viewer and the filters to the engine as they are', async () => {
  const { retrieve, calls } = setUp([stored('a', '回款')])
  const access: Access = { viewer: 'li', spaces: ['sales'], sensitivities: 'all' }
  await retrieve({ query: '回款', limit: 5, filters: { kinds: ['tender'] } }, access)
  expect(calls).toMatchObject([{ access, query: { filters: { kinds: ['tender'] } } }])
})

it('goes on by words when the embedding model does not answer, and says so', async () => {
  const embedQuery = async () => {
    throw new Error('connection refused')
  }
  const { retrieve, calls } = setUp([stored('a', '回款')], { embedQuery })
  const { passages, degraded } = await retrieve(ask('回款'), OWNER_ACCESS)
  expect(passages).toHaveLength(1)
  expect(degraded).toEqual(['embedding'])
  expect(calls[0]?.query.vector).toBeUndefined()
})

it('shows which words of the question stand in a passage, English ones by their stem', async () => {
  const { retrieve } = setUp([stored('a', '监理签字后回款，deliveries 归档')])
  const { passages } = await retrieve(ask('回款和验收 delivery'), OWNER_ACCESS)
  expect(passages[0]?.why.terms).toEqual(expect.arrayContaining(['回款', 'deliveri']))
  expect(passages[0]?.why.terms).not.toContain('验收')
})

it('leaves out a chunk that went while the search ran', async () => {
  const { retrieve } = setUp([stored('a', '回款')], { loadPassages: async () => [] })
  expect((await retrieve(ask('回款'), OWNER_ACCESS)).passages).toEqual([])
})

it('gives no more than it was asked for, and asks the engine for more than that', async () => {
  const { retrieve, calls } = setUp(['一', '二', '三'].map((text) => stored(text, `${text}号回款条款`)))
  expect((await retrieve(ask('回款', 2), OWNER_ACCESS)).passages).toHaveLength(2)
  expect(calls[0]?.query.limit).toBeGreaterThanOrEqual(100)
})

it('looks further down when the top is all repeats', async () => {
  const copies = Array.from({ length: 40 }, (_, at) =>
    stored(`copy ${String(at).padStart(2, '0')}`, '口头变更一律补变更单，超过十人天走变更委员会'),
  )
  const { retrieve } = setUp([...copies, stored('other', '割接窗口只有每周三的零点到四点')])
  const { passages } = await retrieve(ask('变更', 2), OWNER_ACCESS)
  expect(passages.map(({ chunkId }) => chunkId)).toEqual(['copy 00', 'other'])
})

it('puts the passage that has more of the question first, whichever the engine found first', async () => {
  const { retrieve } = setUp([stored('a', '验收在下周，其余另行通知'), stored('b', '验收以后才启动回款')])
  const { passages } = await retrieve(ask('验收 回款'), OWNER_ACCESS)
  expect(passages.map(({ chunkId }) => chunkId)).toEqual(['b', 'a'])
})

it('orders passages of equal relevance by path, not by which the engine found first', async () => {
  const passages = [stored('1', '先回款后验收', { path: 'b.md' }), stored('2', '再回款再移交', { path: 'a.md' })]
  const { retrieve } = setUp(passages)
  const found = await retrieve(ask('回款'), OWNER_ACCESS)
  expect(found.passages.map(({ path }) => path)).toEqual(['a.md', 'b.md'])
  expect(found.passages[0]?.why.rerank).toBe(found.passages[1]?.why.rerank)
})

it('weighs the dense ranking as the embedder that made the vector deserves', async () => {
  const passages = [stored('a', '回款要先开票'), stored('b', '割接窗口在周三')]
  const ranking = (...ids: string[]) => ids.map((chunkId) => ({ chunkId, score: 1 }))
  const search: SearchIndex = async () => ({ lexical: ranking('a', 'b'), dense: ranking('b', 'a') })
  const embedQuery = async () => ({ model: 'strong', values: new Float32Array([1]) })
  const firstOf = async (weight: number) => {
    const denseWeight = (model: string) => (model === 'strong' ? weight : 0)
    const { retrieve } = setUp(passages, { search, embedQuery, denseWeight })
    return (await retrieve(ask('回款'), OWNER_ACCESS)).passages[0]?.chunkId
  }
  expect([await firstOf(0.01), await firstOf(5)]).toEqual(['a', 'b'])
})

it('makes one passage of two that stand side by side, its text cut from the source', async () => {
  const source = '回款分三步。先请监理签字，资料要齐全。\n第二步回款前开票，金额与合同一致。'
  const at = source.indexOf('\n') + 1
  const cut = (chunkId: string, ordinal: number, start: number, end: number) =>
    stored(chunkId, source.slice(start, end), { path: 'a.md', ordinal, span: { start, end } })
  const { retrieve } = setUp([cut('a', 0, 0, at - 1), cut('b', 1, at, source.length)], { readText: () => source })
  const { passages } = await retrieve(ask('回款'), OWNER_ACCESS)
  expect(passages.map(({ text, span }) => ({ text, span }))).toEqual([
    { text: source, span: { start: 0, end: source.length } },
  ])
})

it('keeps repeats and neighbours apart where an evaluation asks for it', async () => {
  const passages = ['a', 'b', 'c'].map((id) => stored(id, '口头变更一律补变更单，超过十人天走变更委员会'))
  const { retrieve } = setUp(passages, { readText: () => '' })
  const found = await retrieve({ ...ask('变更'), keepNearDuplicates: true }, OWNER_ACCESS)
  expect(found.passages).toHaveLength(3)
})
