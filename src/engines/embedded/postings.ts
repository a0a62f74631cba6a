/**
 * An immutable inverted index over the slots of one segment. The slots of the term at place `t` are
 * `slots[starts[t] .. starts[t + 1])`, ascending, with their counts beside them:
 *
 *     ids        [ 17  ,  204      , …   ascending
 *     starts       t0 ─┐   t1 ─────┐
 *     slots      [ 3  7 | 0  3  9 | …
 *     counts     [ 1  2 | 1  1  4 | …
 */
export type Postings = {
  ids: Uint32Array
  starts: Uint32Array
  slots: Uint16Array
  counts: Uint8Array
  /** By term: its largest count. */
  maxCounts: Uint8Array
}

/** The place of a term, or -1. */
export function findTerm({ ids }: Postings, id: number): number {
  let low = 0
  let high = ids.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = ids[middle] as number
    if (found === id) return middle
    if (found < id) low = middle + 1
    else high = middle - 1
  }
  return -1
}
