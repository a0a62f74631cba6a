import { refuse } from './refusal.ts'
import type { Collection, StoredVector } from './state.ts'
import type { SparseValue, VectorValue } from './vector-schema.ts'

/** A vector of zeros stays as it is and has the score 0 with everything. */
export function normalise(values: readonly number[]): Float32Array {
  const vector = Float32Array.from(values)
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? vector : vector.map((value) => value / length)
}

export function isSparse(vector: VectorValue | StoredVector): vector is SparseValue {
  return 'indices' in vector
}

/** @throws Refusal 400 for a name, a kind or a size that the collection does not have */
export function storeVector({ config }: Collection, name: string, value: VectorValue): StoredVector {
  if (isSparse(value)) {
    if (config.sparse_vectors?.[name]) return value
    const what = config.vectors?.[name]
      ? 'Conversion between sparse and regular vectors failed'
      : 'Not existing vector name error'
    return refuse(400, `Wrong input: ${what}: ${name}`)
  }
  const params = config.vectors?.[name]
  if (!params) {
    const what = config.sparse_vectors?.[name]
      ? 'Conversion between sparse and regular vectors failed'
      : 'Not existing vector name error'
    return refuse(400, `Wrong input: ${what}: ${name}`)
  }
  if (params.size !== value.length)
    return refuse(400, `Wrong input: Vector dimension error: expected dim: ${params.size}, got ${value.length}`)
  return params.distance === 'Cosine' ? normalise(value) : Float32Array.from(value)
}

function denseScore(distance: string, a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) {
    const [one, two] = [a[at] ?? 0, b[at] ?? 0]
    if (distance === 'Euclid') sum += (one - two) ** 2
    else if (distance === 'Manhattan') sum += Math.abs(one - two)
    else sum += one * two
  }
  return Math.fround(distance === 'Euclid' ? Math.sqrt(sum) : sum)
}

/** Whether a lower score of this vector is a better one. */
export function isDistance({ config }: Collection, name: string): boolean {
  const distance = config.vectors?.[name]?.distance
  return distance === 'Euclid' || distance === 'Manhattan'
}

function statisticsOf({ points, statistics }: Collection, name: string) {
  const known = statistics.get(name)
  if (known) return known
  const fresh = { total: 0, frequencies: new Map<number, number>() }
  for (const { vectors } of points.values()) {
    const vector = vectors.get(name)
    if (!vector || !isSparse(vector)) continue
    fresh.total++
    for (const index of vector.indices) fresh.frequencies.set(index, (fresh.frequencies.get(index) ?? 0) + 1)
  }
  statistics.set(name, fresh)
  return fresh
}

/** ln((N - df + 0.5) / (df + 0.5) + 1) of each index over all points of the shard that have the vector. */
function inverseFrequencies(collection: Collection, name: string, indices: readonly number[]): number[] {
  const { total, frequencies } = statisticsOf(collection, name)
  return indices.map((index) => {
    const frequency = frequencies.get(index) ?? 0
    return Math.log((total - frequency + 0.5) / (frequency + 0.5) + 1)
  })
}

/**
 * What a query gives for a stored vector; undefined where a sparse one shares no index with it, or the point has none.
 * With the modifier `idf` the query's weights are multiplied by the inverse document frequencies.
 */
export function scorer(collection: Collection, name: string, query: VectorValue) {
  const wanted = storeVector(collection, name, query)
  if (!isSparse(wanted)) {
    const distance = collection.config.vectors?.[name]?.distance ?? 'Dot'
    return (stored: StoredVector | undefined) =>
      stored instanceof Float32Array ? denseScore(distance, wanted, stored) : undefined
  }
  const hasIdf = collection.config.sparse_vectors?.[name]?.modifier === 'idf'
  const factors = hasIdf ? inverseFrequencies(collection, name, wanted.indices) : wanted.indices.map(() => 1)
  const weights = new Map(wanted.indices.map((index, at) => [index, (wanted.values[at] ?? 0) * (factors[at] ?? 1)]))
  return (stored: StoredVector | undefined) => {
    if (!stored || !isSparse(stored)) return undefined
    let score: number | undefined
    for (const [at, index] of stored.indices.entries()) {
      const weight = weights.get(index)
      if (weight !== undefined) score = (score ?? 0) + weight * (stored.values[at] ?? 0)
    }
    return score === undefined ? undefined : Math.fround(score)
  }
}
