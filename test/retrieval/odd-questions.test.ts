import { beforeAll, describe, expect, it } from 'vitest'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import type { Retrieved } from '../../src/retrieval/passage.ts'
import { openSampleLibrary, type SampleLibrary } from './sample-library.ts'

const LONGEST = 20_000

let library: SampleLibrary
beforeAll(async () => {
  library = await openSampleLibrary()
})
const ask = (query: string, limit = 10): Promise<Retrieved> =>
  library.retrieveWith()({ query, limit, filters: {} }, OWNER_ACCESS)
const idsOf = async (query: string) => (await ask(query)).passages.map(({ chunkId }) => chunkId)

/** What is shown is finite, explained, in order and in no place twice. */
function expectSane({ passages, degraded }: Retrieved): void {
  expect(degraded).toEqual([])
  expect(new Set(passages.map(({ chunkId }) => chunkId)).size).toBe(passages.length)
  const scores = passages.map(({ score }) => score)
  expect(scores.every(Number.isFinite)).toBe(true)
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
  for (const { why } of passages) {
    for (const part of Object.values(why.parts ?? {})) expect(part).toBeGreaterThanOrEqual(0)
  }
}

describe('odd questions', () => {
  it.each([
    '',
    ' ',
    '?',
    '。',
    '，。！？……——',
    '()[]{}"\'`~^*+-/\\',
    '\u200b\u200d\ufeff',
    '\n\t\u3000',
    '🎉',
    '\ud83d',
  ])('are no harm where they ask nothing: %j', async (query) => {
    const found = await ask(query)
    expectSane(found)
    expect(found.passages.every(({ why }) => (why.rerank ?? 0) === 0 && why.terms?.length === 0)).toBe(true)
  })

  it.each(['款', 'a', '7', '验'])('may be of one character: %j', async (query) => expectSane(await ask(query)))

  it('find by one Chinese character what it stands in', async () => {
    const { passages } = await ask('坑')
    expect(passages.length).toBeGreaterThan(0)
    for (const { text, title, headings } of passages.slice(0, 3))
      expect([title, ...headings, text].join()).toContain('坑')
  })

  it('are read past characters without width, emoji and punctuation', async () => {
    const plain = await idsOf('验收之前客户换了领导')
    expect(plain).toHaveLength(10)
    expect(await idsOf('验\u200b收之前客\ufeff户换了领导')).toEqual(plain)
    expect(await idsOf('🎉验收之前客户换了领导🎉')).toEqual(plain)
    expect(await idsOf('验收之前客户换了领导？？？……')).toEqual(plain)
  })

  it.each([
    '"验收" AND (回款 OR NEAR(付款, 3)) NOT 延期*',
    'title:验收 -回款 +付款 ^3 ~2',
    '^(验收|回款)+$ .*? [a-z]{2,} \\d (?<=款)',
    "'; DROP TABLE chunks; --",
    '%_验收_%',
    '<script>alert(1)</script>',
    '__proto__ constructor toString',
  ])('have no operators: %s', async (query) => expectSane(await ask(query)))

  it.each(['验收', '款', 'a', 'ab ', '1', '3个月', '?', '🎉', '\u200b', 'a.b-', '(', "a'", '一百', 'delay ', '磨蹭，'])(
    'may be 20,000 characters of %j',
    async (piece) => expectSane(await ask(piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST))),
  )

  it('may be a text of 20,000 characters, and find where it stands', async () => {
    const text = library.db.$client.prepare('SELECT text FROM versions ORDER BY characters DESC LIMIT 1').pluck().get()
    const found = await ask(String(text).repeat(5).slice(0, LONGEST))
    expectSane(found)
    expect(found.passages).toHaveLength(10)
  })
})
