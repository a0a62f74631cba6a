import { expect, it } from 'vitest'
import { fuseRankings } from '../../src/retrieval/fuse.ts'

const ranking = (...ids: string[]) => ids.map((chunkId, at) => ({ chunkId, score: 10 - at }))

it('puts a chunk that both rankings found before chunks that one found', () => {
  const fused = fuseRankings({ lexical: ranking('a', 'b'), dense: ranking('b', 'c') }, { lexical: 1, dense: 1 })
  expect(fused.map((entry) => entry.chunkId)).toEqual(['b', 'a', 'c'])
})

it('explains a score by ranks that add up to it', () => {
  const [first] = fuseRankings({ lexical: ranking('a'), dense: ranking('x', 'a') }, { lexical: 1, dense: 0.5 })
  expect(first?.why).toEqual({ lexical: { rank: 1, score: 10 }, dense: { rank: 2, score: 9 } })
  expect(first?.score).toBeCloseTo(1 / 61 + 0.5 / 62)
})

it('keeps the lexical order where the dense ranking is empty', () => {
  const fused = fuseRankings({ lexical: ranking('a', 'b', 'c'), dense: [] }, { lexical: 1, dense: 1 })
  expect(fused.map((entry) => entry.chunkId)).toEqual(['a', 'b', 'c'])
})
