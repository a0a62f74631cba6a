import type { Database } from '../../db/client.ts'

/** Terms in a chunk of usual length, repeats counted: the sample documents in pieces of 330 characters have 397. */
export const USUAL_LENGTH = 400
/** So many chunks of usual length count as seen before the first: two short notes say little about a library. */
const USUAL_CHUNKS = 8
/** The mean of so many is within a hundredth of that of all: lengths spread by about half of it. */
const MOST_SAMPLED = 10_000
/** A mean that is off by a fifth changes a weight by less than a tenth. */
const MOST_DRIFT = 1.25

const NEXT_POINT = `
  SELECT points.seq, points.term_counts FROM points CROSS JOIN versions ON versions.id = points.version_id
  WHERE points.seq >= ? AND versions.state = 'current' ORDER BY points.seq LIMIT 1`

function seqRange(db: Database): { first: number; last: number } {
  const ends = 'SELECT (SELECT min(seq) FROM points) AS first, (SELECT max(seq) FROM points) AS last'
  const row = db.$client.prepare<[], { first: number | null; last: number | null }>(ends).get()
  return { first: row?.first ?? 0, last: row?.last ?? 0 }
}

/** The number of the last point; 0 for none. It tells, without counting, whether a library has grown much. */
export function lastPoint(db: Database): number {
  return seqRange(db).last
}

/** The mean length of the chunks that searches find, in terms, repeats counted; of many chunks from a sample. */
export function meanLengthOf(db: Database): number {
  const { first, last } = seqRange(db)
  const step = Math.max(1, Math.floor((last - first + 1) / MOST_SAMPLED))
  const next = db.$client.prepare<[number], [seq: number, counts: Buffer]>(NEXT_POINT).raw()
  let chunks = USUAL_CHUNKS
  let terms = USUAL_CHUNKS * USUAL_LENGTH
  for (let row = next.get(first); row; row = next.get(row[0] + step)) {
    chunks++
    for (const count of row[1]) terms += count
  }
  return Math.round((10 * terms) / chunks) / 10
}

/** Whether the library's chunks have become so much longer or shorter that their weights are to be made anew. */
export function isMeanLengthOff(db: Database, { meanLength }: { meanLength: number }): boolean {
  const now = meanLengthOf(db)
  return Math.max(now, meanLength) > MOST_DRIFT * Math.min(now, meanLength)
}
