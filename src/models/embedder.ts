import { AppError } from '../errors.ts'

/**
 * Turns texts into vectors: same order, one for each, unit length, all finite.
 * @throws AppError `embedding_unavailable` when the model does not answer just now, `embedding_failed` when it never will
 *   as it is configured or gives nothing of use, `embedding_dimensions` when it gives vectors of another size than
 *   it is configured for.
 */
export type Embedder = {
  /** Name that tells vectors of one kind from those of another: model, dimensions and whatever else changes them. */
  id: string
  dimensions: number
  /** Passages. */
  embed: (texts: readonly string[], signal?: AbortSignal) => Promise<Float32Array[]>
  /** A question, where that is not embedded as a passage is. */
  embedQuery?: (text: string, signal?: AbortSignal) => Promise<Float32Array | undefined>
}

/** The vector of a question, to be compared with those of passages. @throws AppError, see `Embedder`. */
export async function embedQuestion(embedder: Embedder, text: string, signal?: AbortSignal): Promise<Float32Array> {
  const vector = embedder.embedQuery
    ? await embedder.embedQuery(text, signal)
    : (await embedder.embed([text], signal))[0]
  if (vector) return vector
  throw new AppError('embedding_failed', `The embedding model ${embedder.id} gave no vector for the question.`)
}
