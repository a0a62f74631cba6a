import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { loadChunks } from '../../src/db/chunks.ts'
import type { Database } from '../../src/db/client.ts'
import { findJob } from '../../src/db/jobs.ts'
import { chunks } from '../../src/db/schema/chunks.ts'
import { documents } from '../../src/db/schema/documents.ts'
import { points, vectors } from '../../src/db/schema/points.ts'
import { versions } from '../../src/db/schema/versions.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { openEmbeddedEngine } from '../../src/engines/embedded/engine.ts'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'
import { analyseQuery } from '../../src/retrieval/analyse.ts'
import { openLibrary } from './library.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { drainWorker, queueSync, startWorkerRun } from './worker.ts'

const DOCUMENTS = 40
const QUERIES = ['割接窗口', '验收前换了领导怎么办', '接口清单少写了几个', 'gateway timeout', '演示 割接 接口']

/** A small generator with a seed, so that a failure can be seen again. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Documents of very different sizes: most of some paragraphs, every tenth of so many that kills meet it half written. */
function writeDocuments(folder: string, random: () => number): void {
  const sentences = [
    '割接窗口每月两次。',
    '验收前客户换了领导，要重新演示。',
    '接口清单少写了十四个。',
    'The gateway timed out twice. ',
  ]
  for (let i = 0; i < DOCUMENTS; i++) {
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
  const found = []
  for (const query of QUERIES) {
    const [vector] = await builtInEmbedder().embed([query])
    const request = { terms: analyseQuery(query), vector, filters: {}, limit: 50 }
    const { lexical, dense } = await engine.search(request, OWNER_ACCESS)
    const placed = [...lexical, ...dense].map(({ chunkId, score }) => {
      const [chunk] = loadChunks(db, [chunkId])
      return { path: chunk?.path, start: chunk?.start, score }
    })
    found.push(placed)
  }
  return found
}

/**
 * Ingests made-up documents twice, once undisturbed and once with a worker that is killed at random moments and started
 * again, and compares everything that a search could find.
 */
export async function surviveKills({ kills, seed }: { kills: number; seed: number }): Promise<void> {
  const random = randomNumbers(seed)
  const notes = temporaryFolder()
  writeDocuments(notes, random)

  const calm = openLibrary(temporaryFolder())
  const calmId = queueSync(calm, [notes])
  const started = Date.now()
  await drainWorker(join(calm.$client.name, '..'))
  const tookMs = Date.now() - started
  const expected = findJob(calm, calmId)?.result

  const db = openLibrary(temporaryFolder())
  const data = join(db.$client.name, '..')
  const id = queueSync(db, [notes])
  const openAtKill: boolean[] = []
  for (let i = 0; i < kills; i++) {
    const run = startWorkerRun(data)
    await new Promise((resolve) => setTimeout(resolve, 250 + (random() * tookMs) / kills))
    openAtKill.push(findJob(db, id)?.state !== 'done')
    run.process.kill('SIGKILL')
    await run.ended
  }
  await drainWorker(data)

  expect(openAtKill.filter(Boolean).length).toBeGreaterThanOrEqual(Math.floor(kills / 2))
  expect(findJob(db, id)).toMatchObject({ state: 'done', result: { ...expected, failed: [] } })
  expect(contentOf(db)).toEqual(contentOf(calm))
  expect(await hitsOf(db)).toEqual(await hitsOf(calm))
  const count = (table: typeof chunks | typeof points | typeof versions | typeof documents) =>
    db.select().from(table).all().length
  expect(count(documents)).toBe(DOCUMENTS)
  expect(count(versions)).toBe(DOCUMENTS)
  expect(count(chunks)).toBe(contentOf(calm).length)
  expect(count(points)).toBe(contentOf(calm).length)
}
