import type { Access, Filters } from '../engines/access.ts'
import type { StoredPassage } from '../engines/stored-passage.ts'

/** Where a passage came from in the rankings; the parts add up to its score. */
export type Why = {
  lexical?: { rank: number; score: number }
  dense?: { rank: number; score: number }
  rerank?: number
  /** Words of the question that stand in the passage. */
  terms?: string[]
}

/** A chunk as retrieved. */
export type Passage = StoredPassage & { score: number; why: Why }

export type RetrievalRequest = {
  query: string
  /** Passages wanted. */
  limit: number
  filters: Filters
  /** Evaluation on judged documents wants repeats in; everybody else does not. */
  keepNearDuplicates?: boolean
}

/** Passages, best first, and the names of what the search had to do without. */
export type Retrieved = { passages: Passage[]; degraded: string[] }

export type Retrieve = (request: RetrievalRequest, access: Access, signal?: AbortSignal) => Promise<Retrieved>
