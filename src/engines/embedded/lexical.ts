import type { QueryTerm } from '../engine.ts'
import { type Corpus, slotOrder } from './corpus.ts'
import { type ScoredSlot, topSlots } from './top-slots.ts'

/** BM25 (Robertson and Zaragoza 2009): how fast repeats stop counting, and how much length is held against a chunk. */
const K1 = 1.2
const B = 0.75

/**
 * How much of its two neighbours' scores a chunk gets: a question often takes words from around the
 * place that answers it. Measured: English abstracts nDCG@10 .667 -> .681, Chinese questions unchanged or better.
 */
const NEIGHBOUR_SHARE = 0.1

type Masks = { live: Uint8Array; visible: Uint8Array }

function liveStatistics(corpus: Corpus, live: Uint8Array): { count: number; meanLength: number } {
  let count = 0
  let total = 0
  for (const [slot, length] of corpus.lengths.entries()) {
    if (live[slot] !== 1) continue
    count++
    total += length
  }
  return { count, meanLength: count === 0 ? 1 : total / count }
}

function documentFrequency(corpus: Corpus, id: number, live: Uint8Array): number {
  let frequency = 0
  for (const { ordinals, starts, slots } of corpus.postings) {
    const t = ordinals.get(id)
    if (t === undefined) continue
    for (let at = starts[t] ?? 0; at < (starts[t + 1] ?? 0); at++) frequency += live[slots[at] ?? 0] ?? 0
  }
  return frequency
}

/** What the chunks right before and right after this one in the text have scored together. */
function neighbourScore(corpus: Corpus, scores: Float64Array, slot: number): number {
  const slots = corpus.slotsOf[corpus.versionOf[slot] ?? -1] ?? []
  const ordinal = corpus.ordinalOf[slot] ?? 0
  return (scores[slots[ordinal - 1] ?? -1] ?? 0) + (scores[slots[ordinal + 1] ?? -1] ?? 0)
}

/**
 * Ranks chunks by BM25 over the query's terms. Statistics are those of live chunks, whoever asks, so
 * that two viewers see the same score for the same chunk.
 */
export function rankLexically(corpus: Corpus, terms: readonly QueryTerm[], masks: Masks, limit: number): ScoredSlot[] {
  const { count, meanLength } = liveStatistics(corpus, masks.live)
  const scores = new Float64Array(corpus.chunkIds.length)
  const touched: number[] = []
  for (const term of terms) {
    const frequency = documentFrequency(corpus, term.id, masks.live)
    if (frequency === 0) continue
    const weight = term.weight * Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
    for (const { ordinals, starts, slots, counts } of corpus.postings) {
      const t = ordinals.get(term.id)
      if (t === undefined) continue
      for (let at = starts[t] ?? 0; at < (starts[t + 1] ?? 0); at++) {
        const slot = slots[at] ?? 0
        if (masks.visible[slot] !== 1) continue
        const repeats = counts[at] ?? 0
        const norm = K1 * (1 - B + (B * (corpus.lengths[slot] ?? 0)) / meanLength)
        if (scores[slot] === 0) touched.push(slot)
        scores[slot] = (scores[slot] ?? 0) + (weight * repeats * (K1 + 1)) / (repeats + norm)
      }
    }
  }
  const scored = function* () {
    for (const slot of touched) {
      yield { slot, score: (scores[slot] ?? 0) + NEIGHBOUR_SHARE * neighbourScore(corpus, scores, slot) }
    }
  }
  return topSlots(scored(), limit, slotOrder(corpus))
}
