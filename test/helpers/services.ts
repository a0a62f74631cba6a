import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer, AnswerEvent, AnswerRequest } from '../../src/answering/answer.ts'
import { parseConfig } from '../../src/config.ts'
import { findAnswer, saveAnswer } from '../../src/db/answers.ts'
import { openDatabase, write } from '../../src/db/client.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { placeDocument } from '../../src/db/documents.ts'
import { removeOriginals, storeOriginal } from '../../src/db/originals.ts'
import type { DocumentKind } from '../../src/db/schema/documents.ts'
import { activateVersion, stageChunks, stageVersion } from '../../src/db/versions.ts'
import type { Access } from '../../src/engines/access.ts'
import type { Services } from '../../src/http/services.ts'
import type { Passage, RetrievalRequest, Retrieved } from '../../src/retrieval/passage.ts'

type RetrieveCall = { request: RetrievalRequest; access: Access }
type AskCall = { request: AnswerRequest; access: Access; signal: AbortSignal | undefined }

export type FakeServices = {
  services: Services
  folder: string
  /** What the routes asked for, in order. */
  calls: { retrieve: RetrieveCall[]; ask: AskCall[]; wakeWorker: number; log: string[] }
  /** What retrieve and ask give; replace them for a case. */
  gives: {
    retrieve: (call: RetrieveCall) => Retrieved | Promise<Retrieved>
    ask: (call: AskCall, onEvent: (event: AnswerEvent) => void) => Answer | Promise<Answer>
  }
  close: () => Promise<void>
}

export function makeAnswer(fields: Partial<Answer> = {}): Answer {
  return {
    id: 'answer-1',
    question: 'who signs?',
    status: 'answered',
    mode: 'extractive',
    text: '',
    sentences: [],
    citations: [],
    nearest: [],
    conflicts: [],
    snapshot: 's1',
    degraded: [],
    tookMs: 1,
    ...fields,
  }
}

/** Services over a real library in a temporary folder; retrieval and answering are recorded stand-ins. */
export async function fakeServices(): Promise<FakeServices> {
  const folder = await mkdtemp(join(tmpdir(), 'precedent-http-'))
  const db = openDatabase(folder)
  const calls: FakeServices['calls'] = { retrieve: [], ask: [], wakeWorker: 0, log: [] }
  const gives: FakeServices['gives'] = {
    retrieve: () => ({ passages: [], degraded: [] }),
    ask: ({ request }) => makeAnswer({ question: request.question }),
  }
  const services: Services = {
    config: parseConfig({}, { dataFolder: folder }),
    db,
    retrieve: async (request, access) => {
      calls.retrieve.push({ request, access })
      return gives.retrieve({ request, access })
    },
    ask: async (request, access, watch) => {
      const call = { request, access, signal: watch?.signal }
      calls.ask.push(call)
      const answer = await gives.ask(call, (event) => watch?.onEvent?.(event))
      const { id, question, snapshot } = answer
      const conversationId = request.conversationId ?? null
      const row = { id, question, snapshot, conversationId, body: JSON.stringify(answer) }
      if (!findAnswer(db, id)) saveAnswer(db, { ...row, createdAt: new Date().toISOString() })
      return answer
    },
    wakeWorker: () => {
      calls.wakeWorker += 1
    },
    removeDocument: async (id) => {
      const before = db.$client.prepare('SELECT count(*) FROM documents').pluck().get()
      await removeOriginals(folder, removeDocuments(db, [id]).originals)
      return before !== db.$client.prepare('SELECT count(*) FROM documents').pluck().get()
    },
    log: (line) => {
      calls.log.push(line)
    },
  }
  const close = async () => {
    db.$client.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { services, folder, calls, gives, close }
}

type DocumentOptions = {
  path: string
  text: string
  title?: string
  space?: string
  isSample?: boolean
  kind?: DocumentKind
  /** Where the text is cut into chunks; one chunk by default. */
  cuts?: number[]
  page?: number
  headings?: string[]
  speaker?: string
}

/** Puts a document into the library as a finished ingest leaves it, a later one of the same path as its next version. */
export async function addDocument(
  { services, folder }: FakeServices,
  options: DocumentOptions,
): Promise<{ documentId: string; versionId: string; chunkIds: string[] }> {
  const { path, text, space = 'default', isSample = false } = options
  const { document } = write(services.db, (tx) => placeDocument(tx, { space, isSample, root: '', path }))
  const { contentHash, bytes } = await storeOriginal(folder, [Buffer.from(text)])
  const count = services.db.$client.prepare('SELECT count(*) FROM versions').pluck().get()
  const versionId = `v${String(count)}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
  const reading = { contentHash, readerVersion: 1, embeddingModel: 'none', bytes, warnings: [] }
  stageVersion(services.db, {
    ...reading,
    id: versionId,
    documentId: document.id,
    text,
    characters: text.length,
    pages: null,
  })
  const edges = [0, ...(options.cuts ?? []), text.length]
  const chunks = edges.slice(1).map((end, ordinal) => {
    const start = edges[ordinal] ?? 0
    return {
      id: `${versionId}-c${ordinal}`,
      versionId,
      ordinal,
      start,
      end,
      text: text.slice(start, end),
      page: options.page ?? null,
      headings: options.headings ?? [],
      speaker: options.speaker ?? null,
    }
  })
  stageChunks(services.db, chunks)
  const detected = { title: options.title ?? path, ...(options.kind ? { kind: options.kind } : {}) }
  write(services.db, (tx) =>
    activateVersion(tx, { id: versionId, documentId: document.id, chunkCount: chunks.length }, detected),
  )
  return { documentId: document.id, versionId, chunkIds: chunks.map((chunk) => chunk.id) }
}

export function makePassage(fields: Partial<Passage> = {}): Passage {
  const text = fields.text ?? 'The handover needs a signed list.'
  return {
    chunkId: 'chunk-1',
    documentId: 'document-1',
    versionId: 'version-1',
    title: 'Handover guide',
    path: 'guides/handover.md',
    kind: 'delivery_guide',
    space: 'default',
    date: '2025-03-31',
    ordinal: 0,
    text,
    span: { start: 0, end: text.length },
    headings: ['Handover'],
    score: 0.5,
    why: { lexical: { rank: 1, score: 7.5 }, terms: ['handover'] },
    ...fields,
  }
}
