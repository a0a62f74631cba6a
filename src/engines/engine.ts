import type { Access, Filters } from './access.ts'

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

export type EngineQuery = {
  terms: readonly QueryTerm[]
  /** Unit length, of the dimension the index was built with. */
  vector: Float32Array | undefined
  filters: Filters
  /** Candidates wanted from each ranking. */
  limit: number
}

export type Candidate = { chunkId: string; score: number }
/** Two rankings, best first; ties in the order of path, version and span start. */
export type Candidates = { lexical: Candidate[]; dense: Candidate[] }

/** Finds candidates. The access filter is an argument of its own so that no caller can leave it out. */
export type SearchIndex = (query: EngineQuery, access: Access) => Promise<Candidates>

/** Takes chunks in and out. Points become findable when their version becomes current, not before. */
export type IndexWriter = {
  upsert: (points: readonly Point[]) => Promise<void>
  removeVersion: (versionId: string) => Promise<void>
}
