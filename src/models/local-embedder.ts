import type { EmbeddingConfig, Pooling } from '../config.ts'
import { AppError } from '../errors.ts'
import type { Embedder } from './embedder.ts'
import { type LocalModel, type LocalModelOptions, type LocalPlace, loadLocalModel } from './local-model.ts'
import { poolingOf } from './local-pooling.ts'
import { type MadeVectors, runLocalModel } from './run-local-model.ts'
import { toUnitVector } from './unit-vector.ts'

const LOCAL = 'local:'
const TEXTS_AT_ONCE = 8
export type LocalEmbedderOptions = LocalModelOptions & { dimensions?: number | undefined }

export function isLocalModel(model: string): boolean {
  return model.startsWith(LOCAL)
}

export function localModelName(model: string): string {
  return model.slice(LOCAL.length)
}

function placeOf({ local }: EmbeddingConfig): LocalPlace {
  if (local) return local
  throw new AppError('config_invalid', 'A local embedding model needs EMBEDDING_LOCAL_FOLDER.')
}

function poolingFor(config: EmbeddingConfig): Pooling {
  return config.pooling ?? poolingOf(localModelName(config.model), placeOf(config))
}

/** The id of a local embedder: its vectors change with how tokens are pooled and with how many numbers are kept. */
export function localModelId(config: EmbeddingConfig): string {
  const size = config.dimensions === undefined ? '' : `:${config.dimensions}`
  return `${config.model}#${poolingFor(config)}${size}`
}

function failed(model: string, what: string, cause?: unknown): AppError {
  return new AppError('embedding_failed', `The embedding model ${model} ${what}.`, { cause })
}

/** Waits no longer than until it is called off. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  const done = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: done.signal })
  })
  return Promise.race([work, aborted]).finally(() => done.abort())
}

/**
 * An embedding model that runs in this process, through the optional package @huggingface/transformers. It is loaded
 * with the first text; while it runs over a few texts, this process does nothing else. Texts longer than it takes are cut.
 */
export function localEmbedder(config: EmbeddingConfig, options: LocalEmbedderOptions = {}): Embedder {
  const name = localModelName(config.model)
  const place = placeOf(config)
  const pooling = poolingFor(config)
  let loading: Promise<LocalModel> | undefined
  let dimensions = config.dimensions ?? options.dimensions ?? 0

  function load(): Promise<LocalModel> {
    loading ??= loadLocalModel(name, place, options).catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }

  /** Unit vectors; with configured dimensions the first numbers of longer ones, as Matryoshka models allow. */
  function finish(vector: Float32Array): Float32Array {
    const wanted = config.dimensions ?? vector.length
    const unit = toUnitVector([...vector.subarray(0, wanted)])
    if (!unit) throw failed(config.model, 'gave a vector that is not made of finite numbers, or all zero')
    if (dimensions === 0) dimensions = unit.length
    if (unit.length === dimensions) return unit
    throw new AppError(
      'embedding_dimensions',
      `The embedding model ${config.model} gives vectors of ${unit.length} numbers where ${dimensions} are expected: set EMBEDDING_DIMENSIONS to what the model gives.`,
    )
  }

  async function embedSome(local: LocalModel, texts: string[]): Promise<MadeVectors> {
    const made = await runLocalModel(local, texts, pooling).catch((cause: unknown) => {
      throw failed(config.model, `failed on a text: check the files in ${place.folder}`, cause)
    })
    if (!made) throw failed(config.model, 'gives no vectors for tokens, so it is no embedding model')
    return { ...made, vectors: made.vectors.map(finish) }
  }

  /** Texts of like length go together, so that little is padding. */
  async function embedAll(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    signal?.throwIfAborted()
    const local = await unlessAborted(load(), signal)
    const places = [...texts.keys()].sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0) || a - b)
    const vectors: Float32Array[] = []
    let full = 0
    for (let at = 0; at < places.length; at += TEXTS_AT_ONCE) {
      signal?.throwIfAborted()
      const part = places.slice(at, at + TEXTS_AT_ONCE)
      const made = await embedSome(
        local,
        part.map((place) => texts[place] ?? ''),
      )
      full += made.full
      for (const [i, place] of part.entries()) if (made.vectors[i]) vectors[place] = made.vectors[i]
    }
    if (full > 0) options.log?.(`${full} texts fill the embedding model ${config.model}: what is beyond was left out.`)
    return vectors
  }

  return {
    id: localModelId(config),
    get dimensions() {
      return dimensions
    },
    embed: embedAll,
  }
}
