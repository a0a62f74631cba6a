import { describe, expect, it } from 'vitest'
import { intoRequests } from '../../../src/engines/qdrant/apply-documents.ts'
import { lexicalVector, type PointChunk, toPoint, toStoredPassage } from '../../../src/engines/qdrant/point.ts'

const document = {
  documentId: 'd1',
  versionId: 'v1',
  title: '复盘',
  path: 'a.md',
  kind: 'retrospective',
  space: 'default',
  sensitivity: 'internal',
  date: '2025-03',
}

const chunk = (fields: Partial<PointChunk> = {}): PointChunk => ({
  chunkId: '0b4f5c1e-8f4e-5f0a-9d3c-000000000001',
  ordinal: 3,
  start: 10,
  end: 14,
  text: '割接步骤',
  page: null,
  headings: ['实施'],
  speaker: null,
  sparse: { ids: Uint32Array.of(7, 4_294_967_295), counts: Uint8Array.of(1, 3) },
  dense: Float32Array.of(0.6, -0.8),
  ...fields,
})

const madeWith = { revision: 'v1.1', meanLength: 400 }

describe('the lexical vector of a chunk', () => {
  it('lets repeats count less and less, and long chunks less than short ones', () => {
    const of = (counts: number[]) =>
      lexicalVector({ ids: Uint32Array.from(counts.keys()), counts: Uint8Array.from(counts) }, 400).values
    const [one = 0, two = 0, three = 0] = of([1, 2, 3])
    expect(two - one).toBeGreaterThan(three - two)
    expect(three).toBeGreaterThan(two)
    expect(of(Array.from({ length: 1_000 }, () => 1))[0]).toBeLessThan(one)
  })

  it('is 1 for a term that stands once in a chunk of mean length, as in BM25', () => {
    for (const length of [110, 400]) {
      const ids = Uint32Array.from({ length }, (_, i) => i)
      const { values } = lexicalVector({ ids, counts: new Uint8Array(length).fill(1) }, length)
      expect(values[0]).toBeCloseTo(1, 4)
    }
  })
})

describe('a point', () => {
  it('has the id of its chunk, unsigned term ids and both vectors', () => {
    const { id, vector } = toPoint(document, chunk(), madeWith)
    expect(id).toBe(chunk().chunkId)
    expect(vector).toMatchObject({ dense: [0.6, -0.8], lexical: { indices: [7, 4_294_967_295] } })
  })

  it('has no dense vector where there is none, or where it holds what is no number in JSON', () => {
    for (const dense of [undefined, Float32Array.of(Number.NaN, 1), Float32Array.of(Number.POSITIVE_INFINITY, 0)]) {
      expect(Object.keys(toPoint(document, chunk({ dense }), madeWith).vector)).toEqual(['lexical'])
    }
  })

  it('gives back the passage that it was made of', () => {
    const { id, payload } = toPoint(document, chunk({ page: 4, speaker: '王工' }), madeWith)
    expect(toStoredPassage(String(id), JSON.parse(JSON.stringify(payload)))).toEqual({
      chunkId: chunk().chunkId,
      documentId: 'd1',
      versionId: 'v1',
      title: '复盘',
      path: 'a.md',
      kind: 'retrospective',
      space: 'default',
      date: '2025-03',
      ordinal: 3,
      text: '割接步骤',
      span: { start: 10, end: 14 },
      page: 4,
      headings: ['实施'],
      speaker: '王工',
    })
    const plain = toStoredPassage('x', toPoint(document, chunk(), madeWith).payload)
    expect(plain).not.toHaveProperty('page')
    expect(plain).not.toHaveProperty('speaker')
  })

  it('that somebody else wrote is no passage', () => {
    expect(toStoredPassage(17, { text: 'hello' })).toBeUndefined()
    expect(toStoredPassage('x', undefined)).toBeUndefined()
  })
})

describe('points', () => {
  it('go in requests of 256 and of eight megabytes at the most, none left out', () => {
    const small = Array.from({ length: 600 }, (_, ordinal) => toPoint(document, chunk({ ordinal }), madeWith))
    expect([...intoRequests(small)].map((batch) => batch.length)).toEqual([256, 256, 88])
    const text = '割'.repeat(1_000_000)
    const large = Array.from({ length: 5 }, (_, ordinal) => toPoint(document, chunk({ ordinal, text }), madeWith))
    const requests = [...intoRequests(large)]
    for (const points of requests) expect(Buffer.byteLength(JSON.stringify({ points }))).toBeLessThan(8_000_000)
    expect(requests.flat()).toEqual(large)
    expect([...intoRequests([])]).toEqual([])
  })
})
