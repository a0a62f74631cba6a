import { expect, it } from 'vitest'
import { fuseRankings } from '../../src/retrieval/fuse.ts'

const ranking = (...ids: string[]) => ids.map((chunkId, at) => ({ chunkId, score: 10 - at }))

it('puts a chunk that both rankings found before chunks that one found', () => {
  const fused = fuseRankings({ lexical: ranking('a', 'b'), dense: ranking('b', 'c') }, { lexical: 1, dense: 1 })
  expect(fused.map((entry) => entry.chunkId)).toEqual(['b', 'a', 'c'])
})

it('explains a score by shares that add up to it', () => {
  const [first] = fuseRankings({ lexical: ranking('a'), dense: ranking('x', 'a') }, { lexical: 1, dense: 0.5 })
  expect(first?.shares).toEqual({ lexical: 1 / 61, dense: 0.5 / 62 })
  expect(first?.score).toBeCloseTo(1 / 61 + 0.5 / 62, 12)
})

it('keeps the lexical order where the dense ranking is empty', () => {
  const fused = fuseRankings({ lexical: ranking('a', 'b', 'c'), dense: [] }, { lexical: 1, dense: 1 })
  expect(fused.map((entry) => entry.chunkId)).toEqual(['a', 'b', 'c'])
})

it('leaves out a ranking without a weight, and what it alone has found', () => {
  const fused = fuseRankings({ relevance: ranking('a', 'b'), dense: ranking('b', 'c') }, { relevance: 1, dense: 0 })
  expect(fused).toEqual([
    { chunkId: 'a', score: 1 / 61, shares: { relevance: 1 / 61 } },
    { chunkId: 'b', score: 1 / 62, shares: { relevance: 1 / 62 } },
  ])
})

it('looks at ranks alone, so that rankings need no common scale', () => {
  const large = [
    { chunkId: 'a', score: 1e9 },
    { chunkId: 'b', score: -1e9 },
  ]
  const weights = { relevance: 1, model: 1 }
  expect(fuseRankings({ relevance: ranking('a', 'b'), model: large }, weights)).toEqual(
    fuseRankings({ relevance: ranking('a', 'b'), model: ranking('a', 'b') }, weights),
  )
})
