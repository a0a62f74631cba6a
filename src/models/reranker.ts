/**
 * Says how well each text answers a question. Scores are comparable within one answer and with nothing else.
 * @throws AppError `rerank_unavailable` when the model does not answer just now, `rerank_failed` when it never will as it
 *   is configured or gives nothing of use; or the reason of the signal.
 */
export type Reranker = {
  /** Name of the model that scores. */
  id: string
  /** A finite score for each text, in their order; more is better. */
  rerank: (query: string, texts: readonly string[], signal?: AbortSignal) => Promise<number[]>
}
