import { randomUUID } from 'node:crypto'
import type { Answer, AnswerRequest, Chat } from './answering/answer.ts'
import { createAsk } from './answering/ask.ts'
import type { UnansweredQuestion } from './answering/ask-ports.ts'
import { createInvestigate } from './answering/deep/investigate.ts'
import { TURNS_READ } from './answering/follow-up/recent-turns.ts'
import { createRewrite } from './answering/follow-up/rewrite.ts'
import { relatedWords } from './answering/related-words.ts'
import type { Config } from './config.ts'
import { saveAnswer } from './db/answers.ts'
import { snapshotId } from './db/changes.ts'
import { type Database, openDatabase } from './db/client.ts'
import { conceptsVersionReader, listConcepts } from './db/concepts.ts'
import { recallTurns } from './db/conversations.ts'
import { removeDocuments } from './db/document-removal.ts'
import { findDocument } from './db/document-views.ts'
import { noteGap } from './db/gaps.ts'
import { removeOriginals } from './db/originals.ts'
import { storedDimensions } from './db/vectors.ts'
import { versionTextReader } from './db/version-texts.ts'
import type { QueryVector, SearchEngine } from './engines/engine.ts'
import { openEngine } from './engines/open-engine.ts'
import { AppError } from './errors.ts'
import type { Services } from './http/services.ts'
import { builtInEmbedder } from './models/built-in-embedder.ts'
import { embedderId } from './models/configured-embedder.ts'
import { embedQuestion } from './models/embedder.ts'
import { embeddersById } from './models/embedder-by-id.ts'
import { httpReranker } from './models/http-reranker.ts'
import { openAiChat } from './models/openai-chat.ts'
import { createRetrieve } from './retrieval/retrieve.ts'
import { openUnderstanding } from './retrieval/understanding.ts'
import { startWorker } from './worker-process.ts'

const WORKER_URL = new URL('../ingest/worker.js', import.meta.url)
const FOLLOW_EVERY_MS = 200
const QUESTION_TIMEOUT_MS = 5_000
const QUESTION_RETRIES = 1

/**
 * How much the dense ranking counts beside the lexical one. Built-in vectors are lexical themselves, and worse
 * at it than BM25: they decide between near-ties and add what shares no term. Those of a model see what words do not.
 */
const DENSE_WEIGHT = { builtIn: 0.01, model: 1 }

export type Composition = {
  services: Services
  /** Loads what is new in the index, so that the first search does not have to. */
  catchUp: () => Promise<void>
  stop: () => Promise<void>
  /** Why the ingest worker could not go on; undefined while it is at work or where none was started. */
  workerFailure: () => AppError | undefined
}

export type ComposeOptions = { log: (line: string) => void; startsWorker: boolean }

/** Embeds questions with the embedder whose vectors the index uses just now, which need not be the configured one. */
function queryEmbedder(embedderInUse: () => string, config: Config, db: Database, log: (line: string) => void) {
  const dimensionsOf = (id: string) => storedDimensions(db, id)
  const embedderOf = embeddersById(config.embedding, { retries: QUESTION_RETRIES, log, dimensionsOf })
  return async (query: string, signal?: AbortSignal): Promise<QueryVector> => {
    const model = embedderInUse()
    const embedder = embedderOf(model)
    if (!embedder) throw new AppError('embedding_unavailable', `The embedding model ${model} is not configured.`)
    const limit = AbortSignal.timeout(QUESTION_TIMEOUT_MS)
    return { model, values: await embedQuestion(embedder, query, signal ? AbortSignal.any([signal, limit]) : limit) }
  }
}

async function removeDocument(db: Database, dataFolder: string, id: string): Promise<boolean> {
  if (!findDocument(db, id)) return false
  await removeOriginals(dataFolder, removeDocuments(db, [id]).originals)
  return true
}

/** An answer that cannot be kept is given all the same. */
function keepAnswer(
  db: Database,
  answer: Answer,
  { conversationId }: AnswerRequest,
  log: (line: string) => void,
): void {
  const { id, question, snapshot } = answer
  const row = { id, question, snapshot, conversationId: conversationId ?? null, body: JSON.stringify(answer) }
  try {
    saveAnswer(db, { ...row, createdAt: new Date().toISOString() })
  } catch (error) {
    log(`answer ${id} was not kept: ${String(error)}`)
  }
}

/** A gap that cannot be noted is no reason to give no answer. */
function keepGap(db: Database, unanswered: UnansweredQuestion, log: (line: string) => void): string | undefined {
  try {
    return noteGap(db, unanswered)
  } catch (error) {
    log(`a gap was not noted: ${String(error)}`)
    return undefined
  }
}

/** A library whose engine cannot be used is closed again. */
function openOrClose(config: Config, db: Database, log: (line: string) => void): Promise<SearchEngine> {
  const id = config.embedding ? embedderId(config.embedding) : builtInEmbedder().id
  return openEngine(config, db, { embedderId: id, log }).catch((error: unknown) => {
    db.$client.close()
    throw error
  })
}

/** What the worker cannot tell from its data folder: an evaluation has a collection of its own, but not its own models. */
function workerEnvironment({ qdrant, embedding }: Config): Record<string, string> {
  return {
    ...(qdrant ? { QDRANT_COLLECTION: qdrant.collection } : {}),
    ...(embedding?.local ? { EMBEDDING_LOCAL_FOLDER: embedding.local.folder } : {}),
  }
}

/** The one place where clients are opened and handed down. */
export async function compose(config: Config, options: ComposeOptions): Promise<Composition> {
  const db = openDatabase(config.dataFolder)
  const builtInId = builtInEmbedder().id
  const chat: Chat | undefined = config.chat && openAiChat(config.chat)
  const engine = await openOrClose(config, db, options.log)
  const reranker = config.rerank && httpReranker(config.rerank)
  const readText = versionTextReader(db)
  const understanding = openUnderstanding({ version: conceptsVersionReader(db), list: () => listConcepts(db) })
  const retrieve = createRetrieve({
    search: engine.search,
    embedQuery: queryEmbedder(engine.embedderInUse, config, db, options.log),
    loadPassages: engine.loadPassages,
    understanding,
    rerank: reranker?.rerank,
    readText,
    denseWeight: (model) => (model === builtInId ? DENSE_WEIGHT.builtIn : DENSE_WEIGHT.model),
  })
  const ask = createAsk({
    retrieve,
    readText,
    chat,
    chatModel: config.chat?.model,
    readsTwice: config.readsTwice,
    findRelated: relatedWords(() => understanding().thesaurus),
    recallTurns: (conversationId) => recallTurns(db, conversationId, TURNS_READ),
    rewrite: createRewrite({ chat }),
    investigate: createInvestigate({ retrieve, readText, chat, now: () => performance.now() }),
    noteGap: (unanswered) => keepGap(db, unanswered, options.log),
    settings: () => ({
      engine: config.engine,
      embedder: engine.embedderInUse(),
      ...(config.rerank ? { reranker: config.rerank.model } : {}),
    }),
    snapshot: () => snapshotId(db),
    save: (answer, request) => keepAnswer(db, answer, request, options.log),
    newId: randomUUID,
    now: () => performance.now(),
  })
  const worker = options.startsWorker
    ? startWorker({
        workerUrl: WORKER_URL,
        dataFolder: config.dataFolder,
        environment: workerEnvironment(config),
        log: options.log,
      })
    : undefined
  const follow = setInterval(() => {
    engine.catchUp().catch((error: unknown) => options.log(`The index could not be followed: ${String(error)}`))
  }, FOLLOW_EVERY_MS)
  follow.unref()

  const stop = async () => {
    clearInterval(follow)
    await worker?.stop()
    db.$client.close()
  }
  const services: Services = {
    config,
    db,
    retrieve,
    ask,
    wakeWorker: () => worker?.wake(),
    removeDocument: async (id) => {
      const wasThere = await removeDocument(db, config.dataFolder, id)
      worker?.wake()
      return wasThere
    },
    log: options.log,
  }
  return { services, catchUp: engine.catchUp, stop, workerFailure: () => worker?.failure() }
}
