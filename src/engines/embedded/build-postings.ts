import type { SparseVector } from '../engine.ts'
import type { Postings } from './postings.ts'

const BUCKETS = 256
const BUCKET_SHIFT = 24
/** What is left of an id inside its bucket is sorted by two digits of 12 bits. */
const DIGITS = 4_096
const DIGIT_SHIFT = 12
/** Below this, counting digits costs more than moving entries one by one. */
const FEW = 48

/** Two numbers an entry: a term's id, and slot * 256 + count. */
type Entries = Uint32Array

/** Lays entries down by the first 8 bits of their ids. @returns where each bucket begins, and the end. */
function fillBuckets(vectors: readonly SparseVector[], into: Entries): Uint32Array {
  const starts = new Uint32Array(BUCKETS + 1)
  for (const { ids } of vectors) {
    for (let at = 0; at < ids.length; at++) {
      const bucket = ((ids[at] as number) >>> BUCKET_SHIFT) + 1
      starts[bucket] = (starts[bucket] as number) + 1
    }
  }
  for (let bucket = 0; bucket < BUCKETS; bucket++)
    starts[bucket + 1] = (starts[bucket + 1] as number) + (starts[bucket] as number)
  const next = starts.slice()
  for (let slot = 0; slot < vectors.length; slot++) {
    const { ids, counts } = vectors[slot] as SparseVector
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] as number
      const place = next[id >>> BUCKET_SHIFT] as number
      into[2 * place] = id
      into[2 * place + 1] = (slot << 8) | (counts[at] as number)
      next[id >>> BUCKET_SHIFT] = place + 1
    }
  }
  return starts
}

function insertionSort(entries: Entries, from: number, to: number): void {
  for (let at = from + 1; at < to; at++) {
    const id = entries[2 * at] as number
    const load = entries[2 * at + 1] as number
    let place = at
    for (; place > from && (entries[2 * place - 2] as number) > id; place--)
      entries.copyWithin(2 * place, 2 * place - 2, 2 * place)
    entries[2 * place] = id
    entries[2 * place + 1] = load
  }
}

/** One pass of a stable radix sort: all entries of `source` into `target`, by one digit. */
function sortByDigit(source: Entries, target: Entries, shift: number, next: Uint32Array): void {
  next.fill(0)
  for (let at = 0; at < source.length; at += 2) {
    const digit = ((source[at] as number) >>> shift) & (DIGITS - 1)
    next[digit] = (next[digit] as number) + 2
  }
  let place = 0
  for (let digit = 0; digit < DIGITS; digit++) {
    const entries = next[digit] as number
    next[digit] = place
    place += entries
  }
  for (let at = 0; at < source.length; at += 2) {
    const id = source[at] as number
    const digit = (id >>> shift) & (DIGITS - 1)
    const free = next[digit] as number
    target[free] = id
    target[free + 1] = source[at + 1] as number
    next[digit] = free + 2
  }
}

/** Sorts by id and keeps the order of slots: first into buckets, then each by itself, where the cache holds it. */
function sortEntries(vectors: readonly SparseVector[]): Entries {
  const entries = new Uint32Array(2 * vectors.reduce((sum, { ids }) => sum + ids.length, 0))
  const starts = fillBuckets(vectors, entries)
  const largest = starts.reduce((most, start, bucket) => Math.max(most, (starts[bucket + 1] ?? start) - start), 0)
  const scratch = new Uint32Array(2 * largest)
  const next = new Uint32Array(DIGITS)
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const [from, to] = [starts[bucket] as number, starts[bucket + 1] as number]
    if (to - from < FEW) insertionSort(entries, from, to)
    else {
      const here = entries.subarray(2 * from, 2 * to)
      const there = scratch.subarray(0, here.length)
      sortByDigit(here, there, 0, next)
      sortByDigit(there, here, DIGIT_SHIFT, next)
    }
  }
  return entries
}

/** Builds postings; the slot of a vector is its place in the list. Ids lie evenly over 32 bits, as hashes do. */
export function buildPostings(vectors: readonly SparseVector[]): Postings {
  const entries = sortEntries(vectors)
  const size = entries.length / 2
  let terms = 0
  for (let at = 0; at < entries.length; at += 2) if (at === 0 || entries[at] !== entries[at - 2]) terms++
  const [ids, starts] = [new Uint32Array(terms), new Uint32Array(terms + 1)]
  const [slots, counts] = [new Uint16Array(size), new Uint8Array(size)]
  const maxCounts = new Uint8Array(terms)
  let t = -1
  for (let at = 0; at < size; at++) {
    const id = entries[2 * at] as number
    if (at === 0 || id !== entries[2 * at - 2]) {
      ids[++t] = id
      starts[t] = at
    }
    const load = entries[2 * at + 1] as number
    const count = load & 0xff
    slots[at] = load >>> 8
    counts[at] = count
    if (count > (maxCounts[t] as number)) maxCounts[t] = count
  }
  starts[terms] = size
  return { ids, starts, slots, counts, maxCounts }
}
