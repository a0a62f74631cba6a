import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { isWorkerAlive, WORKER_EXIT, type WorkerFarewell } from './db/worker-lock.ts'
import { AppError } from './errors.ts'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
const LIVED_WELL_MS = 10_000
const OTHER_WORKER_CHECK_MS = 1_000
const STOP_WITHIN_MS = 10_000

export type WorkerProcess = {
  /** A job was queued: the worker looks at once; one that has ended is started. */
  wake: () => void
  /** Ends the worker; the job it is at waits for the next one. */
  stop: () => Promise<void>
  /** Why the worker that ended last could not go on, where it knew; undefined while one is at work. */
  failure: () => AppError | undefined
}

function isFarewell(message: unknown): message is WorkerFarewell {
  return typeof message === 'object' && message !== null && 'failed' in message
}

/**
 * Keeps an ingest worker alive on a data folder, as a process of its own that ends with this one. While another
 * process's worker holds the folder none is started; it is taken over when that one ends. A worker that crashes is
 * started again after a pause that doubles each time.
 */
export function startWorker(options: {
  workerUrl: URL
  dataFolder: string
  /** Added to the environment of this process. */
  environment?: Readonly<Record<string, string>>
  log: (line: string) => void
}): WorkerProcess {
  const { workerUrl, dataFolder, environment = {}, log } = options
  let child: ChildProcess | undefined
  let timer: NodeJS.Timeout | undefined
  let pause = FIRST_PAUSE_MS
  let isStopping = false
  let isHopeless = false
  let failure: AppError | undefined

  function startIn(milliseconds: number): void {
    clearTimeout(timer)
    timer = setTimeout(start, milliseconds)
    timer.unref()
  }

  function onExit(code: number | null, signal: string | null, startedAt: number): void {
    child = undefined
    if (isStopping) return
    if (code === WORKER_EXIT.cannotStart) {
      isHopeless = true
      log('The ingest worker cannot work on this data folder; nothing is read until the process is started again.')
      return
    }
    if (code === WORKER_EXIT.done) {
      startIn(OTHER_WORKER_CHECK_MS)
      return
    }
    pause = Date.now() - startedAt > LIVED_WELL_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
    log(`The ingest worker ended (${signal ?? `code ${code}`}); it is started again in ${pause / 1_000} s.`)
    startIn(pause)
  }

  function start(): void {
    clearTimeout(timer)
    if (isStopping || isHopeless || child) return
    if (isWorkerAlive(dataFolder)) {
      startIn(OTHER_WORKER_CHECK_MS)
      return
    }
    failure = undefined
    const startedAt = Date.now()
    const env = { ...process.env, ...environment }
    const started = fork(workerUrl, [dataFolder], { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    child = started
    started.on('message', (message) => {
      if (!isFarewell(message)) return
      const { code, message: line } = message.failed
      failure = code === 'internal' ? undefined : new AppError(code, line)
    })
    if (started.stderr) createInterface({ input: started.stderr }).on('line', log)
    started.once('exit', (code, signal) => onExit(code, signal, startedAt))
    started.once('error', (error) => {
      if (started.pid !== undefined) return
      log(`The ingest worker could not be started: ${error.message}`)
      onExit(WORKER_EXIT.failed, null, startedAt)
    })
  }

  start()
  return {
    wake: () => {
      if (child?.connected) child.send('wake', () => {})
      else start()
    },
    stop: async () => {
      isStopping = true
      clearTimeout(timer)
      const ending = child
      if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => ending.kill('SIGKILL'), STOP_WITHIN_MS)
        ending.once('exit', () => {
          clearTimeout(force)
          resolve()
        })
        ending.kill('SIGTERM')
      })
    },
    failure: () => failure,
  }
}
