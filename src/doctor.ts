import { access, constants, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, parseConfig } from './config.ts'
import { DATABASE_FILE, type Database, openDatabase } from './db/client.ts'
import { countDocuments } from './db/document-views.ts'
import { anyCurrentChunk, findIndexFaults, findSpanFaults, findStorageFaults, listOriginals } from './db/integrity.ts'
import { countOpenJobs } from './db/jobs.ts'
import { originalPath } from './db/originals.ts'
import { isWorkerAlive } from './db/worker-lock.ts'
import { OWNER_ACCESS } from './engines/access.ts'
import { openEmbeddedEngine } from './engines/embedded/engine.ts'
import { toAppError } from './errors.ts'
import {
  EXTERNAL_TOOLS,
  type ExternalToolName,
  findTool,
  installAdvice,
  recognisedLanguages,
} from './external-tools.ts'
import { sparseVector } from './language/terms.ts'
import { builtInEmbedder } from './models/built-in-embedder.ts'
import { configuredEmbedder } from './models/configured-embedder.ts'
import type { Embedder } from './models/embedder.ts'
import { httpReranker } from './models/http-reranker.ts'
import { openAiChat } from './models/openai-chat.ts'

export type Check = { name: string; ok: boolean; detail: string }
export type DoctorReport = { ok: boolean; checks: Check[] }

export type DoctorOptions = {
  variables: Readonly<Record<string, string | undefined>>
  dataFolder?: string | undefined
  /** How long a model may take for one small call. */
  modelLimitMs?: number
}

const MODEL_LIMIT_MS = 10_000
const LEAST_FREE_BYTES = 200_000_000
const GIGABYTE = 1_000_000_000
const SHOWN = 3

/** A finding, or a fault when it is marked so. */
type Finding = string | { fault: string }

/** Runs one check; whatever it throws is its fault. */
async function check(name: string, examine: () => Promise<Finding> | Finding): Promise<Check> {
  try {
    const finding = await examine()
    return typeof finding === 'string'
      ? { name, ok: true, detail: finding }
      : { name, ok: false, detail: finding.fault }
  } catch (error) {
    const known = toAppError(error)
    const detail = known.code === 'internal' && error instanceof Error ? error.message : known.message
    return { name, ok: false, detail }
  }
}

async function examineFolder(folder: string): Promise<Finding> {
  const found = await stat(folder).catch(() => undefined)
  if (!found) return `${folder} does not exist yet; the first ingest makes it`
  if (!found.isDirectory()) return { fault: `${folder} is not a folder: name another with --data` }
  const isWritable = await access(folder, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable) return { fault: `${folder} may not be written by this user: change its owner or its mode` }
  const { bavail, bsize } = await statfs(folder)
  const free = `${folder}, ${(Number(bavail) * Number(bsize) * (1 / GIGABYTE)).toFixed(1)} GB free`
  return Number(bavail) * Number(bsize) < LEAST_FREE_BYTES ? { fault: `${free}: free some space` } : free
}

function examineStorage(db: Database): Finding {
  const faults = findStorageFaults(db)
  if (faults.length > 0) return { fault: `${faults.slice(0, SHOWN).join('; ')}: restore a backup` }
  return `sound, schema ${db.$client.pragma('user_version', { simple: true })}, ${countDocuments(db)} documents`
}

function examineSpans(db: Database): Finding {
  const { chunks, faulty } = findSpanFaults(db)
  if (faulty.length === 0) return `${chunks} chunks, each exactly the slice of its text`
  const shown = faulty.slice(0, SHOWN).join(', ')
  return { fault: `${faulty.length} of ${chunks} chunks are not the slice of their text (${shown}): ingest again` }
}

function examineIndex(db: Database, embedder: Embedder): Finding {
  const { points, missing, stray, withoutVector, wrongSize, toEmbed } = findIndexFaults(db, embedder)
  const faults = [
    ...(missing > 0 ? [`${missing} chunks are not in the index`] : []),
    ...(stray > 0 ? [`${stray} points belong to no current version`] : []),
    ...(withoutVector > 0 ? [`${withoutVector} chunks have no vector`] : []),
    ...(wrongSize > 0 ? [`${wrongSize} vectors are not of ${embedder.dimensions} numbers`] : []),
  ]
  if (faults.length > 0) return { fault: `${faults.join('; ')}: ingest the folders again` }
  const rest = toEmbed > 0 ? `; ${toEmbed} documents still to be embedded with ${embedder.id}` : ''
  return `${points} points, in step${rest}`
}

async function examineOriginals(db: Database, dataFolder: string): Promise<Finding> {
  const originals = listOriginals(db)
  const missing: string[] = []
  for (const { contentHash, bytes } of originals) {
    const size = await stat(originalPath(dataFolder, contentHash)).then(
      (file) => file.size,
      () => -1,
    )
    if (size !== bytes) missing.push(contentHash.slice(0, 12))
  }
  if (missing.length === 0) return `${originals.length} present`
  const shown = missing.slice(0, SHOWN).join(', ')
  return { fault: `${missing.length} of ${originals.length} are missing or cut short (${shown}): ingest again` }
}

function examineWorker(db: Database, dataFolder: string): Finding {
  const waiting = countOpenJobs(db)
  if (isWorkerAlive(dataFolder)) return `alive; open jobs: ${waiting}`
  if (waiting === 0) return 'not running, nothing to do'
  return `not running; jobs that wait for \`precedent serve\` or the next ingest: ${waiting}`
}

async function examineEngine(db: Database, embedder: Embedder): Promise<Finding> {
  const start = performance.now()
  const engine = openEmbeddedEngine(db, embedder.id)
  await engine.catchUp()
  const sample = anyCurrentChunk(db)
  if (!sample) return 'embedded, empty'
  const terms = Array.from(sparseVector(sample.text).ids, (id) => ({ id, text: '', weight: 1 }))
  const query = { terms, vector: undefined, filters: {}, limit: 50 }
  const { lexical } = await engine.search(query, OWNER_ACCESS)
  const tookMs = Math.round(performance.now() - start)
  if (lexical.length > 0 || terms.length === 0) return `embedded, loaded and searched in ${tookMs} ms`
  return { fault: 'embedded: a search for the words of a stored passage finds nothing: ingest the folders again' }
}

async function examineQdrant(db: Database, qdrant: NonNullable<Config['qdrant']>): Promise<Finding> {
  const { inspectQdrant } = await import('./engines/qdrant/inspect.ts')
  const { summary, faults } = await inspectQdrant(db, qdrant)
  if (faults.length === 0) return summary
  return { fault: `${summary}: ${faults.join('; ')}: run \`precedent reindex\`` }
}

async function withinLimit<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(limitMs)
  const overdue = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`no answer within ${limitMs / 1_000} s`)), { once: true })
  })
  return Promise.race([work(signal), overdue])
}

async function examineEmbedder(embedder: Embedder, limitMs: number): Promise<Finding> {
  const start = performance.now()
  await withinLimit(limitMs, (signal) => embedder.embed(['precedent'], signal))
  return `${embedder.id}, ${embedder.dimensions} dimensions, ${Math.round(performance.now() - start)} ms`
}

async function examineChat(chat: NonNullable<Config['chat']>, limitMs: number): Promise<Finding> {
  const start = performance.now()
  await withinLimit(limitMs, async (signal) => {
    const prompt = { system: 'Answer with one word.', user: 'Say yes.' }
    for await (const part of openAiChat(chat)(prompt, signal)) if (part !== '') return
  })
  return `${chat.model} answered in ${Math.round(performance.now() - start)} ms`
}

async function examineReranker(rerank: NonNullable<Config['rerank']>, limitMs: number): Promise<Finding> {
  const start = performance.now()
  const texts = ['yes', 'no']
  await withinLimit(limitMs, (signal) => httpReranker(rerank, { limitMs }).rerank('yes', texts, signal))
  return `${rerank.model} scored ${texts.length} texts in ${Math.round(performance.now() - start)} ms`
}

/** A program that may be missing: then some files are refused, each with the same advice. */
async function examineTool(name: ExternalToolName, variables: DoctorOptions['variables']): Promise<string> {
  const path = findTool(name, variables)
  if (!path) return `not installed, so not read: ${EXTERNAL_TOOLS[name].reads}; to change that: ${installAdvice(name)}`
  if (name !== 'Tesseract') return path
  const languages = await recognisedLanguages(path)
  const lacking = languages.includes('chi_sim') ? '' : `, without Chinese, so not used: ${installAdvice(name)}`
  return `${path}, languages ${languages.join(' ')}${lacking}`
}

function examineTools(variables: DoctorOptions['variables']): Promise<Check[]> {
  const names = Object.keys(EXTERNAL_TOOLS) as ExternalToolName[]
  return Promise.all(names.map((name) => check(name, () => examineTool(name, variables))))
}

function describeConfig(config: Config): string {
  const embedding = config.embedding?.model ?? 'built in'
  return `engine ${config.engine}, embedding ${embedding}, chat ${config.chat?.model ?? 'none'}`
}

function examineModels(config: Config, embedder: Embedder, limitMs: number): Promise<Check[]> {
  const { chat, rerank } = config
  return Promise.all([
    check('embedding model', () => examineEmbedder(embedder, limitMs)),
    check('chat model', () => (chat ? examineChat(chat, limitMs) : 'none set: answers are cut from the sources')),
    check('reranker', () => (rerank ? examineReranker(rerank, limitMs) : 'none set: ranked by rules')),
  ])
}

async function examineLibrary(db: Database, config: Config, embedder: Embedder): Promise<Check[]> {
  const { dataFolder, engine, qdrant } = config
  return [
    await check('database', () => examineStorage(db)),
    await check('spans', () => examineSpans(db)),
    await check('index', () => examineIndex(db, embedder)),
    await check('originals', () => examineOriginals(db, dataFolder)),
    await check('worker', () => examineWorker(db, dataFolder)),
    await check('engine', () => examineEngine(db, embedder)),
    ...(engine === 'qdrant' && qdrant ? [await check('qdrant', () => examineQdrant(db, qdrant))] : []),
  ]
}

/** The server alone, where there is no library yet that could be compared with it. */
async function examineServer({ engine, qdrant }: Config): Promise<Check[]> {
  if (engine !== 'qdrant' || !qdrant) return []
  const { reachQdrant } = await import('./engines/qdrant/inspect.ts')
  return [await check('qdrant', () => reachQdrant(qdrant))]
}

async function examineData(config: Config, embedder: Embedder): Promise<Check[]> {
  const folder = await check('data folder', () => examineFolder(config.dataFolder))
  const hasLibrary = await access(join(config.dataFolder, DATABASE_FILE)).then(
    () => true,
    () => false,
  )
  if (!folder.ok) return [folder]
  if (!hasLibrary) return [folder, ...(await examineServer(config))]
  let db: Database | undefined
  const opening = await check('database', () => {
    db = openDatabase(config.dataFolder)
    return ''
  })
  if (!db) return [folder, opening]
  try {
    return [folder, ...(await examineLibrary(db, config, embedder))]
  } finally {
    db.$client.close()
  }
}

/** Examines everything that Precedent stands on. What cannot be examined because of an earlier fault is left out. */
export async function examine(options: DoctorOptions): Promise<DoctorReport> {
  const { variables, dataFolder, modelLimitMs = MODEL_LIMIT_MS } = options
  let config: Config | undefined
  const configuration = await check('configuration', () => {
    const parsed = parseConfig(variables, { dataFolder })
    config = parsed
    return describeConfig(config)
  })
  if (!config) return { ok: false, checks: [configuration] }
  const embedder = config.embedding ? configuredEmbedder(config.embedding) : builtInEmbedder()
  // First the models: only an answer tells the size of the vectors that the index has to hold.
  const models = await examineModels(config, embedder, modelLimitMs)
  const tools = await examineTools(variables)
  const checks = [configuration, ...(await examineData(config, embedder)), ...models, ...tools]
  return { ok: checks.every(({ ok }) => ok), checks }
}
