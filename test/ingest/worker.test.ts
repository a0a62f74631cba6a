import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../src/db/client.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { cancelJob, countOpenJobs, findJob, listJobs, retryJob } from '../../src/db/jobs.ts'
import { stagedVersions } from '../../src/db/versions.ts'
import { isWorkerAlive } from '../../src/db/worker-lock.ts'
import { startWorker } from '../../src/worker-process.ts'
import { openLibrary } from '../helpers/library.ts'
import { startOpenAiServer } from '../helpers/openai-server.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { drainWorker, queueSync, startWorkerRun, WORKER_URL, waitFor } from '../helpers/worker.ts'

function prepare(files: number): { db: Database; data: string; notes: string } {
  const home = temporaryFolder()
  const [data, notes] = [join(home, 'data'), join(home, 'notes')]
  for (const folder of [data, notes]) mkdirSync(folder)
  const paragraph = '割接窗口每月两次，要提前五个工作日报备客户，逾期顺延到下一个窗口。'
  for (let i = 0; i < files; i++) writeFileSync(join(notes, `${i}.md`), `# 第${i}篇\n\n${paragraph.repeat(20)}${i}`)
  return { db: openLibrary(data), data, notes }
}

function childrenOf(pid: number | undefined): number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  } catch {
    return []
  }
}

const statesOf = (db: Database) => listDocuments(db, { limit: 1_000 }).map(({ state }) => state)

it('leaves at once, with a line that says why, when another worker is alive on the folder', async () => {
  const { data } = prepare(0)
  startWorkerRun(data, { drain: false })
  await waitFor(() => isWorkerAlive(data))
  const started = Date.now()
  const second = await startWorkerRun(data, { drain: false }).ended
  expect(second.code).toBe(0)
  expect(second.err).toMatch(/^Another ingest worker is alive on .*\n$/)
  expect(Date.now() - started).toBeLessThan(3_000)
})

it('takes a killed worker’s place at once', async () => {
  const { db, data, notes } = prepare(1)
  const first = startWorkerRun(data, { drain: false })
  await waitFor(() => isWorkerAlive(data))
  first.process.kill('SIGKILL')
  await first.ended
  queueSync(db, [notes])
  await drainWorker(data)
  expect(statesOf(db)).toEqual(['ready'])
})

it('leaves with a code of its own when the folder has another schema or the configuration is wrong', async () => {
  const { db, data } = prepare(0)
  db.$client.pragma('user_version = 999')
  const mismatch = await startWorkerRun(data).ended
  expect(mismatch).toMatchObject({ code: 3, err: expect.stringMatching(/schema 999.*restart/) })
  const wrong = await startWorkerRun(data, { env: { EMBEDDING_DIMENSIONS: 'many' } }).ended
  expect(wrong).toMatchObject({ code: 3, err: expect.stringMatching(/^EMBEDDING_DIMENSIONS/) })
})

it('ends with the process that started it', async () => {
  const { data } = prepare(0)
  const run = startWorkerRun(data, { drain: false })
  await waitFor(() => isWorkerAlive(data))
  run.process.disconnect()
  expect((await run.ended).code).toBe(0)
})

it('puts what it is at back into the queue when it is told to end', async () => {
  const { db, data, notes } = prepare(120)
  const run = startWorkerRun(data, { drain: false })
  queueSync(db, [notes])
  await waitFor(() => statesOf(db).includes('ready'))
  run.process.kill('SIGTERM')
  expect((await run.ended).code).toBe(0)
  expect(statesOf(db)).not.toContain('reading')
  expect(stagedVersions(db)).toEqual([])
  expect(countOpenJobs(db)).toBeGreaterThan(0)
  await drainWorker(data)
  expect(new Set(statesOf(db))).toEqual(new Set(['ready']))
})

it('loses one file at most when the program that reads is killed', async () => {
  const { db, data, notes } = prepare(150)
  const id = queueSync(db, [notes])
  const run = startWorkerRun(data)
  await waitFor(() => statesOf(db).includes('ready'))
  for (const pid of childrenOf(run.process.pid)) process.kill(pid, 'SIGKILL')
  await run.ended
  const { result, state } = findJob(db, id) ?? {}
  expect(state).toBe('done')
  expect(result?.failed.length).toBeLessThanOrEqual(1)
  for (const { code } of result?.failed ?? []) expect(code).toBe('read_crashed')
  expect((result?.added ?? 0) + (result?.failed.length ?? 0)).toBe(150)
})

it('ends a sync that is cancelled, leaves nothing half done, and takes it up again on retry', async () => {
  const server = await startOpenAiServer({ delayMs: 100 })
  onTestFinished(server.close)
  server.setMode('slow')
  const env = { EMBEDDING_BASE_URL: server.baseUrl, EMBEDDING_MODEL: 'm' }
  const { db, data, notes } = prepare(100)
  const id = queueSync(db, [notes])
  const run = startWorkerRun(data, { env })
  await waitFor(() => statesOf(db).includes('ready'))
  cancelJob(db, id)
  await run.ended
  const cancelled = findJob(db, id)
  const ready = statesOf(db).filter((state) => state === 'ready').length
  expect(cancelled).toMatchObject({ state: 'cancelled', result: { added: ready } })
  expect(ready).toBeLessThan(100)
  expect(stagedVersions(db)).toEqual([])
  expect(new Set(listJobs(db, { limit: 500, parentId: id }).map(({ state }) => state))).toEqual(
    new Set(['done', 'cancelled']),
  )
  server.setMode('normal')
  retryJob(db, id)
  await drainWorker(data, env)
  expect(findJob(db, id)).toMatchObject({ state: 'done', result: { added: 100 - ready, unchanged: ready } })
  expect(new Set(statesOf(db))).toEqual(new Set(['ready']))
})

it('is kept alive: started with the service, started again after a crash, ended with it', async () => {
  const { db, data, notes } = prepare(3)
  const lines: string[] = []
  const worker = startWorker({ workerUrl: WORKER_URL, dataFolder: data, log: (line) => lines.push(line) })
  onTestFinished(worker.stop)
  await waitFor(() => isWorkerAlive(data))
  const [pid] = childrenOf(process.pid).filter((one) =>
    execFileSync('ps', ['-o', 'args=', '-p', String(one)], { encoding: 'utf8' }).includes(data),
  )
  process.kill(pid ?? 0, 'SIGKILL')
  await waitFor(() => lines.find((line) => line.includes('SIGKILL')))
  const id = queueSync(db, [notes])
  worker.wake()
  await waitFor(() => findJob(db, id)?.state === 'done')
  await worker.stop()
  expect(isWorkerAlive(data)).toBe(false)
})

it('takes over when the worker of another process ends', async () => {
  const { db, data, notes } = prepare(1)
  const other = startWorkerRun(data, { drain: false })
  await waitFor(() => isWorkerAlive(data))
  const worker = startWorker({ workerUrl: WORKER_URL, dataFolder: data, log: () => {} })
  onTestFinished(worker.stop)
  other.process.kill('SIGKILL')
  await other.ended
  const id = queueSync(db, [notes])
  await waitFor(() => findJob(db, id)?.state === 'done')
})
