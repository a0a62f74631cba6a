/** What one investigation may take. */
export type DeepLimits = {
  searches: number
  reads: number
  /** Milliseconds for everything. */
  totalMs: number
  /** Passages handed over. */
  passages: number
}

export const DEEP_LIMITS: DeepLimits = { searches: 6, reads: 4, totalMs: 60_000, passages: 24 }

/** Passages searched for a question that asks for a list: its places stand in many documents. */
export const LIST_DEPTH = 48
/** Characters: a query of a model; a passage and its neighbours when read. */
export const LONGEST_QUERY = 200
export const LONGEST_READ = 1_500
/** What a model is shown: passages of a search, characters of each, characters of all results in full. */
export const SHOWN = { passages: 8, characters: 400, transcript: 9_000, shortened: 80 } as const
