import type { Access, Filters } from '../engines/access.ts'
import type { TermStatistics } from '../engines/engine.ts'
import type { StoredPassage } from '../engines/stored-passage.ts'
import type { Match, RelevanceParts } from './rerank/relevance.ts'

type Place = { rank: number; score: number }

/** Why a passage stands where it does. `shares` add up to its score, `parts` to `rerank`. */
export type Why = {
  lexical?: Place
  dense?: Place
  /** Its relevance as judged by its text; absent where it came too far down to be judged. */
  rerank?: number
  parts?: RelevanceParts
  /** What a reranking model thought of it. */
  model?: Place
  shares?: Partial<Record<'lexical' | 'dense' | 'relevance' | 'model', number>>
  /** Words of the question that stand in the passage. */
  terms?: string[]
  /** Other words for what was asked, as the passage has them. */
  concepts?: Match[]
}

/** A chunk as retrieved, or several that stand side by side, under the id of the best of them. */
export type Passage = StoredPassage & { score: number; why: Why }

export type RetrievalRequest = {
  query: string
  /** Passages wanted. */
  limit: number
  filters: Filters
  /** Evaluation on judged documents wants repeats in; everybody else does not. */
  keepNearDuplicates?: boolean
}

/**
 * Passages, best first, and the names of what the search had to do without. `statistics`: how common the question's
 * terms are, where the engine tells.
 */
export type Retrieved = { passages: Passage[]; degraded: string[]; statistics?: TermStatistics | undefined }

export type Retrieve = (request: RetrievalRequest, access: Access, signal?: AbortSignal) => Promise<Retrieved>
