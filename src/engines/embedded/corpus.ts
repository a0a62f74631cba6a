import type { DocumentFacts } from '../access.ts'
import type { SparseVector } from '../engine.ts'
import { buildPostings, mergePostings, type Postings } from './postings.ts'

/** A version as the index knows it. Only a live one is ever found. */
export type IndexedVersion = {
  versionId: string
  isLive: boolean
  path: string
  facts: DocumentFacts
}

export type IndexedChunk = {
  chunkId: string
  versionId: string
  ordinal: number
  sparse: SparseVector
}

/**
 * The lexical index in memory. A chunk has a slot, a number that never changes. Postings are kept as runs whose sizes fall by half or more, so that adding is cheap
 * and a search looks into few of them (the logarithmic method of Bentley and Saxe, 1980).
 */
export type Corpus = {
  chunkIds: string[]
  /** By slot: number of its version in `versions`. */
  versionOf: number[]
  ordinalOf: number[]
  /** By slot: how many terms its chunk holds, repeats counted. */
  lengths: number[]
  versions: IndexedVersion[]
  /** By version, by ordinal: the slot of its chunk. Versions are written side by side, so slots of one may lie apart. */
  slotsOf: number[][]
  numberOf: Map<string, number>
  postings: Postings[]
}

export function emptyCorpus(): Corpus {
  return {
    chunkIds: [],
    versionOf: [],
    ordinalOf: [],
    lengths: [],
    versions: [],
    slotsOf: [],
    numberOf: new Map(),
    postings: [],
  }
}

const UNKNOWN: DocumentFacts = { documentId: '', space: '', kind: '', sensitivity: '', date: '' }

/** The number of a version, given now (not live) if it had none. */
export function numberVersion(corpus: Corpus, versionId: string): number {
  const known = corpus.numberOf.get(versionId)
  if (known !== undefined) return known
  const number = corpus.versions.length
  corpus.versions.push({ versionId, isLive: false, path: '', facts: UNKNOWN })
  corpus.slotsOf.push([])
  corpus.numberOf.set(versionId, number)
  return number
}

export function addChunks(corpus: Corpus, chunks: readonly IndexedChunk[]): void {
  if (chunks.length === 0) return
  const entries = chunks.map((chunk) => {
    const slot = corpus.chunkIds.length
    corpus.chunkIds.push(chunk.chunkId)
    const version = numberVersion(corpus, chunk.versionId)
    const slots = corpus.slotsOf[version]
    if (slots) slots[chunk.ordinal] = slot
    corpus.versionOf.push(version)
    corpus.ordinalOf.push(chunk.ordinal)
    corpus.lengths.push(chunk.sparse.counts.reduce((sum, count) => sum + count, 0))
    return { slot, vector: chunk.sparse }
  })
  corpus.postings.push(buildPostings(entries))
  mergeTail(corpus.postings)
}

function mergeTail(runs: Postings[]): void {
  for (;;) {
    const last = runs.at(-1)
    const previous = runs.at(-2)
    if (!last || !previous || previous.slotCount >= 2 * last.slotCount) return
    runs.splice(-2, 2, mergePostings(previous, last))
  }
}

/** By slot: 1 where its version passes the test, 0 elsewhere. */
export function slotMask(corpus: Corpus, passes: (version: IndexedVersion) => boolean): Uint8Array {
  const byVersion = Uint8Array.from(corpus.versions, (version) => (passes(version) ? 1 : 0))
  return Uint8Array.from(corpus.versionOf, (number) => byVersion[number] ?? 0)
}

/** The order of equal scores: path, version, position in the text. Never a random id of a chunk. */
export function slotOrder(corpus: Corpus): (a: number, b: number) => number {
  return (a, b) => {
    const [one, two] = [corpus.versions[corpus.versionOf[a] ?? -1], corpus.versions[corpus.versionOf[b] ?? -1]]
    if (one && two && one !== two) {
      if (one.path !== two.path) return one.path < two.path ? -1 : 1
      return one.versionId < two.versionId ? -1 : 1
    }
    return (corpus.ordinalOf[a] ?? 0) - (corpus.ordinalOf[b] ?? 0)
  }
}
