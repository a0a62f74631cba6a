/** What the ingest worker asks of an engine outside SQLite: to take in what the library has recorded as changed. */
export type IndexFollower = {
  /**
   * Takes in everything that has changed so far, and is back when a search finds it: in the engine, or, where that does
   * not answer, in SQLite, which every process searches until the engine has caught up. Never throws.
   */
  follow: () => Promise<void>
  /** Begins to, where something has changed and nobody waits for it. Costs next to nothing otherwise. */
  nudge: () => void
  /**
   * Builds the index anew from SQLite beside the one in use, and replaces that. What an interrupted call has built is
   * gone on with.
   * @throws AppError `engine_unavailable`, `engine_misfit`, or the reason of the signal.
   */
  rebuild: (watch: RebuildWatch) => Promise<void>
  /** Whether the index was made with another embedder or other terms than the library uses now. */
  isOutdated: () => Promise<boolean>
  close: () => void
}

export type RebuildWatch = { report: (progress: { done: number; total: number }) => void; signal: AbortSignal }
