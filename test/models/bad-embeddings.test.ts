import { expect, it, onTestFinished } from 'vitest'
import { compose } from '../../src/compose.ts'
import { parseConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/client.ts'
import { findJob } from '../../src/db/jobs.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { prepareFolder, put } from '../helpers/folder.ts'
import { type ServerMode, startOpenAiServer } from '../helpers/openai-server.ts'
import { drainWorker, queueSync } from '../helpers/worker.ts'

const LIES = [
  ['wrong_dimensions', 'embedding_dimensions'],
  ['missing_vectors', 'embedding_failed'],
  ['not_finite', 'embedding_failed'],
  ['foreign_index', 'embedding_failed'],
  ['empty', 'embedding_failed'],
  ['malformed', 'embedding_failed'],
] as const satisfies [ServerMode, string][]

const NOTES = { 'a.md': '割接当晚先停写，再切换。', 'b.md': '验收单由双方签字。', 'c.md': '搬迁前一周停止变更。' }

/** Its chunks are embedded in one call. */
const SECTIONS = {
  'd.md': Object.values(NOTES)
    .map((note, at) => `# 第${at + 1}节\n\n${note.repeat(20)}`)
    .join('\n\n'),
}

/** A vector with something of every other one, and of its own. */
const spelling = (text: string) => Array.from({ length: 8 }, (_, i) => 1 + (text.charCodeAt(i % text.length) % 7))

/** A library whose embedding service can be told to lie. */
async function openOnServer(notes: Record<string, string>) {
  const server = await startOpenAiServer({ dimensions: 8, embed: spelling })
  onTestFinished(server.close)
  const folder = prepareFolder(notes)
  const variables = { EMBEDDING_MODEL: 'm', EMBEDDING_BASE_URL: server.baseUrl }
  const ingest = async () => {
    const id = queueSync(folder.db, [folder.notes])
    await drainWorker(folder.data, variables)
    return findJob(folder.db, id)?.result
  }
  return { ...folder, server, variables, ingest }
}

const TABLES = ['versions', 'chunks', 'points', 'vectors', 'embeddings']
const countRows = (db: Database) =>
  Object.fromEntries(TABLES.map((table) => [table, db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]))

it('vectors that are no good fail their file with a stable code and leave nothing of it behind', async () => {
  const { db, notes, server, ingest } = await openOnServer({ 'a.md': NOTES['a.md'] })
  expect(await ingest()).toMatchObject({ added: 1, failed: [] })
  const before = countRows(db)
  put(notes, 'b.md', NOTES['b.md'])
  for (const [mode, code] of LIES) {
    server.setMode(mode)
    const { added, failed } = (await ingest()) ?? {}
    expect({ mode, added, codes: failed?.map((one) => one.code) }).toEqual({ mode, added: 0, codes: [code] })
    expect({ mode, rows: countRows(db) }).toEqual({ mode, rows: before })
  }
  server.setMode('normal')
  expect(await ingest()).toMatchObject({ added: 1, unchanged: 1, failed: [] })
})

it('a question whose vector is no good is searched for by words, and the answer says so', async () => {
  const { data, server, variables, ingest } = await openOnServer(NOTES)
  await ingest()
  const { services, stop } = await compose(parseConfig(variables, { dataFolder: data }), {
    log: () => {},
    startsWorker: false,
  })
  onTestFinished(stop)
  const search = () => services.retrieve({ query: '割接', limit: 3, filters: {} }, OWNER_ACCESS)
  for (const [mode] of LIES) {
    server.setMode(mode)
    const { passages, degraded } = await search()
    expect({ mode, degraded, found: passages[0]?.path }).toEqual({ mode, degraded: ['embedding'], found: 'a.md' })
    expect(passages.every(({ why }) => why.dense === undefined)).toBe(true)
  }
  server.setMode('normal')
  const { passages, degraded } = await search()
  expect(degraded).toEqual([])
  expect(passages.some(({ why }) => why.dense !== undefined)).toBe(true)
})

it('vectors in another order go to the texts that their index names', async () => {
  const vectorsByText = async (mode: ServerMode) => {
    const { db, server, ingest } = await openOnServer(SECTIONS)
    server.setMode(mode)
    expect(await ingest()).toMatchObject({ added: 1 })
    const sizes = server.requests.map(({ body }) => (body.input as string[]).length)
    expect(Math.max(...sizes)).toBeGreaterThan(1)
    const joined = 'SELECT text, hex(vector) AS vector FROM vectors JOIN chunks ON chunks.id = chunk_id ORDER BY text'
    return db.$client.prepare(joined).all()
  }
  expect(await vectorsByText('shuffled')).toEqual(await vectorsByText('normal'))
})
