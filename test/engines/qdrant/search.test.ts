import { describe, expect, it } from 'vitest'
import { OWNER_ACCESS } from '../../../src/engines/access.ts'
import type { EngineQuery } from '../../../src/engines/engine.ts'
import { assessVersion, type Collection, collectionConfig } from '../../../src/engines/qdrant/collection.ts'
import { buildSearches } from '../../../src/engines/qdrant/search.ts'

const made = { format: 2, embedder: 'e', dimensions: 2, terms: '1' }
const collection: Collection = { ...made, name: 'c', library: 'l', meanLength: 400 }
const query: EngineQuery = {
  terms: [
    { id: 5, text: '割', weight: 0.5 },
    { id: 5, text: '割', weight: 1 },
    { id: 9, text: '接', weight: 0 },
  ],
  vector: { model: 'e', values: Float32Array.of(1, 0) },
  filters: {},
  limit: 10,
}

describe('the searches of a query', () => {
  it('add up the weights of a term that is named twice, and leave out what weighs nothing', () => {
    const { lexical } = buildSearches(collection, query, OWNER_ACCESS)
    expect(lexical?.query).toEqual({ indices: [5], values: [1.5] })
    expect(lexical?.using).toBe('lexical')
  })

  it('both have the whole filter, a limit, and only the payload that ties are put in order by', () => {
    const access = { ...OWNER_ACCESS, spaces: ['default'] }
    const { lexical, dense } = buildSearches(collection, query, access)
    for (const search of [lexical, dense]) {
      expect(search?.filter).toEqual({ must: [{ must: [{ key: 'space', match: { any: ['default'] } }] }] })
      expect(search?.limit).toBeGreaterThanOrEqual(10)
      expect(search?.with_payload).toEqual(['path', 'version_id', 'ordinal'])
      expect(search).not.toHaveProperty('prefetch')
    }
  })

  it('are none for what nothing is asked of, and none by a vector that cannot be compared', () => {
    expect(buildSearches(collection, { ...query, terms: [], vector: undefined }, OWNER_ACCESS)).toEqual({})
    for (const vector of [
      { model: 'other', values: Float32Array.of(1, 0) },
      { model: 'e', values: Float32Array.of(1, 0, 0) },
      { model: 'e', values: Float32Array.of(Number.NaN, 0) },
    ]) {
      expect(buildSearches(collection, { ...query, vector }, OWNER_ACCESS).dense).toBeUndefined()
    }
  })

  it('rescore vectors that are kept in bytes, and only those', () => {
    const large = { ...collection, dimensions: 1_024 }
    const vector = { model: 'e', values: new Float32Array(1_024).fill(1 / 32) }
    expect(buildSearches(large, { ...query, vector }, OWNER_ACCESS).dense?.params).toMatchObject({
      quantization: { rescore: true, oversampling: 2 },
    })
    expect(buildSearches(collection, query, OWNER_ACCESS).dense?.params).not.toHaveProperty('quantization')
  })
})

describe('a collection', () => {
  it('keeps large vectors on disk with a byte a number in memory, small ones as they are', () => {
    const large = collectionConfig({ ...collection, dimensions: 1_024 }, { shards: 1, replicas: 1 })
    expect(large.vectors).toMatchObject({
      dense: { size: 1_024, distance: 'Cosine', on_disk: true, quantization_config: { scalar: { type: 'int8' } } },
    })
    const small = collectionConfig(collection, { shards: 1, replicas: 1 })
    expect(small.vectors).toEqual({ dense: { size: 2, distance: 'Cosine', on_disk: false } })
    expect(small.sparse_vectors).toMatchObject({ lexical: { modifier: 'idf' } })
  })

  it('is laid out over a cluster so that one node of a pair may be lost', () => {
    const factors = [1, 2, 3].map((replicas) => collectionConfig(collection, { shards: 6, replicas }))
    expect(factors.map((one) => [one.shard_number, one.replication_factor, one.write_consistency_factor])).toEqual([
      [6, 1, 1],
      [6, 2, 1],
      [6, 3, 2],
    ])
  })
})

describe('the version of a server', () => {
  it('is taken from 1.17 to 1.19, warned of beside, and refused where its major is another', () => {
    for (const version of ['1.17.0', '1.18.3', 'v1.19.0']) expect(assessVersion(version)).toBeUndefined()
    for (const version of ['1.16.3', '1.20.0']) expect(assessVersion(version)).toContain('untested')
    for (const version of ['0.11.0', '2.0.0', '']) expect(() => assessVersion(version)).toThrow(/1\.17 to 1\.19/)
  })
})
