import { type Corpus, slotOrder } from './corpus.ts'
import { type ScoredSlot, topSlots } from './top-slots.ts'

/** The vectors that one embedder made of the chunks of a corpus, by slot; undefined where a chunk has none. */
export type DenseView = { model: string; vectors: (Float32Array | undefined)[] }

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/** Ranks chunks by cosine (vectors are of unit length). What has nothing in common with the question is left out. */
export function rankDensely(
  corpus: Corpus,
  { vectors }: DenseView,
  question: Float32Array,
  visible: Uint8Array,
  limit: number,
): ScoredSlot[] {
  const scored = function* () {
    for (const [slot, candidate] of vectors.entries()) {
      if (visible[slot] !== 1 || candidate?.length !== question.length) continue
      const score = dot(question, candidate)
      if (score > 0) yield { slot, score }
    }
  }
  return topSlots(scored(), limit, slotOrder(corpus))
}
