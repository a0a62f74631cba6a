import { expect, it } from 'vitest'
import { type Access, OWNER_ACCESS } from '../../src/engines/access.ts'
import type { EngineQuery, SearchIndex } from '../../src/engines/engine.ts'
import type { StoredPassage } from '../../src/engines/stored-passage.ts'
import { createRetrieve, type RetrievalDeps } from '../../src/retrieval/retrieve.ts'

const stored = (chunkId: string, text: string, path = `${chunkId}.md`): StoredPassage => ({
  chunkId,
  documentId: `document of ${chunkId}`,
  versionId: 'v',
  title: '交付指南',
  path,
  kind: 'delivery_guide',
  space: 'default',
  date: '',
  ordinal: 0,
  text,
  span: { start: 0, end: text.length },
  headings: [],
})

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
    weights: () => ({ lexical: 1, dense: 1 }),
    ...deps,
  })
  return { retrieve, calls }
}

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
  const { passages, degraded } = await retrieve({ query: '回款', limit: 5, filters: {} }, OWNER_ACCESS)
  expect(passages).toHaveLength(1)
  expect(degraded).toEqual(['embedding'])
  expect(calls[0]?.query.vector).toBeUndefined()
})

it('shows which words of the question stand in a passage, English ones by their stem', async () => {
  const { retrieve } = setUp([stored('a', '监理签字后回款，deliveries 归档')])
  const { passages } = await retrieve({ query: '回款和验收 delivery', limit: 5, filters: {} }, OWNER_ACCESS)
  expect(passages[0]?.why.terms).toEqual(expect.arrayContaining(['回款', 'deliveri']))
  expect(passages[0]?.why.terms).not.toContain('验收')
})

it('leaves out a chunk that went while the search ran', async () => {
  const { retrieve } = setUp([stored('a', '回款')], { loadPassages: async () => [] })
  expect((await retrieve({ query: '回款', limit: 5, filters: {} }, OWNER_ACCESS)).passages).toEqual([])
})

it('gives no more than it was asked for, and asks the engine for more than that', async () => {
  const { retrieve, calls } = setUp(['一', '二', '三'].map((text) => stored(text, `${text}号回款条款`)))
  expect((await retrieve({ query: '回款', limit: 2, filters: {} }, OWNER_ACCESS)).passages).toHaveLength(2)
  expect(calls[0]?.query.limit).toBeGreaterThanOrEqual(100)
})

it('looks further down when the top is all repeats', async () => {
  const copies = Array.from({ length: 40 }, (_, at) =>
    stored(`copy ${at}`, '口头变更一律补变更单，超过十人天走变更委员会'),
  )
  const { retrieve } = setUp([...copies, stored('other', '割接窗口只有每周三的零点到四点')])
  const { passages } = await retrieve({ query: '变更', limit: 2, filters: {} }, OWNER_ACCESS)
  expect(passages.map(({ chunkId }) => chunkId)).toEqual(['copy 0', 'other'])
})

it('orders equal scores by path, not by which ranking came first', async () => {
  const passages = [stored('1', '回款', 'b.md'), stored('2', '验收', 'a.md')]
  const ranking = (...ids: string[]) => ids.map((chunkId) => ({ chunkId, score: 1 }))
  const search: SearchIndex = async () => ({ lexical: ranking('1', '2'), dense: ranking('2', '1') })
  const { retrieve } = setUp(passages, { search })
  const found = await retrieve({ query: '回款', limit: 5, filters: {} }, OWNER_ACCESS)
  expect(found.passages.map(({ path }) => path)).toEqual(['a.md', 'b.md'])
})
