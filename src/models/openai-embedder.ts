import type { EmbeddingConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { type Appetite, embedTexts } from './embed-texts.ts'
import type { Embedder } from './embedder.ts'
import { connectService, type EmbeddingService, hostOf } from './embedding-request.ts'
import { mapSome } from './map-some.ts'
import { RequestFailure } from './request-failure.ts'

const TEXTS_PER_REQUEST = 64
const REQUESTS_AT_ONCE = 2
const RETRIES = 3

export type OpenAiEmbedderOptions = {
  /** Told how many texts were too long for the model; never document text. */
  log?: (line: string) => void
  /** Size of the vectors that the library holds of this embedder, where the configuration does not say it. */
  dimensions?: number | undefined
  retries?: number
  timeoutMs?: number
}

function toAppError(config: EmbeddingConfig, failure: RequestFailure): AppError {
  const said = `The embedding model ${config.model} at ${hostOf(config)} ${failure.message}`
  const isPassing = failure.kind === 'unavailable' || failure.kind === 'crashed'
  return isPassing
    ? new AppError(
        'embedding_unavailable',
        `${said}: check that it is running and EMBEDDING_BASE_URL; what waits for it goes on when it answers.`,
        { cause: failure },
      )
    : new AppError(
        'embedding_failed',
        `${said}: check EMBEDDING_BASE_URL, EMBEDDING_MODEL and EMBEDDING_API_KEY, then retry.`,
        { cause: failure },
      )
}

function wrongDimensions(config: EmbeddingConfig, expected: number, found: number): AppError {
  return new AppError(
    'embedding_dimensions',
    `The embedding model ${config.model} at ${hostOf(config)} gives vectors of ${found} numbers where ${expected} are expected: set EMBEDDING_DIMENSIONS to what the model gives.`,
  )
}

/** Places of texts that go together: as many as the service takes, those that are long for it alone. */
function planRequests(texts: readonly string[], { textsPerRequest, longTextBytes }: Appetite): number[][] {
  const places = [...texts.keys()]
  const isLong = (place: number) => Buffer.byteLength(texts[place] ?? '') >= longTextBytes
  const short = places.filter((place) => !isLong(place))
  const together = Array.from({ length: Math.ceil(short.length / textsPerRequest) }, (_, i) =>
    short.slice(i * textsPerRequest, (i + 1) * textsPerRequest),
  )
  return [...together, ...places.filter(isLong).map((place) => [place])]
}

/** The id of the embedder that a configuration names: vectors of other dimensions are another's. */
export function embeddingModelId({ model, dimensions }: EmbeddingConfig): string {
  return dimensions === undefined ? model : `${model}:${dimensions}`
}

/**
 * An embedder behind an OpenAI-compatible `/embeddings`. Nothing is asked before the first text: without configured
 * dimensions, `dimensions` is 0 until the first answer tells them, and every later answer has to agree.
 */
export function openAiEmbedder(config: EmbeddingConfig, options: OpenAiEmbedderOptions = {}): Embedder {
  const { log, retries = RETRIES, timeoutMs } = options
  const appetite: Appetite = { textsPerRequest: TEXTS_PER_REQUEST, longTextBytes: Number.POSITIVE_INFINITY, cut: 0 }
  let service: Promise<EmbeddingService> | undefined
  let dimensions = config.dimensions ?? options.dimensions ?? 0

  async function embedAll(texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    service ??= connectService(config, timeoutMs)
    const connected = await service
    const vectors: Float32Array[] = []
    await mapSome(planRequests(texts, appetite), REQUESTS_AT_ONCE, async (places) => {
      const asked = places.map((place) => texts[place] ?? '')
      const made = await embedTexts(asked, { service: connected, appetite, retries, signal })
      for (const [i, place] of places.entries()) if (made[i]) vectors[place] = made[i]
    })
    return vectors
  }

  return {
    id: embeddingModelId(config),
    get dimensions() {
      return dimensions
    },
    embed: async (texts, signal) => {
      const cutBefore = appetite.cut
      const vectors = await embedAll(texts, signal).catch((error: unknown) => {
        throw error instanceof RequestFailure ? toAppError(config, error) : error
      })
      const cut = appetite.cut - cutBefore
      if (cut > 0) log?.(`${cut} texts were too long for the embedding model ${config.model}: it got their beginning.`)
      const expected = dimensions === 0 ? (vectors[0]?.length ?? 0) : dimensions
      const odd = vectors.find((vector) => vector.length !== expected)
      if (odd) throw wrongDimensions(config, expected, odd.length)
      dimensions = expected
      return vectors
    },
  }
}
