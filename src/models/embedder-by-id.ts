import type { EmbeddingConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { builtInEmbedder } from './built-in-embedder.ts'
import type { Embedder } from './embedder.ts'
import { type OpenAiEmbedderOptions, openAiEmbedder } from './openai-embedder.ts'

const PROBE = 'precedent'

function haveSameVector(one: Float32Array | undefined, other: Float32Array | undefined): boolean {
  if (!one || one.length !== other?.length) return false
  return one.every((value, at) => Math.abs(value - (other[at] ?? 0)) < 1e-6)
}

/** The vector of a text; undefined from a service that answers and does not know the model. */
async function probe(embedder: Embedder, signal: AbortSignal | undefined): Promise<Float32Array | undefined> {
  try {
    return (await embedder.embed([PROBE], signal))[0]
  } catch (error) {
    if (error instanceof AppError && error.code === 'embedding_failed') return undefined
    throw error
  }
}

/**
 * An embedder that was configured before, at the address configured now. Many servers hold one model and answer for any
 * name with it: then its vectors have nothing to do with those of old, and it refuses.
 */
function earlierEmbedder(id: string, config: EmbeddingConfig, options: OpenAiEmbedderOptions): Embedder {
  const [, model = id, numbers] = /^(.+):(\d{1,5})$/.exec(id) ?? []
  const dimensions = numbers === undefined ? undefined : Number(numbers)
  const earlier = openAiEmbedder({ ...config, model, dimensions }, options)
  const present = openAiEmbedder(config, options)
  let isSame: boolean | undefined
  return {
    id,
    get dimensions() {
      return earlier.dimensions
    },
    embed: async (texts, signal) => {
      isSame ??= haveSameVector(...(await Promise.all([probe(earlier, signal), probe(present, signal)])))
      if (!isSame) return earlier.embed(texts, signal)
      throw new AppError(
        'embedding_failed',
        `The embedding service at ${config.baseUrl ?? 'OpenAI'} answers for ${model} with another model: questions are searched for by words until the documents are embedded with ${config.model}.`,
      )
    },
  }
}

/**
 * Finds the embedder that vectors were made with, by its id: the built-in one, the configured one, or an earlier one
 * under its old name at the configured address.
 * @returns undefined for one that cannot be asked: no service is configured.
 */
export function embeddersById(
  config: EmbeddingConfig | undefined,
  options: OpenAiEmbedderOptions = {},
): (id: string) => Embedder | undefined {
  const builtIn = builtInEmbedder()
  const known = new Map([[builtIn.id, builtIn]])
  if (config) {
    const configured = openAiEmbedder(config, options)
    known.set(configured.id, configured)
  }
  return (id) => {
    const found = known.get(id)
    if (found || !config) return found
    const earlier = earlierEmbedder(id, config, options)
    known.set(id, earlier)
    return earlier
  }
}
