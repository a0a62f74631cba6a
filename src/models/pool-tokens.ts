import type { Pooling } from '../config.ts'

/** What a model gives for some texts: `[texts, tokens, dimensions]`, flat, and a mask `[texts, tokens]`, 0 for padding. */
export type TokenVectors = {
  values: ArrayLike<number>
  mask: ArrayLike<number | bigint>
  texts: number
  tokens: number
  dimensions: number
}

/** The places of a text's tokens among those of all texts. */
function placesOf({ mask, tokens }: TokenVectors, text: number): number[] {
  const places: number[] = []
  for (let at = text * tokens; at < (text + 1) * tokens; at++) if (Number(mask[at] ?? 0) !== 0) places.push(at)
  return places
}

function meanOf({ values, dimensions }: TokenVectors, places: readonly number[]): Float32Array {
  const sum = new Float32Array(dimensions)
  for (const place of places) {
    for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] ?? 0) + (values[place * dimensions + i] ?? 0)
  }
  return sum.map((value) => value / Math.max(1, places.length))
}

/** One vector for each text: the mean of its tokens, its first token, or its last one. Padding counts nowhere. */
export function poolTokens(output: TokenVectors, pooling: Pooling): Float32Array[] {
  return Array.from({ length: output.texts }, (_, text) => {
    const places = placesOf(output, text)
    if (pooling === 'cls') return meanOf(output, places.slice(0, 1))
    return meanOf(output, pooling === 'last' ? places.slice(-1) : places)
  })
}
