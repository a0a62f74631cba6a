import { type Corpus, newSegment, refreshLiveness, type Segment } from './corpus.ts'
import { mergePostings, type PostingsPart } from './merge-postings.ts'
import type { Postings } from './postings.ts'
import { copySlots, emptyBlock, type SlotRun, type VectorBlock } from './vector-block.ts'

/** A segment of this size is merged with no other: its merging would cost more than the search in two. */
export const SEGMENT_SLOTS = 16_384

const NO_POSTINGS: Postings = {
  ids: new Uint32Array(),
  starts: new Uint32Array(1),
  slots: new Uint16Array(),
  counts: new Uint8Array(),
  maxCounts: new Uint8Array(),
}
const EMPTY = newSegment({
  chunkIds: [],
  versionOf: new Uint32Array(),
  ordinalOf: new Uint32Array(),
  lengths: new Uint32Array(),
  postings: NO_POSTINGS,
})

export type TidyPorts = {
  /** Which of these versions have points. */
  withPoints: (versionIds: readonly string[]) => ReadonlySet<string>
  nextTurn: () => Promise<void>
}

const isDroppable = ({ versions }: Corpus, segment: Segment, slot: number) =>
  segment.replaced[slot] === 1 || versions[segment.versionOf[slot] ?? -1]?.isGone === true

/** Finds out which versions without live chunks will never have any. */
function markGone(corpus: Corpus, withPoints: TidyPorts['withPoints']): void {
  const doubtful = new Set<number>()
  for (const { live, liveCount, versionOf } of corpus.segments) {
    if (liveCount * 2 >= live.length) continue
    for (const number of new Set(versionOf)) if (corpus.versions[number]?.isLive === false) doubtful.add(number)
  }
  if (doubtful.size === 0) return
  const versions = [...doubtful].flatMap((number) => corpus.versions[number] ?? [])
  const kept = withPoints(versions.map(({ versionId }) => versionId))
  for (const version of versions) version.isGone = !kept.has(version.versionId)
}

function isMostlyUseless(corpus: Corpus, segment: Segment): boolean {
  const size = segment.live.length
  if (2 * segment.liveCount >= size) return false
  let droppable = 0
  for (let slot = 0; slot < size; slot++) if (isDroppable(corpus, segment, slot)) droppable++
  return 2 * droppable > size
}

/** A segment to be rewritten because more than half of it is of no use, or two that lie side by side to be made one. */
function nextMerge(corpus: Corpus): [Segment, Segment] | undefined {
  const { segments } = corpus
  const useless = segments.find((segment) => isMostlyUseless(corpus, segment))
  if (useless) return [useless, EMPTY]
  for (let at = segments.length - 1; at > 0; at--) {
    const [first, second] = [segments[at - 1], segments[at]]
    if (!first || !second) continue
    const [a, b] = [first.live.length, second.live.length]
    if (a + b <= SEGMENT_SLOTS && a < 2 * b) return [first, second]
  }
  return undefined
}

/** New slots of those that are kept, from `firstSlot` on. */
function renumber(corpus: Corpus, segment: Segment, firstSlot: number): { slotOf: Int32Array; end: number } {
  let end = firstSlot
  const slotOf = Int32Array.from(segment.live, (_, slot) => (isDroppable(corpus, segment, slot) ? -1 : end++))
  return { slotOf, end }
}

type Part = { segment: Segment } & PostingsPart

/** Slots that are kept, as far as they lie in a row. */
function runsOf(slotOf: Int32Array): SlotRun[] {
  const runs: SlotRun[] = []
  for (const [from, to] of slotOf.entries()) {
    if (to < 0) continue
    const last = runs.at(-1)
    if (last && last.from + last.count === from) last.count++
    else runs.push({ from, to, count: 1 })
  }
  return runs
}

/** Takes over, at one moment, what may have changed while the postings were merged. */
function assemble(parts: readonly Part[], size: number, postings: Postings): Segment {
  const chunkIds: string[] = []
  const [versionOf, ordinalOf, lengths] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)]
  const [replaced, vectors] = [new Uint8Array(size), new Map<string, VectorBlock>()]
  for (const model of new Set(parts.flatMap(({ segment }) => [...segment.vectors.keys()]))) {
    const isWhole = parts.every(({ segment }) => segment.live.length === 0 || segment.vectors.get(model)?.isWhole)
    vectors.set(model, { ...emptyBlock(size), isWhole })
  }
  for (const { segment, slotOf } of parts) {
    for (const run of runsOf(slotOf)) {
      const { from, to, count } = run
      const end = from + count
      for (let slot = from; slot < end; slot++) chunkIds.push(segment.chunkIds[slot] ?? '')
      versionOf.set(segment.versionOf.subarray(from, end), to)
      ordinalOf.set(segment.ordinalOf.subarray(from, end), to)
      lengths.set(segment.lengths.subarray(from, end), to)
      replaced.set(segment.replaced.subarray(from, end), to)
      for (const [model, target] of vectors) {
        const source = segment.vectors.get(model)
        if (source) copySlots(source, target, run)
      }
    }
  }
  return { ...newSegment({ chunkIds, versionOf, ordinalOf, lengths, postings }), replaced, vectors }
}

/** Forgets versions of which nothing is left; one that comes back gets a new number. */
function forgetVersions(corpus: Corpus): void {
  const isUsed = new Uint8Array(corpus.versions.length)
  for (const { versionOf } of corpus.segments) for (const number of versionOf) isUsed[number] = 1
  for (const [number, version] of corpus.versions.entries()) {
    if (isUsed[number] === 1 || version.isLive || corpus.numberOf.get(version.versionId) !== number) continue
    corpus.numberOf.delete(version.versionId)
    corpus.freeNumbers.push(number)
  }
}

/**
 * Keeps segments few and full: sizes fall by half or more (the logarithmic method of Bentley and Saxe, 1980) up to a
 * size at which they stay as they are, and one of which more than half is of versions that are gone is written anew
 * without them. Searches go on over the old segments until the new one takes their place.
 */
export async function tidySegments(corpus: Corpus, { withPoints, nextTurn }: TidyPorts): Promise<void> {
  for (;;) {
    markGone(corpus, withPoints)
    const pair = nextMerge(corpus)
    if (!pair) return forgetVersions(corpus)
    const first = renumber(corpus, pair[0], 0)
    const second = renumber(corpus, pair[1], first.end)
    const parts: [Part, Part] = [
      { segment: pair[0], postings: pair[0].postings, slotOf: first.slotOf },
      { segment: pair[1], postings: pair[1].postings, slotOf: second.slotOf },
    ]
    await nextTurn()
    const postings = await mergePostings(parts[0], parts[1], nextTurn)
    const merged = second.end === 0 ? [] : [assemble(parts, second.end, postings)]
    corpus.segments.splice(corpus.segments.indexOf(pair[0]), pair[1] === EMPTY ? 1 : 2, ...merged)
    refreshLiveness(corpus)
  }
}
