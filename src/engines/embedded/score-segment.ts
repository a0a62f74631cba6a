import type { Postings } from './postings.ts'

/** What a term adds to a chunk: weight * count / (count + norm of the chunk). */
export type TermInSegment = { t: number; weight: number }

export type SegmentQuery = {
  postings: Postings
  norms: Float64Array
  leastNorm: number
  visible: Uint8Array
  /** In the order in which they are added up. */
  terms: readonly TermInSegment[]
  /** What a chunk has to reach to be of interest. */
  floor: number
}

/** Sums of bounds are rounded, and must not fall below what they bound. */
const ROUNDING = 1 + 1e-9
/** Looking one chunk up takes about as long as adding so many up in a row. */
const LOOKUP_COST = 24
/** A term in a smaller share of the chunks is added up before it is worth a look how many are still in the race. */
const FREQUENT = 0.2

/** Adds what a term contributes to every chunk that holds it. */
function addTerm({ postings, norms }: SegmentQuery, { t, weight }: TermInSegment, scores: Float64Array): void {
  const { starts, slots, counts } = postings
  const to = starts[t + 1] as number
  for (let at = starts[t] as number; at < to; at++) {
    const slot = slots[at] as number
    const count = counts[at] as number
    scores[slot] = (scores[slot] as number) + (weight * count) / (count + (norms[slot] as number))
  }
}

/** The first place from `from` on whose slot is not below `slot`: steps that double, then halves. */
function seek(slots: Uint16Array, slot: number, from: number, to: number): number {
  let [low, step] = [from, 1]
  while (low + step < to && (slots[low + step] as number) < slot) {
    low += step
    step *= 2
  }
  let high = Math.min(to, low + step)
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((slots[middle] as number) < slot) low = middle + 1
    else high = middle
  }
  return low
}

/** Adds what a term contributes to these chunks alone. */
function addToSome(query: SegmentQuery, { t, weight }: TermInSegment, some: Uint16Array, scores: Float64Array): void {
  const { starts, slots, counts } = query.postings
  const to = starts[t + 1] as number
  let at = starts[t] as number
  for (let i = 0; i < some.length && at < to; i++) {
    const slot = some[i] as number
    at = seek(slots, slot, at, to)
    if (at === to || slots[at] !== slot) continue
    const count = counts[at] as number
    scores[slot] = (scores[slot] as number) + (weight * count) / (count + (query.norms[slot] as number))
  }
}

/** By term: the most that it and all behind it can add to any chunk; one more at the end, 0. */
function boundsOf({ postings, leastNorm, terms }: SegmentQuery): Float64Array {
  const bounds = new Float64Array(terms.length + 1)
  for (let at = terms.length - 1; at >= 0; at--) {
    const { t, weight } = terms[at] as TermInSegment
    const count = postings.maxCounts[t] as number
    bounds[at] = (bounds[at + 1] as number) + ((weight * count) / (count + leastNorm)) * ROUNDING
  }
  return bounds
}

/** The chunks that can still reach the floor when at most `bound` is added. */
function slotsInReach({ visible, floor }: SegmentQuery, scores: Float64Array, bound: number): Uint16Array {
  const least = floor - bound
  let count = 0
  const some = new Uint16Array(visible.length)
  for (let slot = 0; slot < visible.length; slot++)
    if ((scores[slot] as number) >= least && visible[slot] === 1) some[count++] = slot
  return some.subarray(0, count)
}

/** The rest of the terms, for the chunks that can still reach the floor. */
function finish(
  query: SegmentQuery,
  from: number,
  { bounds, some }: { bounds: Float64Array; some: Uint16Array },
  scores: Float64Array,
): Uint16Array {
  let left = some
  for (let at = from; at < query.terms.length; at++) {
    const bound = bounds[at] as number
    left = left.filter((slot) => (scores[slot] as number) + bound >= query.floor)
    addToSome(query, query.terms[at] as TermInSegment, left, scores)
  }
  return left
}

/**
 * Scores the chunks of a segment, into `scores` (zero at first). As soon as the terms that are left cannot lift a chunk
 * over the floor that has none of those before, they are only looked up for the chunks that can still reach it
 * (MaxScore: Turtle and Flood 1995). Every chunk that reaches the floor has all its terms added up, in their order, so
 * that skipping changes no score.
 *
 * @returns the slots that may reach the floor; undefined: any may.
 */
export function scoreSegment(query: SegmentQuery, scores: Float64Array): Uint16Array | undefined {
  const { postings, terms, floor, visible } = query
  const bounds = boundsOf(query)
  const sizeOf = ({ t }: TermInSegment) => (postings.starts[t + 1] as number) - (postings.starts[t] as number)
  let ahead = terms.reduce((sum, term) => sum + sizeOf(term), 0)
  for (const [at, term] of terms.entries()) {
    const size = sizeOf(term)
    if ((bounds[at] as number) < floor && size > FREQUENT * visible.length) {
      const some = slotsInReach(query, scores, bounds[at] as number)
      if (some.length * (terms.length - at) * LOOKUP_COST < ahead) return finish(query, at, { bounds, some }, scores)
    }
    addTerm(query, term, scores)
    ahead -= size
  }
  return undefined
}
