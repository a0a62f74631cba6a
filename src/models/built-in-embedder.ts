import { normaliseForMatch } from '../language/normalise.ts'
import type { Embedder } from './embedder.ts'

const DIMENSIONS = 256
const RUNS = /(?<han>\p{Script=Han}+)|(?<other>(?:(?!\p{Script=Han})[\p{L}\p{N}])+)/gu
const WORD_WEIGHT = 2
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** FNV-1a over the UTF-16 units of a piece of text, mixed by the finaliser of MurmurHash3. */
function hashPiece(text: string, start: number, end: number, seed: number): number {
  let hash = FNV_OFFSET ^ seed
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Counts a text's features: character pairs and triples of every run, and whole words where they are spelt. */
function countFeatures(text: string): Map<number, number> {
  const counts = new Map<number, number>()
  const add = (hash: number, weight: number) => counts.set(hash, (counts.get(hash) ?? 0) + weight)
  for (const { 0: run, groups } of normaliseForMatch(text).matchAll(RUNS)) {
    for (let at = 0; at + 2 <= run.length; at++) {
      add(hashPiece(run, at, at + 2, 2), 1)
      if (at + 3 <= run.length) add(hashPiece(run, at, at + 3, 3), 1)
    }
    if (groups?.other !== undefined || run.length === 1) add(hashPiece(run, 0, run.length, 1), WORD_WEIGHT)
  }
  return counts
}

function embedText(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  for (const [hash, count] of countFeatures(text)) {
    const at = hash % DIMENSIONS
    const sign = hash >>> 31 === 0 ? 1 : -1
    vector[at] = (vector[at] ?? 0) + sign * (1 + Math.log(count))
  }
  const norm = Math.hypot(...vector)
  if (norm === 0) vector[0] = 1
  else for (const [at, value] of vector.entries()) vector[at] = value / norm
  return vector
}

/**
 * The embedder that needs no model: a text becomes its hashed features (character pairs and triples, and words in
 * alphabetic scripts), signed, with logarithmic counts, at unit length. It is lexical: texts are near when
 * they share spelling, not when they share meaning. A text without a letter or digit gets the first unit vector.
 *
 * Feature hashing: K. Weinberger, A. Dasgupta, J. Langford, A. Smola and J. Attenberg, "Feature Hashing for Large Scale
 * Multitask Learning", ICML 2009.
 */
export function builtInEmbedder(): Embedder {
  return {
    id: 'built-in-1',
    dimensions: DIMENSIONS,
    embed: async (texts) => texts.map(embedText),
  }
}
