import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { DATABASE_FILE, type Database, openDatabase, write } from '../src/db/client.ts'
import { placeDocument } from '../src/db/documents.ts'
import { originalPath, storeOriginal } from '../src/db/originals.ts'
import { setActiveEmbedder } from '../src/db/settings.ts'
import { activateVersion, stageChunks, stageVersion } from '../src/db/versions.ts'
import { acquireWorkerLock } from '../src/db/worker-lock.ts'
import { type DoctorReport, examine } from '../src/doctor.ts'
import { embeddedWriter } from '../src/engines/embedded/writer.ts'
import { sparseVector } from '../src/language/terms.ts'
import { builtInEmbedder } from '../src/models/built-in-embedder.ts'
import { startOpenAiServer } from './helpers/openai-server.ts'
import { temporaryFolder } from './helpers/temporary-folder.ts'

const NAMES = [
  'configuration',
  'data folder',
  'database',
  'spans',
  'index',
  'originals',
  'worker',
  'engine',
  'embedding model',
  'chat model',
  'reranker',
  'LibreOffice',
  'Tesseract',
]

/** A library with one document, as a finished ingest leaves it. */
async function makeLibrary() {
  const dataFolder = join(temporaryFolder(), 'data')
  const db = openDatabase(dataFolder)
  const text = '验收前客户换了领导，先把签字单补齐。'
  const { contentHash, bytes } = await storeOriginal(dataFolder, [Buffer.from(text)])
  const place = { space: 'default', root: '/notes', path: '复盘.md' }
  const { document } = write(db, (tx) => placeDocument(tx, place))
  const { id: embeddingModel, embed } = builtInEmbedder()
  const version = { id: randomUUID(), documentId: document.id, chunkCount: 1 }
  const reading = { contentHash, bytes, embeddingModel, readerVersion: 1, pages: null, warnings: [] }
  stageVersion(db, { ...reading, id: version.id, documentId: document.id, characters: text.length, text })
  const chunk = { id: randomUUID(), versionId: version.id, ordinal: 0, start: 0, end: text.length, text }
  stageChunks(db, [{ ...chunk, page: null, headings: [], speaker: null }])
  const [dense = new Float32Array()] = await embed([text])
  await embeddedWriter(db, embeddingModel).upsert([
    { chunkId: chunk.id, versionId: version.id, ordinal: 0, sparse: sparseVector(text), dense },
  ])
  write(db, (tx) => activateVersion(tx, version, {}))
  return { dataFolder, db, chunk, contentHash }
}

const faultsOf = (report: DoctorReport) => report.checks.filter(({ ok }) => !ok).map(({ name }) => name)
const detailOf = (report: DoctorReport, name: string) => report.checks.find((one) => one.name === name)?.detail

/** The faults found after something was broken on purpose. */
async function faultsAfter(damage: (db: Database) => void): Promise<string[]> {
  const { dataFolder, db } = await makeLibrary()
  damage(db)
  return faultsOf(await examine({ variables: {}, dataFolder }))
}

const run = (sql: string) => (db: Database) => {
  db.$client.pragma('foreign_keys = OFF')
  db.$client.exec(sql)
}

it('finds nothing wrong with a sound library and names everything it looked at', async () => {
  const { dataFolder } = await makeLibrary()
  const report = await examine({ variables: {}, dataFolder })
  expect(report.checks.filter(({ ok }) => !ok)).toEqual([])
  expect(report.ok).toBe(true)
  expect(report.checks.map(({ name }) => name)).toEqual(NAMES)
})

it('says of a folder that is not there yet that the first ingest makes it, and does not make it', async () => {
  const dataFolder = join(temporaryFolder(), 'none')
  const report = await examine({ variables: {}, dataFolder })
  expect(report.ok).toBe(true)
  expect(detailOf(report, 'data folder')).toContain('does not exist yet')
  expect(detailOf(await examine({ variables: {}, dataFolder }), 'data folder')).toContain('does not exist yet')
})

it('names the variable that is wrong, and stops there', async () => {
  const report = await examine({ variables: { PORT: 'abc' } })
  expect(report).toMatchObject({ ok: false, checks: [{ name: 'configuration', ok: false }] })
  expect(detailOf(report, 'configuration')).toContain('PORT="abc"')
})

it('finds a data folder that is a file', async () => {
  const file = join(temporaryFolder(), 'data')
  writeFileSync(file, 'a letter')
  expect(faultsOf(await examine({ variables: {}, dataFolder: file }))).toEqual(['data folder'])
})

it('finds a library that a newer version wrote', async () => {
  expect(await faultsAfter(run('PRAGMA user_version = 99'))).toEqual(['database'])
})

it('finds a database that is something else', async () => {
  const dataFolder = temporaryFolder()
  writeFileSync(join(dataFolder, DATABASE_FILE), 'this is a letter, not a database'.repeat(100))
  expect(faultsOf(await examine({ variables: {}, dataFolder }))).toEqual(['database'])
})

it.each([
  ['rows without their parent', `UPDATE documents SET space_id = 'gone'`, 'database'],
  ['a chunk that is not the slice of its text', 'UPDATE chunks SET start = start + 1', 'spans'],
  ['a chunk without a point', 'DELETE FROM points', 'index'],
  ['points of a version that is not current any more', `UPDATE versions SET state = 'superseded'`, 'index'],
  ['a chunk without a vector', 'DELETE FROM vectors', 'index'],
  ['a vector of another size', 'UPDATE vectors SET vector = zeroblob(8)', 'index'],
  ['an index that finds nothing', 'DELETE FROM points', 'engine'],
])('finds %s', async (_, sql, name) => {
  expect(await faultsAfter(run(sql))).toContain(name)
})

it('says how many documents are still to be embedded with the configured model, which is no fault', async () => {
  const { dataFolder, db } = await makeLibrary()
  write(db, (tx) => setActiveEmbedder(tx, 'other'))
  run(`UPDATE versions SET embedding_model = 'other'; UPDATE vectors SET model = 'other'`)(db)
  const report = await examine({ variables: {}, dataFolder })
  expect(faultsOf(report)).toEqual([])
  expect(detailOf(report, 'index')).toBe('1 points, in step; 1 documents still to be embedded with built-in-1')
})

it('finds an original that is missing or cut short', async () => {
  const { dataFolder, contentHash } = await makeLibrary()
  writeFileSync(originalPath(dataFolder, contentHash), 'short')
  expect(faultsOf(await examine({ variables: {}, dataFolder }))).toEqual(['originals'])
  rmSync(originalPath(dataFolder, contentHash))
  expect(faultsOf(await examine({ variables: {}, dataFolder }))).toEqual(['originals'])
})

it('says whether a worker is alive, which is no fault either way', async () => {
  const { dataFolder } = await makeLibrary()
  expect(detailOf(await examine({ variables: {}, dataFolder }), 'worker')).toContain('not running')
  const release = acquireWorkerLock(dataFolder)
  expect(detailOf(await examine({ variables: {}, dataFolder }), 'worker')).toContain('alive')
  release?.()
})

async function examineWithModels(mode: 'normal' | 'failing' | 'slow') {
  const server = await startOpenAiServer({ dimensions: 8, delayMs: 5_000 })
  onTestFinished(server.close)
  server.setMode(mode)
  const variables = {
    EMBEDDING_MODEL: 'm-embed',
    EMBEDDING_BASE_URL: server.baseUrl,
    CHAT_MODEL: 'm-chat',
    CHAT_BASE_URL: server.baseUrl,
    RERANK_MODEL: 'm-rank',
    RERANK_BASE_URL: server.baseUrl,
  }
  const dataFolder = join(temporaryFolder(), 'none')
  return examine({ variables, dataFolder, modelLimitMs: mode === 'slow' ? 300 : 10_000 })
}

it('asks each configured model one small thing', async () => {
  const report = await examineWithModels('normal')
  expect(report.ok).toBe(true)
  expect(detailOf(report, 'embedding model')).toContain('8 dimensions')
  expect(detailOf(report, 'chat model')).toContain('m-chat answered')
  expect(detailOf(report, 'reranker')).toContain('m-rank scored 2 texts')
})

it('finds models that fail, and models that do not answer in time', async () => {
  expect(faultsOf(await examineWithModels('failing'))).toEqual(['embedding model', 'chat model', 'reranker'])
  const slow = await examineWithModels('slow')
  expect(faultsOf(slow)).toEqual(['embedding model', 'chat model', 'reranker'])
  expect(detailOf(slow, 'chat model')).toContain('no answer within 0.3 s')
})

it('says of programs that are not installed what is not read without them and how to get them, which is no fault', async () => {
  const report = await examine({ variables: { PATH: '' }, dataFolder: join(temporaryFolder(), 'none') })
  expect(report.ok).toBe(true)
  expect(detailOf(report, 'LibreOffice')).toMatch(/^not installed, so not read: \.doc \.ppt .*install/)
  expect(detailOf(report, 'Tesseract')).toMatch(/^not installed, so not read: scanned .*install/)
})

it('says where a program lies, and when Tesseract has no Chinese', async () => {
  const folder = temporaryFolder()
  for (const name of ['soffice', 'tesseract']) {
    writeFileSync(join(folder, name), '#!/bin/sh\necho "List of available languages (1):"\necho eng\n', { mode: 0o755 })
  }
  const report = await examine({ variables: { PATH: folder }, dataFolder: join(temporaryFolder(), 'none') })
  expect(detailOf(report, 'LibreOffice')).toBe(join(folder, 'soffice'))
  expect(detailOf(report, 'Tesseract')).toMatch(/languages eng, without Chinese, so not used: .*install/)
})
