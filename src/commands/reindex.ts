import { setTimeout as pause } from 'node:timers/promises'
import { write } from '../db/client.ts'
import { countCurrentPoints } from '../db/index-rows.ts'
import { enqueueJob, findJob } from '../db/jobs.ts'
import { AppError, ERROR_STATUS, type ErrorCode } from '../errors.ts'
import { formatDuration } from '../terminal/duration.ts'
import { listenForInterruption } from '../terminal/interruption.ts'
import { openProgress } from '../terminal/progress.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type CommonOptions, EXIT_INTERRUPTED, type Register, withCommonOptions } from './command.ts'
import { assertLibraryThere, type Library, readConfig, withLibrary } from './open-library.ts'

const EXAMPLE = 'precedent reindex --data ./data'
const POLL_MS = 100

const isErrorCode = (code: string): code is ErrorCode => code in ERROR_STATUS

/**
 * Queues the job and follows it to its end. An interruption leaves it to the next worker.
 * @returns whether it came to its end.
 */
async function runReindexing(library: Library, terminal: Terminal, signal: AbortSignal): Promise<boolean> {
  const { services, assertWorker } = library
  const request = { kind: 'reindex', isForced: true } as const
  const { id } = write(services.db, (tx) => enqueueJob(tx, { path: 'index', request }))
  services.wakeWorker()
  const progress = openProgress(terminal, 'points')
  try {
    for (;;) {
      const job = findJob(services.db, id)
      if (job?.state === 'failed') {
        const code = job.errorCode ?? ''
        throw new AppError(isErrorCode(code) ? code : 'internal', job.errorMessage ?? `The job ${id} failed.`)
      }
      if (job?.state === 'done') return true
      if (!job || job.state === 'cancelled') return false
      progress.update({ done: job.done, total: job.total, detail: 'indexing' })
      if (signal.aborted) {
        progress.note('The index is not built yet; the next worker goes on. Searches use the one there was.')
        return false
      }
      assertWorker()
      await pause(POLL_MS)
    }
  } finally {
    progress.stop()
  }
}

export const registerReindex: Register = (program, run) => {
  const command = program
    .command('reindex')
    .summary('build the search index anew')
    .description('Builds the search index anew from what the data folder holds; no file is read, and searches go on.')
  withCommonOptions(command, EXAMPLE).action((options: CommonOptions) =>
    run(options, async (io) => {
      const config = readConfig(io, options)
      await assertLibraryThere(config.dataFolder)
      return withLibrary(io, config, { startsWorker: true }, async (library) => {
        const start = performance.now()
        if (!(await runReindexing(library, io.terminal, listenForInterruption().signal))) return EXIT_INTERRUPTED
        const tookMs = Math.round(performance.now() - start)
        const points = countCurrentPoints(library.services.db)
        if (options.json) io.terminal.print(JSON.stringify({ engine: config.engine, points, tookMs }))
        else io.terminal.print(`${points} points indexed anew in ${formatDuration(tookMs)}`)
        return undefined
      })
    }),
  )
}
