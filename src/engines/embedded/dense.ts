import { approximateFor } from './approximate.ts'
import type { Corpus } from './corpus.ts'
import { slotOrder } from './slot-order.ts'
import { openTopSlots, type ScoredSlot } from './top-slots.ts'
import type { VectorBlock } from './vector-block.ts'

/** Up to so many visible chunks each gets its exact score. */
const EXACT_CHUNKS = 5_000
/** Candidates that get an exact score, by the candidates wanted. */
const RESCORED = { fine: { times: 2, atLeast: 400 }, coarse: { times: 5, atLeast: 2_500 } }
const BINS = 8_192

type Part = { at: number; block: VectorBlock; visible: Uint8Array; scores: Float32Array }

function dot(block: VectorBlock, slot: number, question: Float32Array): number {
  const { values, dimensions } = block
  let sum = 0
  for (let d = 0, at = slot * dimensions; d < dimensions; d++, at++)
    sum += (question[d] as number) * (values[at] as number)
  return sum
}

const binOf = (score: number) => Math.max(0, Math.min(BINS - 1, Math.floor(((score + 1) / 2) * BINS)))

/**
 * The bin down to which at least `wanted` approximate scores lie. Whole bins are taken, so that the choice depends on
 * no order of slots.
 */
function lowestBin(parts: readonly Part[], wanted: number): number {
  const bins = new Uint32Array(BINS)
  for (const { block, visible, scores } of parts)
    for (let slot = 0; slot < scores.length; slot++) {
      if (((visible[slot] as number) & (block.has[slot] as number)) === 0) continue
      const bin = binOf(scores[slot] as number)
      bins[bin] = (bins[bin] as number) + 1
    }
  let count = 0
  for (let bin = BINS - 1; bin > 0; bin--) {
    count += bins[bin] as number
    if (count >= wanted) return bin
  }
  return 0
}

function partsOf(corpus: Corpus, model: string, dimensions: number, visible: readonly Uint8Array[]): Part[] {
  return corpus.segments.flatMap((segment, at) => {
    const block = segment.vectors.get(model)
    const seen = visible[at]
    if (!seen || block?.dimensions !== dimensions) return []
    return [{ at, block, visible: seen, scores: new Float32Array(block.slots) }]
  })
}

function countVisible(parts: readonly Part[]): number {
  let count = 0
  for (const { block, visible } of parts)
    for (let slot = 0; slot < visible.length; slot++) count += (visible[slot] as number) & (block.has[slot] as number)
  return count
}

/**
 * Ranks chunks by cosine (vectors are of unit length). What has nothing in common with the question is left out. Scores
 * are exact; of many chunks only those get one that an approximation found near.
 */
export function rankDensely(
  corpus: Corpus,
  model: string,
  question: Float32Array,
  visible: readonly Uint8Array[],
  limit: number,
): ScoredSlot[] {
  const parts = partsOf(corpus, model, question.length, visible)
  let lowest = 0
  if (countVisible(parts) > EXACT_CHUNKS) {
    const { approximate, isFine } = approximateFor(question)
    const { times, atLeast } = isFine ? RESCORED.fine : RESCORED.coarse
    for (const { block, scores } of parts) approximate(block, scores)
    lowest = lowestBin(parts, Math.max(atLeast, limit * times))
  }
  const top = openTopSlots(limit, slotOrder(corpus))
  for (const { at, block, visible: seen, scores } of parts)
    for (let slot = 0; slot < seen.length; slot++) {
      if (((seen[slot] as number) & (block.has[slot] as number)) === 0) continue
      if (lowest > 0 && binOf(scores[slot] as number) < lowest) continue
      const score = dot(block, slot, question)
      if (score > 0) top.offer(at, slot, score)
    }
  return top.take()
}
