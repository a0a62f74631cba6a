import type { QueryTerm, TermStatistics } from '../engine.ts'
import { type Corpus, meanLength, type Segment } from './corpus.ts'
import { findTerm } from './postings.ts'
import { scoreSegment } from './score-segment.ts'
import { slotOrder } from './slot-order.ts'
import { openTopSlots, type ScoredSlot, type TopSlots } from './top-slots.ts'

/** BM25 (Robertson and Zaragoza 2009): how fast repeats stop counting, and how much length is held against a chunk. */
const K1 = 1.2
const B = 0.75

/** A term of the question with its weight in the corpus, and its places in the segments (-1: it is not there). */
type WeighedTerm = { id: number; weight: number; frequency: number; places: Int32Array }

export type Lexical = { ranking: ScoredSlot[]; statistics: TermStatistics }

function frequencyIn(segment: Segment, id: number, t: number): number {
  const { starts, slots } = segment.postings
  const [from, to] = [starts[t] as number, starts[t + 1] as number]
  if (segment.liveCount === segment.live.length) return to - from
  const known = segment.frequencies.get(id)
  if (known !== undefined) return known
  let frequency = 0
  for (let at = from; at < to; at++) frequency += segment.live[slots[at] as number] as number
  segment.frequencies.set(id, frequency)
  return frequency
}

/** Rare terms first: the order in which weights are added up, whatever the order of the question and of the segments. */
function weighTerms(corpus: Corpus, terms: readonly QueryTerm[], frequencies: Map<number, number>): WeighedTerm[] {
  const weighed: WeighedTerm[] = []
  for (const { id, weight } of terms) {
    const places = new Int32Array(corpus.segments.length)
    let frequency = 0
    for (const [at, segment] of corpus.segments.entries()) {
      const t = findTerm(segment.postings, id)
      places[at] = t
      if (t >= 0) frequency += frequencyIn(segment, id, t)
    }
    frequencies.set(id, frequency)
    if (frequency === 0) continue
    const rarity = Math.log(1 + (corpus.liveCount - frequency + 0.5) / (frequency + 0.5))
    weighed.push({ id, weight: weight * rarity * (K1 + 1), frequency, places })
  }
  return weighed.sort((a, b) => a.frequency - b.frequency || a.id - b.id)
}

const normOf = (length: number, mean: number) => K1 * (1 - B + (B * length) / mean)

function normsOf(segment: Segment, mean: number): Float64Array {
  if (segment.norms?.meanLength !== mean) {
    const values = Float64Array.from(segment.lengths, (length) => normOf(length, mean))
    segment.norms = { meanLength: mean, values }
  }
  return segment.norms.values
}

function offerSlots(top: TopSlots, segment: number, scores: Float64Array, visible: Uint8Array): void {
  let floor = top.floor()
  for (let slot = 0; slot < visible.length; slot++) {
    const score = scores[slot] as number
    if (score < floor || score <= 0 || visible[slot] !== 1) continue
    top.offer(segment, slot, score)
    floor = top.floor()
  }
}

/**
 * Ranks chunks by BM25 over the query's terms. Statistics are those of live chunks, whoever asks, so
 * that two viewers see the same score for the same chunk.
 *
 * @param visible by segment, by slot: 1 where the chunk may be found.
 */
export function rankLexically(
  corpus: Corpus,
  terms: readonly QueryTerm[],
  visible: readonly Uint8Array[],
  limit: number,
): Lexical {
  const frequencies = new Map<number, number>()
  const weighed = weighTerms(corpus, terms, frequencies)
  const top = openTopSlots(limit, slotOrder(corpus))
  const scores = new Float64Array(Math.max(0, ...corpus.segments.map(({ live }) => live.length)))
  for (const [at, segment] of corpus.segments.entries()) {
    const norms = normsOf(segment, meanLength(corpus))
    const inSegment = weighed
      .map(({ places, weight }) => ({ t: places[at] as number, weight }))
      .filter(({ t }) => t >= 0)
    const seen = visible[at] ?? new Uint8Array()
    const query = { postings: segment.postings, norms, terms: inSegment, visible: seen, floor: top.floor() }
    scores.fill(0)
    const some = scoreSegment({ ...query, leastNorm: normOf(segment.shortest, meanLength(corpus)) }, scores)
    if (some) for (const slot of some) top.offer(at, slot, scores[slot] as number)
    else offerSlots(top, at, scores, seen)
  }
  return { ranking: top.take(), statistics: { chunks: corpus.liveCount, frequencies } }
}
