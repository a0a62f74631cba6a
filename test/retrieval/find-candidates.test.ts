import { expect, it } from 'vitest'
import { type Access, OWNER_ACCESS } from '../../src/engines/access.ts'
import type { Candidates, EngineQuery } from '../../src/engines/engine.ts'
import { conceptTermId, termId } from '../../src/language/terms.ts'
import { buildThesaurus } from '../../src/language/thesaurus.ts'
import { analyseQuery } from '../../src/retrieval/analyse.ts'
import { conceptWeight, findCandidates } from '../../src/retrieval/find-candidates.ts'
import { PLAIN_UNDERSTANDING } from '../helpers/question-terms.ts'

const LATE = { id: 'late', chinese: ['磨蹭', '延迟'], english: ['lag'], strength: 3 as const }
const WORD = termId({ kind: 'word', text: 'lag' })
const CONCEPT = conceptTermId('late')
const VECTOR = { model: 'm', values: new Float32Array([1]) }

function setUp(degraded?: string[]) {
  const calls: { query: EngineQuery; access: Access }[] = []
  const find = async (question: string) => {
    const understanding = { ...PLAIN_UNDERSTANDING, thesaurus: buildThesaurus([LATE]) }
    const search = async (query: EngineQuery, access: Access): Promise<Candidates> => {
      calls.push({ query, access })
      const isOfConcepts = query.terms.some(({ id }) => id === CONCEPT)
      return {
        lexical: [{ chunkId: isOfConcepts ? 'by concept' : 'by word', score: 1 }],
        dense: query.vector ? [{ chunkId: 'by vector', score: 1 }] : [],
        statistics: { chunks: 9, frequencies: new Map(query.terms.map(({ id }) => [id, id === WORD ? 2 : 3])) },
        ...(degraded && { degraded }),
      }
    }
    const query = { vector: VECTOR, filters: { kinds: ['tender'] }, limit: 7 }
    return findCandidates(search, analyseQuery(question, understanding), query, { ...OWNER_ACCESS, viewer: 'li' })
  }
  return { calls, find }
}

it('looks for the words of an English question, and for its concepts beside them in a search of their own', async () => {
  const { calls, find } = setUp()
  const found = await find('lag')
  expect(found.lexical.map(({ chunkId }) => chunkId)).toEqual(['by word'])
  expect(found.concepts.map(({ chunkId }) => chunkId)).toEqual(['by concept'])
  expect(found.dense.map(({ chunkId }) => chunkId)).toEqual(['by vector'])
  expect(calls).toHaveLength(2)
})

it('looks for words and concepts of a Chinese question at once', async () => {
  const { calls, find } = setUp()
  const found = await find('磨蹭')
  expect(found.lexical.map(({ chunkId }) => chunkId)).toEqual(['by concept'])
  expect(found.concepts).toEqual([])
  expect(found.dense.map(({ chunkId }) => chunkId)).toEqual(['by vector'])
  expect(calls).toHaveLength(1)
})

it('holds both searches to the same access, filters and limit', async () => {
  const { calls, find } = setUp()
  await find('lag')
  expect(calls).toHaveLength(2)
  for (const call of calls) {
    expect(call).toMatchObject({ access: { viewer: 'li' }, query: { filters: { kinds: ['tender'] }, limit: 7 } })
  }
})

it('tells how frequent words and concepts are', async () => {
  const { statistics } = await setUp().find('lag')
  expect(statistics?.chunks).toBe(9)
  expect([statistics?.frequencies.get(WORD), statistics?.frequencies.get(CONCEPT)]).toEqual([2, 3])
})

it('searches once where the question names no concept', async () => {
  const { calls, find } = setUp()
  expect((await find('回款')).concepts).toEqual([])
  expect(calls).toHaveLength(1)
})

it('says once what both searches had to do without', async () => {
  expect((await setUp(['qdrant']).find('磨蹭')).degraded).toEqual(['qdrant'])
  expect((await setUp().find('磨蹭')).degraded).toEqual([])
})

it('lets the concepts of an English question count the less, the more of it is known', () => {
  const weightOf = (question: string, known: readonly string[]) => {
    const frequencies = new Map(known.map((text) => [termId({ kind: 'word', text }), 5]))
    return conceptWeight(analyseQuery(question, PLAIN_UNDERSTANDING), { chunks: 9, frequencies })
  }
  expect(weightOf('payment delay', [])).toBe(1)
  const [half, all] = [weightOf('payment delay', ['delai']), weightOf('payment delay', ['payment', 'delai'])]
  expect(half).toBeLessThan(1)
  expect(all).toBeLessThan(half)
  expect(all).toBeGreaterThan(0)
  expect(conceptWeight(analyseQuery('payment delay', PLAIN_UNDERSTANDING), undefined)).toBe(1)
})
