import type { DocumentFacts } from '../access.ts'
import type { SparseVector } from '../engine.ts'
import { buildPostings } from './build-postings.ts'
import type { Postings } from './postings.ts'
import type { VectorBlock } from './vector-block.ts'

/** A version as the index knows it. Only a live one is ever found. */
export type IndexedVersion = {
  versionId: string
  isLive: boolean
  /** It has no points any more: its slots may be dropped. */
  isGone: boolean
  path: string
  facts: DocumentFacts
  /** How many points of it have come in. */
  points: number
}

export type IndexedChunk = {
  chunkId: string
  versionId: string
  ordinal: number
  sparse: SparseVector
}

/**
 * An immutable piece of the index with what changes about it: which of its slots are live. A chunk has a slot, a
 * number below 65,536.
 */
export type Segment = {
  chunkIds: readonly string[]
  /** By slot: number of its version in `versions`. */
  versionOf: Uint32Array
  ordinalOf: Uint32Array
  /** By slot: how many terms its chunk holds, repeats counted. */
  lengths: Uint32Array
  shortest: number
  postings: Postings
  /** By the id of the embedder. */
  vectors: Map<string, VectorBlock>
  /** By slot: 1 where a later point took the place of this one. */
  replaced: Uint8Array
  /** By slot: 1 where its version is what queries see. */
  live: Uint8Array
  liveCount: number
  /** Document frequencies among live slots, as far as they were asked for. */
  frequencies: Map<number, number>
  /** By slot: how much its length is held against it, given the mean length. */
  norms: { meanLength: number; values: Float64Array } | undefined
}

/**
 * The index in memory: segments that are written once and merged now and then, as log-structured engines have them.
 * Postings are 16-bit slots and counts in typed arrays, three bytes each, so that 100,000 chunks of 350 Chinese
 * characters (59 million postings) take 180 MB, and one term after the other is added up over a segment whose scores
 * fit into the cache. Dead slots cost space until a segment is written anew, and never a look-up.
 */
export type Corpus = {
  segments: Segment[]
  versions: IndexedVersion[]
  numberOf: Map<string, number>
  /** Numbers of versions that are forgotten. */
  freeNumbers: number[]
  liveCount: number
  /** Of live chunks, in terms. */
  totalLength: number
}

export function emptyCorpus(): Corpus {
  return { segments: [], versions: [], numberOf: new Map(), freeNumbers: [], liveCount: 0, totalLength: 0 }
}

export function meanLength({ liveCount, totalLength }: Corpus): number {
  return liveCount === 0 ? 1 : totalLength / liveCount
}

const UNKNOWN: DocumentFacts = { documentId: '', space: '', kind: '', sensitivity: '', date: '' }

/** The number of a version, given now (not live) if it had none. */
export function numberVersion(corpus: Corpus, versionId: string): number {
  const known = corpus.numberOf.get(versionId)
  if (known !== undefined) return known
  const number = corpus.freeNumbers.pop() ?? corpus.versions.length
  corpus.versions[number] = { versionId, isLive: false, isGone: false, path: '', facts: UNKNOWN, points: 0 }
  corpus.numberOf.set(versionId, number)
  return number
}

/** A segment of slots of which none is live yet. */
export function newSegment(
  slots: Pick<Segment, 'chunkIds' | 'versionOf' | 'ordinalOf' | 'lengths' | 'postings'>,
): Segment {
  const size = slots.chunkIds.length
  return {
    ...slots,
    shortest: slots.lengths.reduce((least, length) => Math.min(least, length), Number.POSITIVE_INFINITY),
    vectors: new Map(),
    replaced: new Uint8Array(size),
    live: new Uint8Array(size),
    liveCount: 0,
    frequencies: new Map(),
    norms: undefined,
  }
}

function lengthOf({ sparse: { counts } }: IndexedChunk): number {
  let length = 0
  for (let at = 0; at < counts.length; at++) length += counts[at] as number
  return length
}

/** Adds chunks, 65,536 at most, as a segment of their own. */
export function addSegment(corpus: Corpus, chunks: readonly IndexedChunk[]): Segment {
  const versionOf = Uint32Array.from(chunks, ({ versionId }) => {
    const number = numberVersion(corpus, versionId)
    const version = corpus.versions[number]
    if (version) {
      version.points++
      version.isGone = false
    }
    return number
  })
  const segment = newSegment({
    chunkIds: chunks.map(({ chunkId }) => chunkId),
    versionOf,
    ordinalOf: Uint32Array.from(chunks, ({ ordinal }) => ordinal),
    lengths: Uint32Array.from(chunks, lengthOf),
    postings: buildPostings(chunks.map(({ sparse }) => sparse)),
  })
  corpus.segments.push(segment)
  return segment
}

/** Brings slots and statistics up to what the versions say. A pass over all slots: for changes, not for searches. */
export function refreshLiveness(corpus: Corpus): void {
  const isLive = Uint8Array.from(corpus.versions, (version) => (version.isLive ? 1 : 0))
  corpus.liveCount = 0
  corpus.totalLength = 0
  for (const segment of corpus.segments) {
    const { live, replaced, versionOf, lengths } = segment
    let hasChanged = false
    segment.liveCount = 0
    for (let slot = 0; slot < live.length; slot++) {
      const now = replaced[slot] === 1 ? 0 : (isLive[versionOf[slot] as number] as number)
      if (live[slot] !== now) {
        live[slot] = now
        hasChanged = true
      }
      if (now === 0) continue
      segment.liveCount++
      corpus.totalLength += lengths[slot] as number
    }
    corpus.liveCount += segment.liveCount
    if (hasChanged) segment.frequencies.clear()
  }
}

/** Of the points of a version that came twice, after an interruption, only the last ones count. */
export function dropRepeats(corpus: Corpus, number: number): void {
  const seen = new Set<number>()
  for (const { versionOf, ordinalOf, replaced } of corpus.segments.toReversed()) {
    for (let slot = versionOf.length - 1; slot >= 0; slot--) {
      if (versionOf[slot] !== number) continue
      const ordinal = ordinalOf[slot] as number
      if (seen.has(ordinal)) replaced[slot] = 1
      seen.add(ordinal)
    }
  }
}

/** By segment, by slot: 1 where it is live and its version passes the test. */
export function visibleSlots(corpus: Corpus, passes: (version: IndexedVersion) => boolean): Uint8Array[] {
  const byVersion = Uint8Array.from(corpus.versions, (version) => (version.isLive && passes(version) ? 1 : 0))
  return corpus.segments.map(({ live, versionOf }) => {
    const visible = new Uint8Array(live.length)
    for (let slot = 0; slot < live.length; slot++)
      visible[slot] = (live[slot] as number) & (byVersion[versionOf[slot] as number] as number)
    return visible
  })
}
