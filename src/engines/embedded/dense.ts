import { type Corpus, slotOrder } from './corpus.ts'
import { type ScoredSlot, topSlots } from './top-slots.ts'

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/** Ranks chunks by cosine (vectors are of unit length). Chunks of another embedder are left out, and so is what has nothing in common. */
export function rankDensely(corpus: Corpus, vector: Float32Array, visible: Uint8Array, limit: number): ScoredSlot[] {
  const usable = corpus.versions.map((version) => version.hasVectors)
  const scored = function* () {
    for (const [slot, candidate] of corpus.vectors.entries()) {
      if (visible[slot] !== 1 || !usable[corpus.versionOf[slot] ?? -1]) continue
      const score = dot(vector, candidate)
      if (score > 0) yield { slot, score }
    }
  }
  return topSlots(scored(), limit, slotOrder(corpus))
}
