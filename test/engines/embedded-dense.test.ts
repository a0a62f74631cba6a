import { describe, expect, it } from 'vitest'
import { addSegment, emptyCorpus, refreshLiveness } from '../../src/engines/embedded/corpus.ts'
import { rankDensely } from '../../src/engines/embedded/dense.ts'
import { tidySegments } from '../../src/engines/embedded/tidy.ts'
import { emptyBlock, putVector } from '../../src/engines/embedded/vector-block.ts'
import { randomNumbers } from '../helpers/random.ts'

const MODEL = 'test-embedder'
const DIMENSIONS = 96
const CHUNKS = 12_000
const SEGMENT = 5_000

const unit = (values: number[]) => {
  const norm = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / norm)
}
const random = randomNumbers(3)
const spread = () => random() + random() + random() - 1.5
/** As those of embedding models lie: in groups. */
const centres = Array.from({ length: 60 }, () => Array.from({ length: DIMENSIONS }, spread))
const near = (at: number) => unit((centres[at % centres.length] ?? []).map((value) => value + 0.9 * spread()))
const vectors = Array.from({ length: CHUNKS }, (_, at) => near(at))

function corpusOf(all: readonly Float32Array[]) {
  const corpus = emptyCorpus()
  for (let first = 0; first < all.length; first += SEGMENT) {
    const part = all.slice(first, first + SEGMENT)
    const sparse = { ids: new Uint32Array(), counts: new Uint8Array() }
    const segment = addSegment(
      corpus,
      part.map((_, at) => ({ chunkId: String(first + at), versionId: 'v', ordinal: first + at, sparse })),
    )
    const block = emptyBlock(part.length)
    for (const [slot, vector] of part.entries()) putVector(block, slot, vector)
    segment.vectors.set(MODEL, block)
  }
  for (const version of corpus.versions) version.isLive = true
  refreshLiveness(corpus)
  return corpus
}

const corpus = corpusOf(vectors)
const live = corpus.segments.map((segment) => segment.live)

function rank(question: Float32Array, limit: number, visible = live) {
  return rankDensely(corpus, MODEL, question, visible, limit).map(({ segment, slot, score }) => ({
    at: segment * SEGMENT + slot,
    score,
  }))
}

function rankExactly(question: Float32Array, limit: number, isVisible = (_at: number) => true) {
  const dot = (vector: Float32Array) => question.reduce((sum, value, d) => sum + value * (vector[d] ?? 0), 0)
  return vectors
    .map((vector, at) => ({ at, score: dot(vector) }))
    .filter(({ at, score }) => score > 0 && isVisible(at))
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, limit)
}

function recall(questions: readonly Float32Array[], limit: number): number {
  const found = questions.map((question) => {
    const expected = new Set(rankExactly(question, limit).map(({ at }) => at))
    return rank(question, limit).filter(({ at }) => expected.has(at)).length / expected.size
  })
  return found.reduce((sum, share) => sum + share, 0) / found.length
}

describe('the dense ranking of many chunks', () => {
  it('finds all but a few in a hundred of what comparing with every chunk finds', () => {
    const questions = Array.from({ length: 20 }, (_, at) => near(at * 7))
    expect(recall(questions, 100)).toBeGreaterThan(0.97)
  })

  it('finds as much for questions of which most values are 0', () => {
    const questions = Array.from({ length: 20 }, () =>
      unit(Array.from({ length: DIMENSIONS }, () => (random() < 0.2 ? spread() : 0))),
    )
    expect(recall(questions, 100)).toBeGreaterThan(0.99)
  })

  it('gives what it finds its exact score', () => {
    const question = near(5)
    const exact = new Map(rankExactly(question, CHUNKS).map(({ at, score }) => [at, score]))
    for (const { at, score } of rank(question, 50)) expect(score).toBe(exact.get(at))
  })

  it('compares with every chunk where few may be seen', () => {
    const question = near(9)
    const visible = live.map((slots, segment) => slots.map((_, slot) => ((segment * SEGMENT + slot) % 7 === 0 ? 1 : 0)))
    expect(rank(question, 100, visible)).toEqual(rankExactly(question, 100, (at) => at % 7 === 0))
  })

  it('finds the same chunks with the same scores after its segments were merged', async () => {
    const merged = corpusOf(vectors)
    const find = (question: Float32Array) =>
      rankDensely(
        merged,
        MODEL,
        question,
        merged.segments.map((segment) => segment.live),
        100,
      ).map(({ segment, slot, score }) => [merged.segments[segment]?.chunkIds[slot], score])
    const questions = [near(3), unit(Array.from({ length: DIMENSIONS }, (_, d) => (d % 9 === 0 ? 1 : 0)))]
    const before = questions.map(find)
    await tidySegments(merged, { withPoints: () => new Set(), nextTurn: async () => {} })
    expect(merged.segments.length).toBeLessThan(corpus.segments.length)
    expect(questions.map(find)).toEqual(before)
  })

  it('finds nothing for a question of another length or of no number', () => {
    expect(rank(new Float32Array(DIMENSIONS + 1).fill(0.1), 10)).toEqual([])
    expect(rank(new Float32Array(DIMENSIONS).fill(Number.NaN), 10)).toEqual([])
    expect(rank(new Float32Array(DIMENSIONS), 10)).toEqual([])
  })
})
