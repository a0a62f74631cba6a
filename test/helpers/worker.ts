import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type Database, write } from '../../src/db/client.ts'
import { enqueueJob, findJob } from '../../src/db/jobs.ts'
import type { JobRequest, JobRow } from '../../src/db/schema/jobs.ts'

export const WORKER_URL = new URL('../../dist/ingest/worker.js', import.meta.url)
export const READ_CHILD_URL = new URL('../../dist/ingest/child/read-child.js', import.meta.url)

type SyncOptions = Partial<Omit<Extract<JobRequest, { kind: 'sync' }>, 'kind' | 'paths'>>

export function queueSync(db: Database, paths: string[], options: SyncOptions = {}): string {
  const defaults = { space: 'default', isSample: false, dryRun: false, prune: false }
  const request = { kind: 'sync', paths, ...defaults, ...options } as const
  return write(db, (tx) => enqueueJob(tx, { path: paths[0] ?? '', request })).id
}

export type WorkerRun = { process: ChildProcess; ended: Promise<{ code: number | null; err: string }> }

/** Starts the built worker as a process of its own; it is killed when the test ends. */
export function startWorkerRun(
  folder: string,
  options: { drain?: boolean; env?: Record<string, string> } = {},
): WorkerRun {
  const child = fork(fileURLToPath(WORKER_URL), [folder, ...(options.drain === false ? [] : ['--drain'])], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    env: { PATH: process.env.PATH ?? '', ...options.env },
  })
  let err = ''
  child.stderr?.on('data', (part: Buffer) => {
    err += part.toString('utf8')
  })
  const said = new Promise((resolve) => child.stderr?.once('end', resolve))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ended = Promise.all([exited, said]).then(([code]) => ({ code, err }))
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  })
  return { process: child, ended }
}

/** Runs the built worker until no job is open. */
export async function drainWorker(folder: string, env: Record<string, string> = {}): Promise<void> {
  const { code, err } = await startWorkerRun(folder, { env }).ended
  if (code !== 0) throw new Error(`the worker ended with ${code}: ${err}`)
}

/** Brings folders and files in, waits, and gives the finished sync. */
export async function ingest(
  db: Database,
  folder: string,
  paths: string[],
  options: SyncOptions = {},
): Promise<JobRow> {
  const id = queueSync(db, paths, options)
  await drainWorker(folder)
  const job = findJob(db, id)
  if (!job) throw new Error('the sync is gone')
  return job
}

export async function waitFor<T>(look: () => T | undefined | false, withinMs = 20_000): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > until) throw new Error(`not seen within ${withinMs} ms: ${look.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}
