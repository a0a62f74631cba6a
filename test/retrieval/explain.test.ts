import { beforeAll, describe, expect, it } from 'vitest'
import { versionText } from '../../src/db/versions.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import type { Passage } from '../../src/retrieval/passage.ts'
import { openSampleLibrary, type SampleLibrary, sampleQuestions, withoutStatistics } from './sample-library.ts'

const QUESTIONS = sampleQuestions(20)
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const fields = (query: string, limit = 10) => ({ query, limit, filters: {} })

let library: SampleLibrary
beforeAll(async () => {
  library = await openSampleLibrary()
})

describe.each([
  ['with the statistics of the library', (one: SampleLibrary) => one.retrieveWith()],
  [
    'with the candidates standing in for them',
    (one: SampleLibrary) => one.retrieveWith({ search: withoutStatistics(one.engine.search) }),
  ],
  [
    'with a model that reads the passages',
    (one: SampleLibrary) => one.retrieveWith({ rerank: async (_, texts) => texts.map(({ length }) => length % 97) }),
  ],
])('twenty questions, %s', (_, open) => {
  const found = new Map<string, Passage[]>()
  beforeAll(async () => {
    const retrieve = open(library)
    for (const query of QUESTIONS) found.set(query, (await retrieve(fields(query), OWNER_ACCESS)).passages)
  })

  it('find passages, best first', () => {
    expect(found.size).toBe(20)
    for (const passages of found.values()) {
      expect(passages).toHaveLength(10)
      const scores = passages.map(({ score }) => score)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
    }
  })

  it('are explained by shares that add up to the score, and parts that add up to the relevance', () => {
    let explained = 0
    for (const { score, why } of [...found.values()].flat()) {
      expect(sum(Object.values(why.shares ?? {}))).toBeCloseTo(score, 12)
      if (why.rerank === undefined) continue
      expect(sum(Object.values(why.parts ?? {}))).toBeCloseTo(why.rerank, 9)
      explained++
    }
    expect(explained).toBeGreaterThanOrEqual(150)
  })

  it('show other words for what is asked that stand in the passage', () => {
    const shown = [...found.values()].flat().flatMap(({ why }) => why.concepts ?? [])
    expect(shown.length).toBeGreaterThan(0)
    for (const match of shown) expect(match.asked).not.toBe(match.found)
  })

  it('give passages whose text is the source cut at their span', () => {
    for (const { versionId, span, text } of [...found.values()].flat()) {
      expect(versionText(library.db, versionId)?.slice(span.start, span.end)).toBe(text)
    }
  })

  it('find the same again, in the same order', async () => {
    const retrieve = open(library)
    for (const query of QUESTIONS.slice(0, 5)) {
      expect((await retrieve(fields(query), OWNER_ACCESS)).passages).toEqual(found.get(query))
    }
  })
})

it('shows where a passage stood in each ranking, with its score there', async () => {
  const [query = ''] = QUESTIONS
  const { passages } = await library.retrieveWith()(fields(query), OWNER_ACCESS)
  for (const { why } of passages) {
    for (const place of [why.lexical, why.dense]) {
      if (place) expect(place.rank).toBeGreaterThan(0)
    }
  }
  expect(passages[0]?.why.lexical).toBeDefined()
  expect(passages.some(({ why }) => why.dense)).toBe(true)
})
