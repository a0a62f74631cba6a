import { normaliseForMatch } from './normalise.ts'

/** Characters of a shingle: long enough that everyday phrases of Chinese or English do not repeat by chance. */
const SHINGLE = 12
/** One shingle in so many is kept, by its hash. */
const SAMPLED = 16
const LARGEST_HASH = Math.floor(2 ** 32 / SAMPLED)
/** At most so many hashes are kept, the smallest. */
const MOST = 2_000
/** Shingles in common below which nothing is said. */
const LEAST_SHARED = 4

const NOT_WORDS = /[\s\p{P}\p{S}]+/gu

/**
 * A sample of a text's shingles: hashes of all runs of 12 letters and digits that fall below a bound, so that samples
 * of two texts can be compared whatever their lengths (FracMinHash, Irber et al. 2022; Broder 1997).
 * @returns little-endian u32, ascending, without repeats.
 */
export function sketchText(text: string): Uint8Array {
  const letters = normaliseForMatch(text).replace(NOT_WORDS, '')
  const kept = new Set<number>()
  for (let at = 0; at + SHINGLE <= letters.length; at++) {
    const hash = hashAt(letters, at)
    if (hash < LARGEST_HASH) kept.add(hash)
  }
  const sorted = Uint32Array.from(kept).sort().slice(0, MOST)
  return new Uint8Array(sorted.buffer, 0, sorted.byteLength)
}

/** FNV-1a with a final mix, so that the bound takes a fair sample. */
function hashAt(text: string, at: number): number {
  let hash = 0x811c9dc5
  for (let i = at; i < at + SHINGLE; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

export function readSketch(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer)
}

/** Up to where a sketch is complete: a full one ends at its largest hash. */
function boundOf(sketch: Uint32Array): number {
  return sketch.length < MOST ? LARGEST_HASH : (sketch.at(-1) ?? 0)
}

/** The shares of each text that stand in the other, 0 to 1, estimated from their sketches. */
export function overlap(a: Uint32Array, b: Uint32Array): { ofFirst: number; ofSecond: number } {
  const bound = Math.min(boundOf(a), boundOf(b))
  let [i, j, shared, inA, inB] = [0, 0, 0, 0, 0]
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY]
    if (Math.min(x, y) > bound) break
    if (x <= y) inA++
    if (y <= x) inB++
    if (x === y) shared++
    if (x <= y) i++
    if (y <= x) j++
  }
  if (shared < LEAST_SHARED) return { ofFirst: 0, ofSecond: 0 }
  return { ofFirst: shared / inA, ofSecond: shared / inB }
}
