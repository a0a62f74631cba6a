import { join } from 'node:path'
import type { ErrorCode } from '../errors.ts'
import { acquireLock, type ReleaseLock } from './folder-lock.ts'

/** How an ingest worker says goodbye to the process that started it. */
export const WORKER_EXIT = {
  /** Told to end, nothing left to do, or another worker is alive on the folder. */
  done: 0,
  failed: 1,
  /** The folder or the configuration does not fit: starting it again would not help. */
  cannotStart: 3,
} as const

/** What an ingest worker that cannot go on sends to the process that started it, before it ends. */
export type WorkerFarewell = { failed: { code: ErrorCode; message: string } }

const LOCK_FILE = 'worker.lock'
/** Long enough for somebody who only looks whether a worker is alive to let go. */
const WAIT_MS = 300

/** Makes this process the ingest worker of a data folder, for as long as it lives. @returns undefined when there is one. */
export function acquireWorkerLock(dataFolder: string): ReleaseLock | undefined {
  return acquireLock(join(dataFolder, LOCK_FILE), WAIT_MS)
}

export function isWorkerAlive(dataFolder: string): boolean {
  const release = acquireLock(join(dataFolder, LOCK_FILE), 0)
  release?.()
  return release === undefined
}
