import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSegment, emptyCorpus, type IndexedChunk, refreshLiveness } from '../../src/engines/embedded/corpus.ts'
import { rankLexically } from '../../src/engines/embedded/lexical.ts'
import { tidySegments } from '../../src/engines/embedded/tidy.ts'
import type { QueryTerm } from '../../src/engines/engine.ts'
import { sparseVector } from '../../src/language/terms.ts'
import { randomNumbers } from '../helpers/random.ts'

const TEXTS = [
  '割接窗口只有周三',
  '回款要先备齐资料',
  '验收会前通知监理',
  '监理合同九月签订',
  '回款流程与监理明确',
  '大屏首页查询慢',
]

const chunk = (versionId: string, ordinal: number): IndexedChunk => {
  const text = TEXTS[(ordinal + versionId.length) % TEXTS.length] ?? ''
  return { chunkId: `${versionId}-${ordinal}`, versionId, ordinal, sparse: sparseVector(text) }
}

const termsOf = (text: string): QueryTerm[] => Array.from(sparseVector(text).ids, (id) => ({ id, text: '', weight: 1 }))

function corpusOf(batches: IndexedChunk[][], isLive = (_versionId: string) => true) {
  const corpus = emptyCorpus()
  for (const batch of batches) addSegment(corpus, batch)
  for (const version of corpus.versions)
    Object.assign(version, { isLive: isLive(version.versionId), path: version.versionId })
  refreshLiveness(corpus)
  return corpus
}

function rank(corpus: ReturnType<typeof corpusOf>, terms: readonly QueryTerm[], limit = 50) {
  const visible = corpus.segments.map(({ live }) => live)
  const { ranking, statistics } = rankLexically(corpus, terms, visible, limit)
  const placed = ranking.map(({ segment, slot, score }) => [corpus.segments[segment]?.chunkIds[slot], score] as const)
  return { ranking: placed, statistics }
}

describe('the lexical ranking', () => {
  it('ranks alike however the chunks of several documents came in', () => {
    const chunks = (version: string) => Array.from({ length: 40 }, (_, ordinal) => chunk(version, ordinal))
    const [a, b] = [chunks('a'), chunks('bb')]
    const interleaved = Array.from({ length: 40 }, (_, at) => [a[at], b[at]].flatMap((one) => one ?? []))
    const expected = rank(corpusOf([[...a, ...b]]), termsOf('监理回款'))
    expect(expected.ranking.length).toBeGreaterThan(20)
    for (const batches of [interleaved, [a, b], [b, a], [[...b, ...a]]])
      expect(rank(corpusOf(batches), termsOf('监理回款'))).toEqual(expected)
  })

  it('counts live chunks, and in how many of them each term of the question stands', () => {
    const batches = [['a', 'bb'].map((version) => chunk(version, 0)), [chunk('a', 1), chunk('ccc', 4)]]
    const { statistics } = rank(
      corpusOf(batches, (version) => version !== 'ccc'),
      termsOf('回款 监理 大屏'),
    )
    const held = [chunk('a', 0), chunk('bb', 0), chunk('a', 1)]
    expect(statistics.chunks).toBe(held.length)
    for (const { id } of termsOf('回款 监理 大屏'))
      expect(statistics.frequencies.get(id)).toBe(held.filter(({ sparse }) => sparse.ids.includes(id)).length)
  })
})

/** BM25 as it is defined, chunk by chunk. */
function rankPlainly(chunks: readonly IndexedChunk[], terms: readonly QueryTerm[], limit: number) {
  const lengthOf = ({ sparse }: IndexedChunk) => sparse.counts.reduce((sum, count) => sum + count, 0)
  const mean = chunks.reduce((sum, one) => sum + lengthOf(one), 0) / Math.max(1, chunks.length)
  const frequency = ({ id }: QueryTerm) => chunks.filter(({ sparse }) => sparse.ids.includes(id)).length
  const rareFirst = terms
    .map((term) => ({ ...term, frequency: frequency(term) }))
    .filter((term) => term.frequency > 0)
    .sort((a, b) => a.frequency - b.frequency || a.id - b.id)
  const scoreOf = (one: IndexedChunk) => {
    const norm = 1.2 * (1 - 0.75 + (0.75 * lengthOf(one)) / mean)
    return rareFirst.reduce((sum, term) => {
      const at = one.sparse.ids.indexOf(term.id)
      if (at < 0) return sum
      const rarity = Math.log(1 + (chunks.length - term.frequency + 0.5) / (term.frequency + 0.5))
      const count = one.sparse.counts[at] ?? 0
      return sum + (term.weight * rarity * (1.2 + 1) * count) / (count + norm)
    }, 0)
  }
  return chunks
    .map((one) => ({ one, score: scoreOf(one) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        b.score - a.score ||
        (a.one.versionId === b.one.versionId
          ? a.one.ordinal - b.one.ordinal
          : a.one.versionId < b.one.versionId
            ? -1
            : 1),
    )
    .slice(0, limit)
    .map(({ one, score }) => [one.chunkId, score] as const)
}

/** Chunks over a small vocabulary of which some terms stand almost everywhere. */
function randomChunks(seed: number, versions: number, chunksOfOne: number): IndexedChunk[] {
  const random = randomNumbers(seed)
  return Array.from({ length: versions }, (_, version) =>
    Array.from({ length: chunksOfOne }, (_, ordinal) => {
      const ids = new Set(Array.from({ length: 12 }, () => Math.floor(200 ** random()) * 20_000_003))
      const sparse = {
        ids: Uint32Array.from(ids),
        counts: Uint8Array.from(ids, () => 1 + Math.floor(random() ** 3 * 6)),
      }
      return { chunkId: `${version}-${ordinal}`, versionId: `v${version}`, ordinal, sparse }
    }),
  ).flat()
}

describe('against BM25 as it is defined', () => {
  it('finds the same chunks in the same order with the same scores, in any cut, with dead chunks, after any merging', async () => {
    const shape = fc.record({
      seed: fc.nat(),
      versions: fc.integer({ min: 1, max: 12 }),
      chunksOfOne: fc.integer({ min: 1, max: 40 }),
      cut: fc.integer({ min: 1, max: 200 }),
      dead: fc.array(fc.nat(11), { maxLength: 8 }),
      limit: fc.constantFrom(1, 5, 20, 1_000),
      weights: fc.array(fc.constantFrom(0.1, 0.4, 1, 3), { minLength: 1, maxLength: 30 }),
    })
    await fc.assert(
      fc.asyncProperty(shape, async ({ seed, versions, chunksOfOne, cut, dead, limit, weights }) => {
        const chunks = randomChunks(seed, versions, chunksOfOne)
        const batches = Array.from({ length: Math.ceil(chunks.length / cut) }, (_, at) =>
          chunks.slice(at * cut, (at + 1) * cut),
        )
        const isLive = (versionId: string) => !dead.some((number) => versionId === `v${number}`)
        const corpus = corpusOf(batches, isLive)
        const random = randomNumbers(seed + 1)
        const terms = weights.map((weight) => ({ id: Math.floor(200 ** random()) * 20_000_003, text: '', weight }))
        const unique = [...new Map(terms.map((term) => [term.id, term])).values()]
        const expected = rankPlainly(
          chunks.filter(({ versionId }) => isLive(versionId)),
          unique,
          limit,
        )
        expect(rank(corpus, unique, limit).ranking).toEqual(expected)
        await tidySegments(corpus, { withPoints: () => new Set(), nextTurn: async () => {} })
        expect(rank(corpus, unique, limit).ranking).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })
})
