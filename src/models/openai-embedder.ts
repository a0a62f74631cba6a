import type { EmbeddingConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import type { Embedder } from './embedder.ts'

const TEXTS_PER_REQUEST = 64
const REQUESTS_AT_ONCE = 2
const TIMEOUT_MS = 30_000
const MAX_RETRIES = 3
const OFFICIAL_HOST = 'api.openai.com'

type Client = InstanceType<typeof import('openai')['default']>
type Service = { client: Client; config: EmbeddingConfig; sendsDimensions: boolean }

function hostOf(config: EmbeddingConfig): string {
  return config.baseUrl === undefined ? OFFICIAL_HOST : new URL(config.baseUrl).host
}

function failed(config: EmbeddingConfig, what: string, cause?: unknown): AppError {
  return new AppError(
    'embedding_failed',
    `The embedding model ${config.model} at ${hostOf(config)} ${what}: check that it is running, EMBEDDING_BASE_URL, EMBEDDING_MODEL and EMBEDDING_API_KEY, then retry.`,
    cause === undefined ? {} : { cause },
  )
}

function toUnitVector(numbers: readonly unknown[]): Float32Array | undefined {
  if (!numbers.every((one) => typeof one === 'number' && Number.isFinite(one))) return undefined
  const vector = Float32Array.from(numbers as number[])
  let squares = 0
  for (const value of vector) squares += value * value
  const norm = Math.sqrt(squares)
  return norm > 0 && Number.isFinite(norm) ? vector.map((value) => value / norm) : undefined
}

/** The service answered, and what it said is of no use. */
class BrokenAnswer extends Error {}

/** The vectors of an answer in the order of the texts. */
function readVectors(data: unknown, expected: number): Float32Array[] {
  if (!Array.isArray(data) || data.length !== expected) {
    throw new BrokenAnswer(`gave ${Array.isArray(data) ? data.length : 'no'} vectors for ${expected} texts`)
  }
  const vectors = new Array<Float32Array | undefined>(expected)
  for (const [i, one] of (data as { index?: unknown; embedding?: unknown }[]).entries()) {
    const vector = Array.isArray(one.embedding) ? toUnitVector(one.embedding) : undefined
    if (!vector) throw new BrokenAnswer('gave a vector that is not made of finite numbers, or all zero')
    vectors[typeof one.index === 'number' ? one.index : i] = vector
  }
  const complete = vectors.filter((vector) => vector !== undefined)
  if (complete.length !== expected) throw new BrokenAnswer('gave vectors that do not belong to the texts sent')
  return complete
}

/** A body that ended early or is no JSON: the connection was there, so asking again may help. */
function isBroken(error: unknown): boolean {
  if (error instanceof BrokenAnswer || error instanceof SyntaxError) return true
  return error instanceof TypeError && /terminated/.test(error.message)
}

/** Says in a few words why a request failed; the server's own text may quote what was sent and is left out. */
function describe(error: unknown): string {
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  if (typeof status === 'number') return `answered with status ${status}`
  if (error instanceof Error && error.name === 'APIConnectionTimeoutError') return 'did not answer in time'
  if (error instanceof BrokenAnswer) return error.message
  return isBroken(error) ? 'gave an answer that is cut off or no JSON' : 'did not answer'
}

function wrongDimensions(config: EmbeddingConfig, expected: number, found: number): AppError {
  return new AppError(
    'embedding_dimensions',
    `The embedding model ${config.model} at ${hostOf(config)} gives vectors of ${found} numbers where ${expected} are expected: set EMBEDDING_DIMENSIONS to what the model gives.`,
  )
}

function isRefusedRequest(error: unknown): boolean {
  return error instanceof Error && 'status' in error && (error.status === 400 || error.status === 422)
}

/** Asks for vectors; a broken or cut-off answer is asked for once more. `sendsDimensions` ends with a server that refuses the field. */
async function requestVectors(
  service: Service,
  texts: readonly string[],
  signal: AbortSignal | undefined,
  hasTriesLeft = true,
): Promise<Float32Array[]> {
  const { client, config } = service
  const sent = service.sendsDimensions && config.dimensions !== undefined ? { dimensions: config.dimensions } : {}
  try {
    // The SDK would ask for base64 by itself; servers that ignore it would then be misread without an error.
    const request = { model: config.model, input: [...texts], encoding_format: 'float' as const, ...sent }
    const answer = await client.embeddings.create(request, signal ? { signal } : {})
    return readVectors(answer.data, texts.length)
  } catch (error) {
    signal?.throwIfAborted()
    if ('dimensions' in sent && isRefusedRequest(error)) {
      service.sendsDimensions = false
      return requestVectors(service, texts, signal, hasTriesLeft)
    }
    if (hasTriesLeft && isBroken(error)) return requestVectors(service, texts, signal, false)
    throw failed(config, describe(error), error)
  }
}

/** Works through items with a few at a time; the first failure ends it. */
async function mapSome<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const queue = [...items.entries()]
  const workNext = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [i, item] = next
      results[i] = await work(item).catch((error) => {
        queue.length = 0
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, workNext))
  return results
}

async function connect(config: EmbeddingConfig): Promise<Service> {
  const { default: OpenAI } = await import('openai')
  const client = new OpenAI({
    apiKey: config.apiKey,
    baseURL: config.baseUrl ?? `https://${OFFICIAL_HOST}/v1`,
    maxRetries: MAX_RETRIES,
    timeout: TIMEOUT_MS,
  })
  return { client, config, sendsDimensions: true }
}

/**
 * An embedder behind an OpenAI-compatible `/embeddings`. Nothing is asked before the first text: without configured
 * dimensions, `dimensions` is 0 until the first answer tells them, and every later answer has to agree.
 */
export function openAiEmbedder(config: EmbeddingConfig): Embedder {
  let service: Promise<Service> | undefined
  let dimensions = config.dimensions ?? 0
  return {
    id: config.dimensions === undefined ? config.model : `${config.model}:${config.dimensions}`,
    get dimensions() {
      return dimensions
    },
    embed: async (texts, signal) => {
      service ??= connect(config)
      const connected = await service
      const batches = Array.from({ length: Math.ceil(texts.length / TEXTS_PER_REQUEST) }, (_, i) =>
        texts.slice(i * TEXTS_PER_REQUEST, (i + 1) * TEXTS_PER_REQUEST),
      )
      const answers = await mapSome(batches, REQUESTS_AT_ONCE, (batch) => requestVectors(connected, batch, signal))
      const vectors = answers.flat()
      const expected = dimensions === 0 ? (vectors[0]?.length ?? 0) : dimensions
      const odd = vectors.find((vector) => vector.length !== expected)
      if (odd) throw wrongDimensions(config, expected, odd.length)
      dimensions = expected
      return vectors
    },
  }
}
