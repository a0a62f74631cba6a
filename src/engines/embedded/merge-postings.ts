import type { Postings } from './postings.ts'

/** Postings to be taken over, with the new slot of each of their slots; -1 where a slot is left out. */
export type PostingsPart = { postings: Postings; slotOf: Int32Array }

const POSTINGS_PER_STEP = 200_000

function copyTerm({ postings, slotOf }: PostingsPart, t: number, into: Postings, at: number): number {
  const { starts, slots, counts } = postings
  let end = at
  for (let from = starts[t] as number; from < (starts[t + 1] as number); from++) {
    const slot = slotOf[slots[from] as number] as number
    if (slot < 0) continue
    into.slots[end] = slot
    into.counts[end] = counts[from] as number
    end++
  }
  return end
}

/**
 * One index out of two, in steps that let other work through. New slots of `first` lie before those of `second`, and
 * each part's are in the order of its old ones. Terms of which nothing is left are dropped.
 */
export async function mergePostings(
  first: PostingsPart,
  second: PostingsPart,
  nextTurn: () => Promise<void>,
): Promise<Postings> {
  const [a, b] = [first.postings, second.postings]
  const mostTerms = a.ids.length + b.ids.length
  const mostPostings = a.slots.length + b.slots.length
  const merged: Postings = {
    ids: new Uint32Array(mostTerms),
    starts: new Uint32Array(mostTerms + 1),
    slots: new Uint16Array(mostPostings),
    counts: new Uint8Array(mostPostings),
    maxCounts: new Uint8Array(mostTerms),
  }
  let [i, j, terms, size, work] = [0, 0, 0, 0, 0]
  while (i < a.ids.length || j < b.ids.length) {
    const id = Math.min(a.ids[i] ?? Number.POSITIVE_INFINITY, b.ids[j] ?? Number.POSITIVE_INFINITY)
    let end = size
    if (a.ids[i] === id) end = copyTerm(first, i++, merged, end)
    if (b.ids[j] === id) end = copyTerm(second, j++, merged, end)
    work += end - size + 1
    if (end > size) {
      let most = 0
      for (let at = size; at < end; at++) most = Math.max(most, merged.counts[at] as number)
      merged.ids[terms] = id
      merged.maxCounts[terms] = most
      merged.starts[++terms] = end
      size = end
    }
    if (work >= POSTINGS_PER_STEP) {
      work = 0
      await nextTurn()
    }
  }
  return {
    ids: merged.ids.slice(0, terms),
    starts: merged.starts.slice(0, terms + 1),
    slots: size === mostPostings ? merged.slots : merged.slots.slice(0, size),
    counts: size === mostPostings ? merged.counts : merged.counts.slice(0, size),
    maxCounts: merged.maxCounts.slice(0, terms),
  }
}
