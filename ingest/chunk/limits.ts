/** Sizes of chunks in UTF-16 code units. */

/** No chunk is longer. */
export const LONGEST_CHUNK = 1_200
/** Up to here small neighbours are packed together. */
export const TARGET_CHUNK = 450
/** A block up to here is not cut, and a chunk that is still small may grow to it. */
export const SOFT_CHUNK = 600
/** A chunk from here on carries a thought of its own: it is not joined across a turn, a section or a table's edge. */
export const USEFUL_CHUNK = 80
/** From here on a chunk ends where a heading or a label begins a new part. */
export const SUBSECTION_CHUNK = 200
/** A turn, or a question with its answer, from here on is a thought of its own, which no chunk mixes with another. */
export const SHORTEST_POINT = 30
/** A thought of several blocks up to here is one chunk; the rest is room for the headings before it. */
export const LONGEST_BOND = 1_000
