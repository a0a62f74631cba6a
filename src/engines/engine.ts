import type { Access, Filters } from './access.ts'
import type { StoredPassage } from './stored-passage.ts'

/** Term frequencies of a chunk. `ids` are stable 32-bit hashes of terms, unique; `counts` has the same length. */
export type SparseVector = { ids: Uint32Array; counts: Uint8Array }

/** What an engine keeps of a chunk: both of its vectors and where it belongs. */
export type Point = {
  /** The chunk's id; the point has no other. */
  chunkId: string
  versionId: string
  /** Position of the chunk in its version, from 0. */
  ordinal: number
  sparse: SparseVector
  dense: Float32Array
}

export type QueryTerm = { id: number; text: string; weight: number }

/** A question as a vector of unit length, and the id of the embedder that made it. */
export type QueryVector = { model: string; values: Float32Array }

export type EngineQuery = {
  terms: readonly QueryTerm[]
  /** Compared with what the same embedder made of the chunks, and with nothing else. */
  vector: QueryVector | undefined
  filters: Filters
  /** Candidates wanted from each ranking. */
  limit: number
}

export type Candidate = { chunkId: string; score: number }
/** How many chunks there are, and in how many of them a term stands, by the term's id; whoever asks. */
export type TermStatistics = { chunks: number; frequencies: ReadonlyMap<number, number> }

/** Two rankings, best first; ties in the order of path, version and span start. */
export type Candidates = {
  lexical: Candidate[]
  dense: Candidate[]
  /** Absent where the engine does not tell. */
  statistics?: TermStatistics
  /** Names of what the search had to do without. */
  degraded?: readonly string[]
}

/** Finds candidates. The access filter is an argument of its own so that no caller can leave it out. */
export type SearchIndex = (query: EngineQuery, access: Access) => Promise<Candidates>

/** What answers questions stand on: one of the engines, opened. */
export type SearchEngine = {
  search: SearchIndex
  /** Passages by chunk id, in that order; ids that are gone are left out. Only ever asked for what `search` has found. */
  loadPassages: (chunkIds: readonly string[]) => Promise<StoredPassage[]>
  /** Takes in what is new; a search does it by itself when it has to, callers do it early to keep searches short. */
  catchUp: () => Promise<void>
  /** The embedder to ask for the vector of a question. */
  embedderInUse: () => string
}

/** The dense half of a point. */
export type ChunkVector = { chunkId: string; versionId: string; vector: Float32Array }

/** Takes chunks in and out. Points become findable when their version becomes current, not before. */
export type IndexWriter = {
  upsert: (points: readonly Point[]) => Promise<void>
  /** Adds what another embedder made of chunks, beside the vectors they have. Those that are gone are left out. */
  addVectors: (model: string, vectors: readonly ChunkVector[]) => Promise<void>
  removeVersion: (versionId: string) => Promise<void>
}
