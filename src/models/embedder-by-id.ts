import type { EmbeddingConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { builtInEmbedder } from './built-in-embedder.ts'
import { type ConfiguredEmbedderOptions, configuredEmbedder, embedderId } from './configured-embedder.ts'
import { type Embedder, embedQuestion } from './embedder.ts'
import { isLocalModel } from './local-embedder.ts'
import { openAiEmbedder } from './openai-embedder.ts'

const PROBE = 'precedent'
/** `<model>[#<pooling>][:<dimensions>][+<tag of the prefixes>]`, as ids of embedders are made. */
const ID = /^(?<model>.+?)(?:#(?<pooling>mean|cls|last))?(?::(?<dimensions>\d{1,5}))?(?<tag>\+[0-9a-f]{8})?$/

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
 * What was configured when an embedder of this id was. Of prefixes an id tells only whether there were any: then the
 * ones of now are the likeliest.
 */
function earlierConfig(id: string, config: EmbeddingConfig): EmbeddingConfig {
  const { model = id, pooling, dimensions, tag } = ID.exec(id)?.groups ?? {}
  const prefixes = tag === undefined ? { queryPrefix: '', passagePrefix: '' } : {}
  return {
    ...config,
    ...prefixes,
    model,
    dimensions: dimensions === undefined ? undefined : Number(dimensions),
    pooling: pooling === 'mean' || pooling === 'cls' || pooling === 'last' ? pooling : undefined,
  }
}

/**
 * A service's model that was configured before, at the address configured now. Many servers hold one model and answer for
 * any name with it: then its vectors have nothing to do with those of old, and it refuses.
 */
function earlierService(id: string, config: EmbeddingConfig, options: ConfiguredEmbedderOptions): Embedder {
  const old = earlierConfig(id, config)
  const earlier = configuredEmbedder(old, options)
  const anySize = { ...options, dimensions: undefined }
  const probeBoth = async (signal: AbortSignal | undefined) =>
    haveSameVector(
      ...(await Promise.all([
        probe(openAiEmbedder(old, anySize), signal),
        probe(openAiEmbedder(config, anySize), signal),
      ])),
    )
  let isSame = old.model === config.model ? false : undefined

  async function assertOther(signal: AbortSignal | undefined): Promise<void> {
    isSame ??= await probeBoth(signal)
    if (!isSame) return
    throw new AppError(
      'embedding_failed',
      `The embedding service at ${config.baseUrl ?? 'OpenAI'} answers for ${old.model} with another model: questions are searched for by words until the documents are embedded with ${config.model}.`,
    )
  }

  return {
    id,
    get dimensions() {
      return earlier.dimensions
    },
    embed: async (texts, signal) => {
      await assertOther(signal)
      return earlier.embed(texts, signal)
    },
    embedQuery: async (text, signal) => {
      await assertOther(signal)
      return embedQuestion(earlier, text, signal)
    },
  }
}

export type EmbeddersByIdOptions = Omit<ConfiguredEmbedderOptions, 'dimensions'> & {
  /** Size of the vectors that are there of an embedder, so that a question's vector of another size is refused. */
  dimensionsOf?: (id: string) => number | undefined
}

/**
 * Finds the embedder that vectors were made with, by its id: the built-in one, the configured one, or an earlier one: a
 * local model in its folder, or a service's model under its old name at the configured address.
 * @returns undefined for one that cannot be asked: no service is configured. A question that a local model is configured
 *   for is sent nowhere.
 */
export function embeddersById(
  config: EmbeddingConfig | undefined,
  { dimensionsOf, ...options }: EmbeddersByIdOptions = {},
): (id: string) => Embedder | undefined {
  const builtIn = builtInEmbedder()
  const known = new Map([[builtIn.id, builtIn]])

  function open(id: string, now: EmbeddingConfig): Embedder | undefined {
    const sized = { ...options, dimensions: dimensionsOf?.(id) }
    if (id === embedderId(now)) return configuredEmbedder(now, sized)
    if (isLocalModel(id)) return configuredEmbedder(earlierConfig(id, now), sized)
    return isLocalModel(now.model) ? undefined : earlierService(id, now, sized)
  }

  return (id) => {
    const found = known.get(id) ?? (config && open(id, config))
    if (found) known.set(id, found)
    return found
  }
}
