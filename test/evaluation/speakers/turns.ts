/** Where a chunk stands: the number that its file's name begins with, and its span. */
export type Place = { document: string; start: number; end: number }

/** A chunk as it is shown to the one who judges, with what stands before it. */
export type Turn = Place & { headings: string[]; speaker: string; opening: string; before: string; text: string }

const key = ({ document, start, end }: Place): string => `${document} ${start} ${end}`

/** A number that depends on the place and the seed alone (FNV-1a, then the finalizer of MurmurHash3). */
function drawingNumber({ document, start }: Place, seed: number): number {
  let hash = 0x811c9dc5
  for (const character of `${seed} ${document} ${start}`) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/**
 * `count` of the places, each with the same chance, in the order in which they were drawn; all, where there are fewer.
 * Whether a place is drawn does not depend on how the text around it was cut, so that judgements outlive small changes.
 */
export function drawSome<T extends Place>(places: readonly T[], count: number, seed: number): T[] {
  return places
    .map((place) => ({ place, number: drawingNumber(place, seed) }))
    .sort((a, b) => a.number - b.number || a.place.start - b.place.start)
    .slice(0, count)
    .map(({ place }) => place)
}

/** How many judgements say `right`, and how many of the drawn places have none. */
export function shareRight(drawn: readonly Place[], judged: readonly (Place & { right: boolean })[]) {
  const known = new Set(judged.map(key))
  return {
    right: judged.filter(({ right }) => right).length,
    unjudged: drawn.filter((place) => !known.has(key(place))).length,
  }
}
