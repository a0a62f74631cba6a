import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { EmbeddingConfig } from '../config.ts'
import { AppError } from '../errors.ts'
import { downloadLog } from './download-log.ts'

const PACKAGE = '@huggingface/transformers'
const INSTALL = `ONNXRUNTIME_NODE_INSTALL=skip npm install --no-save ${PACKAGE}@4.3.0`
const MODEL_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx']
const SILENT = 50

export type Tensor = { data: ArrayLike<number | bigint>; dims: readonly number[] }
export type Encoded = { attention_mask: Tensor }
export type LocalModel = {
  tokenizer: {
    (texts: string[], options: { padding: true; truncation: true; max_length: number }): Encoded
    model_max_length?: number
  }
  model: {
    (inputs: Encoded): Promise<Readonly<Record<string, Tensor | undefined>>>
    config: { max_position_embeddings?: number; model_type?: string }
  }
}

type LoadOptions = { dtype: 'fp32'; local_files_only: boolean; progress_callback?: (event: unknown) => void }
type Transformers = {
  env: Record<string, unknown>
  AutoTokenizer: { from_pretrained: (name: string, options: LoadOptions) => Promise<LocalModel['tokenizer']> }
  AutoModel: { from_pretrained: (name: string, options: LoadOptions) => Promise<LocalModel['model']> }
}

export type LocalModelOptions = {
  /** Told about downloads and cut texts; never document text. */
  log?: (line: string) => void
  /** A folder with `node_modules` that hold the optional package; absent: where Precedent itself is installed. */
  packagesFrom?: string | undefined
}

export type LocalPlace = NonNullable<EmbeddingConfig['local']>

function requireTransformers(packagesFrom: string | undefined): Transformers {
  const require = createRequire(packagesFrom === undefined ? import.meta.url : join(packagesFrom, 'package.json'))
  try {
    return require(PACKAGE)
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND'
    const what = isMissing ? 'is not installed' : 'cannot be loaded'
    const message = `A local embedding model needs the optional package ${PACKAGE}, which ${what}: run \`${INSTALL}\` in the folder of Precedent, then retry.`
    throw new AppError('embedding_failed', message, { cause })
  }
}

function missingFiles(name: string, folder: string): string[] {
  return MODEL_FILES.filter((file) => !existsSync(join(folder, name, file)))
}

function cannotLoad(name: string, { folder, hubUrl }: LocalPlace, cause: unknown): AppError {
  const said = `The local embedding model ${name} cannot be loaded`
  const lacking = missingFiles(name, folder)
  if (lacking.length === 0) {
    const where = join(folder, name)
    return new AppError('embedding_failed', `${said}: its files in ${where} are damaged or of another kind.`, { cause })
  }
  if (hubUrl === undefined) {
    const advice = `put ${lacking.join(', ')} into ${join(folder, name)}, or name a hub with EMBEDDING_HUB_URL`
    return new AppError('embedding_failed', `${said}: ${advice}.`, { cause })
  }
  const isUnreachable = cause instanceof TypeError
  return isUnreachable
    ? new AppError('embedding_unavailable', `${said}: ${new URL(hubUrl).host} did not answer.`, { cause })
    : new AppError(
        'embedding_failed',
        `${said}: ${new URL(hubUrl).host} does not hand out ${lacking.join(', ')}; check EMBEDDING_MODEL and EMBEDDING_HUB_URL.`,
        { cause },
      )
}

/**
 * Loads a model from `<folder>/<name>/`; what is missing there is fetched from the hub, where one is named, and kept
 * there. Nothing else is ever fetched.
 *
 * @throws AppError `embedding_failed` or `embedding_unavailable`
 */
export async function loadLocalModel(
  name: string,
  place: LocalPlace,
  { log, packagesFrom }: LocalModelOptions = {},
): Promise<LocalModel> {
  const { folder, hubUrl } = place
  const lacking = missingFiles(name, folder)
  if (lacking.length > 0 && hubUrl === undefined) throw cannotLoad(name, place, undefined)
  const { env, AutoTokenizer, AutoModel } = requireTransformers(packagesFrom)
  Object.assign(env, {
    allowRemoteModels: hubUrl !== undefined,
    remoteHost: hubUrl?.replace(/\/*$/, '/') ?? '',
    localModelPath: folder,
    cacheDir: folder,
    // It would write the tokens of a text that a model fails on.
    logLevel: SILENT,
  })
  const progress = log && lacking.length > 0 ? { progress_callback: downloadLog(name, log) } : {}
  const options: LoadOptions = { dtype: 'fp32', local_files_only: lacking.length === 0, ...progress }
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(name, options)
    return { tokenizer, model: await AutoModel.from_pretrained(name, options) }
  } catch (error) {
    throw cannotLoad(name, place, error)
  }
}
