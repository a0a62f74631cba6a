import { join } from 'node:path'
import { expect, it } from 'vitest'
import { followSync } from '../../src/commands/follow-sync.ts'
import { watchWorker } from '../../src/commands/watch-worker.ts'
import { type Database, write } from '../../src/db/client.ts'
import { reportProgress } from '../../src/db/job-queue.ts'
import { cancelJob, enqueueJob, finishJob } from '../../src/db/jobs.ts'
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
  await new Promise((resolve) => setTimeout(resolve, 150))
  write(db, (tx) => finishJob(tx, sync, { state: 'done', result: RESULT }))
  expect(await followed).toMatchObject({ state: 'done', result: RESULT })
  expect(seen[0]).toEqual({ done: 0, total: 0, detail: 'waiting' })
  expect(seen.at(-1)).toEqual({ done: 0, total: 1, detail: 'reading 复盘.md' })
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
