import { join, resolve } from 'node:path'
import { z } from 'zod'
import { choice, collectionName, embeddingModel, key, prefix, text, url, wholeNumber } from './environment-values.ts'
import { AppError } from './errors.ts'

export type ModelConfig = { baseUrl: string | undefined; apiKey: string; model: string }
export type Pooling = 'mean' | 'cls' | 'last'

export type EmbeddingConfig = ModelConfig & {
  dimensions: number | undefined
  /** What stands before a question and before a passage; undefined: what is known to be right for the model. */
  queryPrefix?: string | undefined
  passagePrefix?: string | undefined
  /** Of a local model: how the vectors of its tokens become one; undefined: what its folder or its name says. */
  pooling?: Pooling | undefined
  /** Where local models lie, absolute, and the hub that missing ones are fetched from; undefined: from none. */
  local?: { folder: string; hubUrl: string | undefined } | undefined
}
export type RerankConfig = ModelConfig & { baseUrl: string }

export type QdrantConfig = {
  url: string
  apiKey: string | undefined
  /** The alias that the library's collection stands behind, and what the names of its collections begin with. */
  collection: string
  /** How a new collection is laid out over a cluster; 1 on a single node. */
  shards: number
  replicas: number
}

/** Everything the environment may decide, parsed once; nothing else reads `process.env`. */
export type Config = {
  /** Absolute path of the data folder. */
  dataFolder: string
  host: string
  port: number
  engine: 'embedded' | 'qdrant'
  qdrant: QdrantConfig | undefined
  embedding: EmbeddingConfig | undefined
  chat: ModelConfig | undefined
  /** Whether the chat model reads its own sentences beside their quotes once more. */
  readsTwice: boolean
  rerank: RerankConfig | undefined
}

/** What a command line says; it beats the environment. */
export type ConfigOverrides = { dataFolder?: string | undefined; host?: string | undefined; port?: string | undefined }

const environment = z.object({
  PRECEDENT_DATA: text,
  HOST: text,
  PORT: wholeNumber(0, 65_535),
  PRECEDENT_ENGINE: choice('embedded', 'qdrant'),
  QDRANT_URL: url,
  QDRANT_API_KEY: key,
  QDRANT_COLLECTION: collectionName,
  QDRANT_SHARDS: wholeNumber(1, 1_000),
  QDRANT_REPLICAS: wholeNumber(1, 20),
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: key,
  EMBEDDING_BASE_URL: url,
  EMBEDDING_API_KEY: key,
  EMBEDDING_MODEL: embeddingModel,
  EMBEDDING_QUERY_PREFIX: prefix,
  EMBEDDING_PASSAGE_PREFIX: prefix,
  EMBEDDING_POOLING: choice('mean', 'cls', 'last'),
  EMBEDDING_LOCAL_FOLDER: text,
  EMBEDDING_HUB_URL: url,
  EMBEDDING_DIMENSIONS: wholeNumber(1, 16_384),
  CHAT_BASE_URL: url,
  CHAT_API_KEY: key,
  CHAT_SECOND_CHECK: choice('on', 'off'),
  CHAT_MODEL: text,
  RERANK_BASE_URL: url,
  RERANK_API_KEY: key,
  RERANK_MODEL: text,
})

type Environment = z.infer<typeof environment>

const TAKES: Record<string, string> = {
  CHAT_SECOND_CHECK: 'on or off',
  PORT: 'a whole number from 0 to 65535',
  PRECEDENT_ENGINE: '"embedded" or "qdrant"',
  EMBEDDING_DIMENSIONS: 'a whole number from 1 to 16384',
  QDRANT_COLLECTION: 'at most 100 letters, digits, "-", "_" and "."',
  QDRANT_SHARDS: 'a whole number from 1 to 1000',
  QDRANT_REPLICAS: 'a whole number from 1 to 20',
  EMBEDDING_MODEL: "the name of a service's model, or local:<name> or local:<owner>/<name> for one in the local folder",
  EMBEDDING_POOLING: '"mean", "cls" or "last"',
  EMBEDDING_QUERY_PREFIX: 'text of at most 2,000 characters, or "none"',
  EMBEDDING_PASSAGE_PREFIX: 'text of at most 2,000 characters, or "none"',
}

function takesByEnding(name: string): string {
  if (name.endsWith('_URL')) return 'an http:// or https:// address'
  return name.endsWith('_KEY') ? 'visible ASCII characters without spaces' : 'text'
}

function invalid(name: string, value: unknown): AppError {
  const takes = TAKES[name] ?? takesByEnding(name)
  const shown = name.endsWith('_KEY') ? '(hidden)' : JSON.stringify(value)
  return new AppError('config_invalid', `${name}=${shown} is not valid: it takes ${takes}.`)
}

/** A model is used only when its `*_MODEL` is set, so that a stray key never sends a document anywhere. */
function modelConfig(env: Environment, prefix: 'EMBEDDING' | 'CHAT' | 'RERANK'): ModelConfig | undefined {
  const model = env[`${prefix}_MODEL`]
  if (model === undefined) return undefined
  return {
    model,
    baseUrl: env[`${prefix}_BASE_URL`] ?? env.OPENAI_BASE_URL,
    apiKey: env[`${prefix}_API_KEY`] ?? env.OPENAI_API_KEY ?? 'none',
  }
}

function embeddingConfig(env: Environment, dataFolder: string): EmbeddingConfig | undefined {
  const model = modelConfig(env, 'EMBEDDING')
  return (
    model && {
      ...model,
      dimensions: env.EMBEDDING_DIMENSIONS,
      queryPrefix: env.EMBEDDING_QUERY_PREFIX,
      passagePrefix: env.EMBEDDING_PASSAGE_PREFIX,
      pooling: env.EMBEDDING_POOLING,
      local: {
        folder: resolve(env.EMBEDDING_LOCAL_FOLDER ?? join(dataFolder, 'models')),
        hubUrl: env.EMBEDDING_HUB_URL,
      },
    }
  )
}

function rerankConfig(env: Environment): RerankConfig | undefined {
  const model = modelConfig(env, 'RERANK')
  if (!model) return undefined
  const { baseUrl } = model
  if (baseUrl === undefined) {
    throw new AppError('config_invalid', 'RERANK_MODEL needs RERANK_BASE_URL: an http:// or https:// address.')
  }
  return { ...model, baseUrl }
}

function qdrantConfig(env: Environment): QdrantConfig | undefined {
  if (env.QDRANT_URL === undefined) return undefined
  return {
    url: env.QDRANT_URL,
    apiKey: env.QDRANT_API_KEY,
    collection: env.QDRANT_COLLECTION ?? 'precedent',
    shards: env.QDRANT_SHARDS ?? 1,
    replicas: env.QDRANT_REPLICAS ?? 1,
  }
}

/** @throws AppError `config_invalid`: one line that names the variable and what it takes. */
export function parseConfig(variables: Record<string, string | undefined>, overrides: ConfigOverrides = {}): Config {
  const given = {
    ...variables,
    ...(overrides.host === undefined ? {} : { HOST: overrides.host }),
    ...(overrides.port === undefined ? {} : { PORT: overrides.port }),
    ...(overrides.dataFolder === undefined ? {} : { PRECEDENT_DATA: overrides.dataFolder }),
  }
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'environment')
    throw invalid(name, given[name as keyof typeof given])
  }
  const env = parsed.data
  const engine = env.PRECEDENT_ENGINE ?? 'embedded'
  if (engine === 'qdrant' && env.QDRANT_URL === undefined) {
    throw new AppError('config_invalid', 'PRECEDENT_ENGINE=qdrant needs QDRANT_URL: an http:// or https:// address.')
  }
  const dataFolder = resolve(env.PRECEDENT_DATA ?? './data')
  return {
    dataFolder,
    host: env.HOST ?? '127.0.0.1',
    port: env.PORT ?? 8787,
    engine,
    qdrant: qdrantConfig(env),
    embedding: embeddingConfig(env, dataFolder),
    chat: modelConfig(env, 'CHAT'),
    readsTwice: env.CHAT_SECOND_CHECK === 'on',
    rerank: rerankConfig(env),
  }
}
