import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq, like } from 'drizzle-orm'
import { expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../src/db/client.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { findJob, listJobs } from '../../src/db/jobs.ts'
import { embeddings, points, vectors } from '../../src/db/schema/points.ts'
import { activeEmbedder } from '../../src/db/settings.ts'
import { findVersion } from '../../src/db/versions.ts'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'
import { openLibrary } from '../helpers/library.ts'
import { type OpenAiServer, startOpenAiServer } from '../helpers/openai-server.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { drainWorker, queueSync, startWorkerRun, waitFor } from '../helpers/worker.ts'

const BUILT_IN = builtInEmbedder().id

async function prepare(files: number, delayMs: number) {
  const server = await startOpenAiServer({ delayMs })
  onTestFinished(server.close)
  const home = temporaryFolder()
  const [data, notes] = [join(home, 'data'), join(home, 'notes')]
  for (const folder of [data, notes]) mkdirSync(folder)
  for (let i = 0; i < files; i++) {
    const points = Array.from(
      { length: 12 },
      (_, at) => `第${i}-${at}条：割接窗口每月两次，${'要提前报备客户，'.repeat(60)}否则顺延。`,
    )
    writeFileSync(join(notes, `${i}.md`), `# 第${i}篇\n\n${points.join('\n\n')}`)
  }
  return { server, data, notes, db: openLibrary(data) }
}

const env = (server: OpenAiServer) => ({ EMBEDDING_BASE_URL: server.baseUrl, EMBEDDING_MODEL: 'm' })
const textsAsked = (server: OpenAiServer) => server.requests.flatMap(({ body }) => body.input as string[])
const countOf = (db: Database, model: string) =>
  db.select({ id: vectors.chunkId }).from(vectors).where(eq(vectors.model, model)).all().length
const cacheKeys = (db: Database) =>
  new Set(
    db
      .select({ key: embeddings.key })
      .from(embeddings)
      .all()
      .map(({ key }) => key),
  )
const keyOf = (text: string) => `m:${createHash('sha256').update(text).digest('hex')}`

it('comes through kills in the middle of a change of the model, and pays for nothing twice that it had kept', async () => {
  const { server, data, notes, db } = await prepare(60, 60)
  queueSync(db, [notes])
  await drainWorker(data)
  const chunks = countOf(db, BUILT_IN)
  expect(chunks).toBeGreaterThan(400)
  server.setMode('slow')
  for (const share of [0.2, 0.5, 0.8]) {
    const run = startWorkerRun(data, { env: env(server) })
    await waitFor(() => countOf(db, 'm') > chunks * share)
    run.process.kill('SIGKILL')
    await run.ended
    expect(activeEmbedder(db)).toBe(BUILT_IN)
    expect(countOf(db, BUILT_IN)).toBe(chunks)
  }
  const kept = cacheKeys(db)
  const before = server.requests.length
  await drainWorker(data, env(server))
  const asked = server.requests.slice(before).flatMap(({ body }) => body.input as string[])
  expect(asked.filter((text) => kept.has(keyOf(text)))).toEqual([])
  expect(activeEmbedder(db)).toBe('m')
  expect({ old: countOf(db, BUILT_IN), new: countOf(db, 'm') }).toEqual({ old: 0, new: chunks })
  expect(listJobs(db, { limit: 1 })[0]).toMatchObject({ path: 'm', state: 'done', total: chunks })
  for (const { versionId } of listDocuments(db, { limit: 100 })) {
    expect(findVersion(db, versionId)?.embeddingModel).toBe('m')
  }
})

it('gives a file that comes in meanwhile the vectors of both, where the old ones cost nothing', async () => {
  const { server, data, notes, db } = await prepare(60, 500)
  queueSync(db, [notes])
  await drainWorker(data)
  writeFileSync(join(notes, 'late.md'), '# 后来的\n\n验收前客户换了领导。')
  server.setMode('slow')
  const id = queueSync(db, [notes])
  const run = startWorkerRun(data, { env: env(server) })
  await waitFor(() => findJob(db, id)?.state === 'done')
  expect(activeEmbedder(db)).toBe(BUILT_IN)
  const late = listDocuments(db, { limit: 100 }).find(({ path }) => path === 'late.md')
  const mine = db
    .select({ model: vectors.model })
    .from(vectors)
    .where(like(vectors.versionId, late?.versionId ?? ''))
  expect(
    mine
      .all()
      .map(({ model }) => model)
      .sort(),
  ).toEqual([BUILT_IN, 'm'])
  server.setMode('normal')
  await run.ended
  expect(mine.all()).toEqual([{ model: 'm' }])
  expect(countOf(db, 'm')).toBe(db.select().from(points).all().length)
  expect(new Set(textsAsked(server)).size).toBe(textsAsked(server).length)
})
