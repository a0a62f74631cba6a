import type { EmbeddingConfig } from '../config.ts'
import type { Embedder } from './embedder.ts'
import { isLocalModel, localEmbedder, localModelId, localModelName } from './local-embedder.ts'
import { familyOf } from './model-family.ts'
import { embeddingModelId, type OpenAiEmbedderOptions, openAiEmbedder } from './openai-embedder.ts'
import { NO_PREFIXES, type Prefixes, prefixTag, withPrefixes } from './prefixes.ts'

export type ConfiguredEmbedderOptions = OpenAiEmbedderOptions & {
  /** A folder with the optional package that runs local models; absent: where Precedent itself is installed. */
  packagesFrom?: string | undefined
}

/** Services may add prefixes by themselves: theirs are what the configuration says; of local models the usual ones are known. */
function prefixesOf({ model, queryPrefix, passagePrefix }: EmbeddingConfig): Prefixes {
  const usual = isLocalModel(model) ? familyOf(localModelName(model)).prefixes : NO_PREFIXES
  return { query: queryPrefix ?? usual.query, passage: passagePrefix ?? usual.passage }
}

/** The id of the embedder that a configuration names, known without opening it. */
export function embedderId(config: EmbeddingConfig): string {
  const id = isLocalModel(config.model) ? localModelId(config) : embeddingModelId(config)
  return `${id}${prefixTag(prefixesOf(config))}`
}

/** The embedder that a configuration names: a local model or a service. Nothing is loaded or asked before the first text. */
export function configuredEmbedder(config: EmbeddingConfig, options: ConfiguredEmbedderOptions = {}): Embedder {
  const bare = isLocalModel(config.model) ? localEmbedder(config, options) : openAiEmbedder(config, options)
  return withPrefixes(bare, prefixesOf(config))
}
