import { resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from './errors.ts'

export type ModelConfig = { baseUrl: string | undefined; apiKey: string; model: string }
export type EmbeddingConfig = ModelConfig & { dimensions: number | undefined }

/** Everything the environment may decide, parsed once; nothing else reads `process.env`. */
export type Config = {
  /** Absolute path of the data folder. */
  dataFolder: string
  host: string
  port: number
  engine: 'embedded' | 'qdrant'
  qdrant: { url: string; apiKey: string | undefined } | undefined
  embedding: EmbeddingConfig | undefined
  chat: ModelConfig | undefined
  rerank: ModelConfig | undefined
}

/** What a command line says; it beats the environment. */
export type ConfigOverrides = { dataFolder?: string | undefined; host?: string | undefined; port?: string | undefined }

const blankIsUnset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value)
const text = z.preprocess(blankIsUnset, z.string().trim().optional())
/** A key travels in an HTTP header. */
const key = z.preprocess(
  blankIsUnset,
  z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
)
const url = z.preprocess(blankIsUnset, z.url({ protocol: /^https?$/ }).optional())
const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    blankIsUnset,
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .pipe(z.number().min(min).max(max))
      .optional(),
  )

const environment = z.object({
  PRECEDENT_DATA: text,
  HOST: text,
  PORT: wholeNumber(0, 65_535),
  PRECEDENT_ENGINE: z.preprocess(blankIsUnset, z.enum(['embedded', 'qdrant']).optional()),
  QDRANT_URL: url,
  QDRANT_API_KEY: key,
  OPENAI_BASE_URL: url,
  OPENAI_API_KEY: key,
  EMBEDDING_BASE_URL: url,
  EMBEDDING_API_KEY: key,
  EMBEDDING_MODEL: text,
  EMBEDDING_DIMENSIONS: wholeNumber(1, 16_384),
  CHAT_BASE_URL: url,
  CHAT_API_KEY: key,
  CHAT_MODEL: text,
  RERANK_BASE_URL: url,
  RERANK_API_KEY: key,
  RERANK_MODEL: text,
})

type Environment = z.infer<typeof environment>

const TAKES: Record<string, string> = {
  PORT: 'a whole number from 0 to 65535',
  PRECEDENT_ENGINE: '"embedded" or "qdrant"',
  EMBEDDING_DIMENSIONS: 'a whole number from 1 to 16384',
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
  const embedding = modelConfig(env, 'EMBEDDING')
  return {
    dataFolder: resolve(env.PRECEDENT_DATA ?? './data'),
    host: env.HOST ?? '127.0.0.1',
    port: env.PORT ?? 8787,
    engine,
    qdrant: env.QDRANT_URL === undefined ? undefined : { url: env.QDRANT_URL, apiKey: env.QDRANT_API_KEY },
    embedding: embedding && { ...embedding, dimensions: env.EMBEDDING_DIMENSIONS },
    chat: modelConfig(env, 'CHAT'),
    rerank: modelConfig(env, 'RERANK'),
  }
}
