/**
 * Turns texts into vectors: same order, one for each, unit length, all finite.
 * @throws AppError `embedding_failed` when the model does not answer, `embedding_dimensions` when it answers with
 *   vectors of another size than it is configured for.
 */
export type Embedder = {
  /** Name that tells vectors of one kind from those of another: model and dimensions. */
  id: string
  dimensions: number
  embed: (texts: readonly string[], signal?: AbortSignal) => Promise<Float32Array[]>
}
