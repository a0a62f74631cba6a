/**
 * Turns texts into vectors: same order, one for each, unit length, all finite.
 * @throws AppError `embedding_unavailable` when the model does not answer just now, `embedding_failed` when it never will
 *   as it is configured or gives nothing of use, `embedding_dimensions` when it gives vectors of another size than
 *   it is configured for.
 */
export type Embedder = {
  /** Name that tells vectors of one kind from those of another: model and dimensions. */
  id: string
  dimensions: number
  embed: (texts: readonly string[], signal?: AbortSignal) => Promise<Float32Array[]>
}
