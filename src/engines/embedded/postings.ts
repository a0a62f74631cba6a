import type { SparseVector } from '../engine.ts'

/**
 * An immutable inverted index over a run of slots. The slots of the term with ordinal `t` are
 * `slots[starts[t] .. starts[t + 1])`, ascending, with their counts beside them:
 *
 *     ordinals   term id -> t
 *     starts     t0 ─┐   t1 ─────┐
 *     slots      [ 3  7 | 0  3  9 | …
 *     counts     [ 1  2 | 1  1  4 | …
 */
export type Postings = {
  slotCount: number
  ordinals: Map<number, number>
  starts: Uint32Array
  slots: Uint32Array
  counts: Uint8Array
}

type Entry = { slot: number; vector: SparseVector }

function withCapacity(
  ordinals: Map<number, number>,
  frequencies: number[],
  slotCount: number,
): Postings & { next: Uint32Array } {
  const starts = new Uint32Array(frequencies.length + 1)
  for (const [t, frequency] of frequencies.entries()) starts[t + 1] = (starts[t] ?? 0) + frequency
  const size = starts[frequencies.length] ?? 0
  return {
    slotCount,
    ordinals,
    starts,
    slots: new Uint32Array(size),
    counts: new Uint8Array(size),
    next: starts.slice(),
  }
}

/** Builds postings in two passes: count, then fill. Entries come in ascending slot order. */
export function buildPostings(entries: readonly Entry[]): Postings {
  const ordinals = new Map<number, number>()
  const frequencies: number[] = []
  for (const { vector } of entries) {
    for (const id of vector.ids) {
      const t = ordinals.get(id)
      if (t === undefined) {
        ordinals.set(id, frequencies.length)
        frequencies.push(1)
      } else frequencies[t] = (frequencies[t] ?? 0) + 1
    }
  }
  const { next, ...postings } = withCapacity(ordinals, frequencies, entries.length)
  for (const { slot, vector } of entries) {
    for (let at = 0; at < vector.ids.length; at++) {
      const t = ordinals.get(vector.ids[at] ?? 0) ?? 0
      const place = next[t] ?? 0
      postings.slots[place] = slot
      postings.counts[place] = vector.counts[at] ?? 0
      next[t] = place + 1
    }
  }
  return postings
}

/** One index out of two; every slot of `first` lies before every slot of `second`. */
export function mergePostings(first: Postings, second: Postings): Postings {
  const ordinals = new Map(first.ordinals)
  const frequencies = Array.from(first.ordinals, ([, t]) => (first.starts[t + 1] ?? 0) - (first.starts[t] ?? 0))
  for (const [id, t] of second.ordinals) {
    const added = (second.starts[t + 1] ?? 0) - (second.starts[t] ?? 0)
    const known = ordinals.get(id)
    if (known === undefined) {
      ordinals.set(id, frequencies.length)
      frequencies.push(added)
    } else frequencies[known] = (frequencies[known] ?? 0) + added
  }
  const { next, ...merged } = withCapacity(ordinals, frequencies, first.slotCount + second.slotCount)
  for (const part of [first, second]) {
    for (const [id, t] of part.ordinals) {
      const from = part.starts[t] ?? 0
      const to = part.starts[t + 1] ?? 0
      const target = ordinals.get(id) ?? 0
      const place = next[target] ?? 0
      merged.slots.set(part.slots.subarray(from, to), place)
      merged.counts.set(part.counts.subarray(from, to), place)
      next[target] = place + to - from
    }
  }
  return merged
}
