import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { followSync } from '../../src/commands/follow-sync.ts'
import { syncProgress } from '../../src/commands/sync-progress.ts'
import { watchWorker } from '../../src/commands/watch-worker.ts'
import { type Database, write } from '../../src/db/client.ts'
import { putBack, reportProgress } from '../../src/db/job-queue.ts'
import { cancelJob, enqueueJob, findJob, finishJob } from '../../src/db/jobs.ts'
import { acquireWorkerLock } from '../../src/db/worker-lock.ts'
import type { ProgressState } from '../../src/terminal/progress.ts'
import { openLibrary } from '../helpers/library.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const NEVER = new AbortController().signal
const RESULT = { added: 1, updated: 0, unchanged: 0, removed: 0, moved: 0, failed: [], skipped: [], chunks: 4 }
const anyWorker = () => {}

function queueSync(db: Database): string {
  const request = { paths: ['/notes'], space: 'default', isSample: false, dryRun: false, prune: false }
  return write(db, (tx) => enqueueJob(tx, { path: '/notes', request: { kind: 'sync', ...request } })).id
}

function queueFile(db: Database, parentId: string, path: string): string {
  const request = { kind: 'file', documentId: path, isNew: true, contentHash: '' } as const
  return write(db, (tx) => enqueueJob(tx, { path, request, parentId })).id
}

it('tells the stage and the file under way, and ends with the result', async () => {
  const db = openLibrary()
  const sync = queueSync(db)
  const seen: ProgressState[] = []
  const followed = followSync(db, sync, {
    onProgress: (state) => seen.push(state),
    assertWorker: anyWorker,
    signal: NEVER,
  })
  const file = queueFile(db, sync, '复盘.md')
  db.$client.prepare("UPDATE jobs SET state = 'running', stage = 'reading' WHERE id = ?").run(file)
  reportProgress(db, sync, { stage: 'ingesting', done: 0, total: 1 })
  await new Promise((resolve) => setTimeout(resolve, 450))
  write(db, (tx) => finishJob(tx, sync, { state: 'done', result: RESULT }))
  expect(await followed).toMatchObject({ state: 'done', result: RESULT })
  expect(seen[0]).toMatchObject({ done: 0, total: 0, detail: 'waiting' })
  expect(seen.at(-1)).toMatchObject({ done: 0, total: 1, detail: 'reading 复盘.md' })
})

const run = (db: Database, id: string, stage: string, done = 0, total = 0) =>
  db.$client
    .prepare("UPDATE jobs SET state = 'running', stage = ?, done = ?, total = ? WHERE id = ?")
    .run(stage, done, total, id)

function progressOf(db: Database, id: string): ProgressState {
  const job = findJob(db, id)
  if (!job) throw new Error('the job is gone')
  return syncProgress(db, job)
}

describe('the progress of a sync', () => {
  it('counts the pages and chunks of the files under way, and names the page', () => {
    const db = openLibrary()
    const sync = queueSync(db)
    run(db, sync, 'ingesting', 3, 8)
    run(db, queueFile(db, sync, '向量.md'), 'embedding', 64, 128)
    run(db, queueFile(db, sync, '扫描.pdf'), 'reading', 12, 80)
    const { done, total, underWay, detail } = progressOf(db, sync)
    expect([done, total, detail]).toEqual([3, 8, 'reading 扫描.pdf (page 12 of 80)'])
    expect(underWay).toBeCloseTo(0.75 + 0.5 * (12 / 80))
  })

  it('shows the file being read inside an archive, and counts the archive as far as it is', () => {
    const db = openLibrary()
    const sync = queueSync(db)
    run(db, sync, 'ingesting', 0, 1)
    const archive = queueFile(db, sync, '资料.zip')
    run(db, archive, 'ingesting', 1, 4)
    run(db, queueFile(db, archive, '资料.zip/纪要.md'), 'chunking')
    const other = queueSync(db)
    run(db, queueFile(db, other, '别人的.md'), 'reading', 1, 2)
    expect(progressOf(db, sync)).toMatchObject({ underWay: 0.25, detail: 'chunking 资料.zip/纪要.md' })
  })

  it('says what it waits for while the embedding service does not answer, and counts what failed', () => {
    const db = openLibrary()
    const sync = queueSync(db)
    run(db, sync, 'ingesting', 1, 3)
    const broken = queueFile(db, sync, '坏.md')
    write(db, (tx) => finishJob(tx, broken, { state: 'failed', error: { code: 'file_broken', message: 'broken' } }))
    const held = findJob(db, queueFile(db, sync, '等.md'))
    const reason = { code: 'embedding_unavailable', message: 'http://e: no answer.' }
    write(db, (tx) => held && putBack(tx, held, reason))
    expect(progressOf(db, sync)).toMatchObject({ failed: 1, detail: 'waiting: http://e: no answer.' })
  })
})

it('tells once, before it reads, what a run is going to cost', async () => {
  const db = openLibrary()
  const sync = queueSync(db)
  const estimate = { files: 310, bytes: 45_000_000, chunks: 12_000, embeddingCalls: 190, embeddingTokens: 3_100_000 }
  const told: unknown[] = []
  const followed = followSync(db, sync, {
    onProgress: () => {},
    onEstimate: (one) => told.push(one),
    assertWorker: anyWorker,
    signal: NEVER,
  })
  const result = { ...RESULT, estimate }
  reportProgress(db, sync, { stage: 'ingesting', result })
  await new Promise((resolve) => setTimeout(resolve, 200))
  write(db, (tx) => finishJob(tx, sync, { state: 'done', result: RESULT }))
  await followed
  expect(told).toEqual([estimate])
})

it('passes on why a sync failed', async () => {
  const db = openLibrary()
  const sync = queueSync(db)
  const error = { code: 'path_missing', message: '/notes does not exist.' }
  write(db, (tx) => finishJob(tx, sync, { state: 'failed', error }))
  const followed = followSync(db, sync, { onProgress: () => {}, assertWorker: anyWorker, signal: NEVER })
  await expect(followed).rejects.toMatchObject(error)
})

it('cancels the sync on the first interruption', async () => {
  const db = openLibrary()
  const interrupt = new AbortController()
  const sync = queueSync(db)
  setTimeout(() => interrupt.abort(), 100)
  const options = { onProgress: () => {}, assertWorker: anyWorker, signal: interrupt.signal }
  expect(await followSync(db, sync, options)).toMatchObject({ state: 'cancelled' })
  expect(cancelJob(db, sync)).toMatchObject({ state: 'cancelled' })
})

it('does not wait for a worker that is not there', async () => {
  const folder = join(temporaryFolder(), 'data')
  const db = openLibrary(folder)
  const sync = queueSync(db)
  const assertWorker = watchWorker(folder, () => 'it could not be started', { lookEveryMs: 10, patienceMs: 200 })
  const followed = followSync(db, sync, { onProgress: () => {}, assertWorker, signal: NEVER })
  await expect(followed).rejects.toMatchObject({
    code: 'worker_failed',
    message: expect.stringContaining('(it could not be started)'),
  })
})

it('waits as long as a worker lives, and notices when it dies', async () => {
  const folder = join(temporaryFolder(), 'data')
  openLibrary(folder)
  const release = acquireWorkerLock(folder)
  const assertWorker = watchWorker(folder, () => '', { lookEveryMs: 0, patienceMs: 100 })
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(assertWorker).not.toThrow()
  release?.()
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(assertWorker).toThrow('does not run')
})
