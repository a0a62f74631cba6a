import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { prepareChunkLoader } from '../../src/db/chunks.ts'
import type { Database } from '../../src/db/client.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { countOpenJobs, findJob } from '../../src/db/jobs.ts'
import { chunks } from '../../src/db/schema/chunks.ts'
import { documents } from '../../src/db/schema/documents.ts'
import { points, vectors } from '../../src/db/schema/points.ts'
import { versions } from '../../src/db/schema/versions.ts'
import { isWorkerAlive } from '../../src/db/worker-lock.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { openEmbeddedEngine } from '../../src/engines/embedded/engine.ts'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'
import { CLI } from './built.ts'
import { openLibrary } from './library.ts'
import { questionTerms } from './question-terms.ts'
import { randomNumbers } from './random.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { drainWorker, queueSync, startWorkerRun, waitFor } from './worker.ts'

const QUERIES = ['割接窗口', '验收前换了领导怎么办', '接口清单少写了几个', 'gateway timeout', '演示 割接 接口']

/** Documents of very different sizes: most of some paragraphs, every tenth of so many that kills meet it half written. */
function writeDocuments(folder: string, count: number, random: () => number): void {
  const sentences = [
    '割接窗口每月两次。',
    '验收前客户换了领导，要重新演示。',
    '接口清单少写了十四个。',
    'The gateway timed out twice. ',
  ]
  for (let i = 0; i < count; i++) {
    const size = i % 10 === 0 ? 2_500 : 1 + Math.floor(random() ** 3 * 400)
    const paragraphs = Array.from({ length: size }, (_, at) => {
      const length = 3 + Math.floor(random() * 20)
      return Array.from({ length }, () => sentences[Math.floor(random() * 4)] ?? '').join('') + at
    })
    mkdirSync(join(folder, `part-${i % 4}`), { recursive: true })
    writeFileSync(join(folder, `part-${i % 4}`, `${i}.md`), `# 第${i}篇\n\n${paragraphs.join('\n\n')}`)
  }
}

/** Everything that a search could find, as text that two runs can be compared by. */
function contentOf(db: Database) {
  const rows = db
    .select({
      path: documents.path,
      start: chunks.start,
      end: chunks.end,
      text: chunks.text,
      ordinal: chunks.ordinal,
      pointOrdinal: points.ordinal,
      termIds: points.termIds,
      vector: vectors.vector,
    })
    .from(chunks)
    .innerJoin(versions, eq(versions.id, chunks.versionId))
    .innerJoin(documents, eq(documents.currentVersionId, versions.id))
    .leftJoin(points, eq(points.chunkId, chunks.id))
    .leftJoin(vectors, eq(vectors.chunkId, chunks.id))
    .all()
  const lines = rows.map(({ termIds, vector, ...row }) =>
    JSON.stringify({ ...row, termIds: termIds?.toString('hex'), vector: vector?.toString('hex') }),
  )
  return lines.sort()
}

/** What a search in a fresh process finds: place and score of every hit. */
async function hitsOf(db: Database) {
  const engine = openEmbeddedEngine(db, 'built-in-1')
  const loadChunks = prepareChunkLoader(db)
  const found = []
  for (const query of QUERIES) {
    const { id: model, embed } = builtInEmbedder()
    const [values = new Float32Array()] = await embed([query])
    const vector = { model, values }
    const request = { terms: questionTerms(query), vector, filters: {}, limit: 50 }
    const { lexical, dense } = await engine.search(request, OWNER_ACCESS)
    const placed = [...lexical, ...dense].map(({ chunkId, score }) => {
      const [chunk] = loadChunks([chunkId])
      return { path: chunk?.path, start: chunk?.start, score }
    })
    found.push(placed)
  }
  return found
}

type Kind = 'chunks' | 'points' | 'vectors' | 'versions' | 'documents'

function countsOf(db: Database): Record<Kind, number> {
  const count = (table: typeof chunks | typeof points | typeof vectors | typeof versions | typeof documents) =>
    db.select().from(table).all().length
  return {
    chunks: count(chunks),
    points: count(points),
    vectors: count(vectors),
    versions: count(versions),
    documents: count(documents),
  }
}

/** A killed run has left nothing open, nothing failed, and finds the same as an undisturbed one. */
async function expectSame(db: Database, calm: Database): Promise<void> {
  expect(countOpenJobs(db)).toBe(0)
  expect(listDocuments(db, { limit: 1_000 }).filter(({ state }) => state !== 'ready')).toEqual([])
  expect(contentOf(db)).toEqual(contentOf(calm))
  expect(await hitsOf(db)).toEqual(await hitsOf(calm))
  expect(countsOf(db)).toEqual(countsOf(calm))
}

/** Ingests a folder undisturbed. @returns how long that took, to spread kills over. */
async function ingestCalmly(notes: string) {
  const db = openLibrary(temporaryFolder())
  const id = queueSync(db, [notes])
  const started = Date.now()
  await drainWorker(join(db.$client.name, '..'))
  return { db, result: findJob(db, id)?.result, tookMs: Date.now() - started }
}

/**
 * Ingests made-up documents twice, once undisturbed and once with a worker that is killed at random moments and started
 * again, and compares everything that a search could find.
 */
export async function surviveKills({
  documents: count,
  kills,
  seed,
}: {
  documents: number
  kills: number
  seed: number
}): Promise<void> {
  const random = randomNumbers(seed)
  const notes = temporaryFolder()
  writeDocuments(notes, count, random)
  const calm = await ingestCalmly(notes)

  const db = openLibrary(temporaryFolder())
  const data = join(db.$client.name, '..')
  const id = queueSync(db, [notes])
  const openAtKill: boolean[] = []
  for (let i = 0; i < kills; i++) {
    const run = startWorkerRun(data)
    await pause(250 + (random() * calm.tookMs) / kills)
    openAtKill.push(findJob(db, id)?.state !== 'done')
    run.process.kill('SIGKILL')
    await run.ended
  }
  await drainWorker(data)
  expect(openAtKill.filter(Boolean).length).toBeGreaterThanOrEqual(Math.floor(kills / 2))
  expect(findJob(db, id)).toMatchObject({ state: 'done', result: { ...calm.result, failed: [] } })
  await expectSame(db, calm.db)
}

/**
 * Ingests a folder twice, once undisturbed and once with kills of the worker or of the whole command at random
 * moments, and compares. A folder that is read before the kills are used up is begun anew in another library.
 */
export async function surviveKillsOf(notes: string, { kills, seed }: { kills: number; seed: number }): Promise<void> {
  const random = randomNumbers(seed)
  const calm = await ingestCalmly(notes)
  let left = kills
  while (left > 0) {
    const db = openLibrary(temporaryFolder())
    const data = join(db.$client.name, '..')
    queueSync(db, [notes])
    do {
      const run = random() < 0.5 ? startWorkerRun(data) : startCommandRun(notes, data)
      await pause(150 + random() * 600)
      run.process.kill('SIGKILL')
      await run.ended
      await waitFor(() => !isWorkerAlive(data))
      left -= 1
    } while (left > 0 && countOpenJobs(db) > 0)
    await drainWorker(data)
    await expectSame(db, calm.db)
    const again = queueSync(db, [notes])
    await drainWorker(data)
    expect(findJob(db, again)?.result).toMatchObject({ added: 0, updated: 0, removed: 0, moved: 0, failed: [] })
  }
}

function startCommandRun(notes: string, data: string) {
  const child = spawn(process.execPath, [CLI, 'ingest', notes, '--data', data, '--json'], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return { process: child, ended }
}
