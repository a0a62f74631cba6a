import { join } from 'node:path'
import { createApp } from '../app.ts'
import { countDocuments } from '../db/document-views.ts'
import { findSpace } from '../db/spaces.ts'
import { toAppError } from '../errors.ts'
import { countBySpace } from '../http/library-counts.ts'
import { startServer } from '../server.ts'
import { listenForInterruption } from '../terminal/interruption.ts'
import { safeLine } from '../terminal/safe-text.ts'
import { type CommandIo, type CommonOptions, type Register, withCommonOptions } from './command.ts'
import { formatOutcome } from './format-sync.ts'
import { type Library, readConfig, withLibrary } from './open-library.ts'
import { packageRoot } from './package-root.ts'
import { parsePort } from './parse-arguments.ts'
import { runSync } from './run-sync.ts'
import { SAMPLE_QUESTIONS, SAMPLE_SPACE, sampleRequest } from './sample-corpus.ts'

const EXAMPLE = 'precedent serve --port 8787 --data ./data'

type Options = CommonOptions & { port?: string; host?: string; sample?: true }

/** The sample is for a first look: not for a library in use, and not again once somebody removed it. */
function wantsSample({ services: { db } }: Library): boolean {
  return countDocuments(db) === 0 && findSpace(db, SAMPLE_SPACE) === undefined
}

/** A sample that cannot be read does not keep the service from being used. */
async function bringSampleIn(library: Library, io: CommandIo, signal: AbortSignal): Promise<void> {
  io.terminal.note('Reading the sample documents of an invented company …')
  try {
    const { state, result, tookMs } = await runSync(library, sampleRequest(), io.terminal, signal)
    if (state === 'done') io.terminal.note(formatOutcome(result, tookMs, io.terminal.width))
  } catch (error) {
    const { code, message } = toAppError(error)
    io.terminal.note(`precedent: ${safeLine(message)} (${code})`)
  }
}

function formatWelcome(url: string, { services: { db, config } }: Library): string {
  const documents = countDocuments(db)
  const hasSample = countBySpace(db).some((space) => space.isSample && space.documents > 0)
  const add = documents === 0 ? '; add some with `precedent ingest <folder>` or in the page' : ''
  return [
    `Precedent is ready at ${url}`,
    `  data folder  ${config.dataFolder}`,
    `  documents    ${documents}${add}`,
    ...(hasSample ? ['  try asking', ...SAMPLE_QUESTIONS.map((question) => `    ${question}`)] : []),
    ...(hasSample ? ['  when you have seen enough: precedent sample remove'] : []),
  ].join('\n')
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function serve(library: Library, io: CommandIo, options: Options): Promise<undefined> {
  const { services } = library
  const interruption = listenForInterruption()
  const app = createApp(services, { webFolder: join(packageRoot(), 'dist', 'web') })
  const server = await startServer(app, services.config)
  try {
    services.wakeWorker()
    if (options.sample && wantsSample(library)) {
      io.terminal.note(`Listening at ${server.url}`)
      await bringSampleIn(library, io, interruption.signal)
    }
    await library.catchUp()
    if (!interruption.signal.aborted) {
      const { dataFolder } = services.config
      const facts = { url: server.url, dataFolder, documents: countDocuments(services.db) }
      io.terminal.print(options.json ? JSON.stringify(facts) : formatWelcome(server.url, library))
    }
    await untilAborted(interruption.signal)
  } finally {
    await server.stop()
  }
  return undefined
}

export const registerServe: Register = (program, run) => {
  const command = program
    .command('serve')
    .summary('run the service and its ingest worker')
    .description('Runs the service and its ingest worker. Ctrl-C stops both; what is queued waits.')
    .option('--port <port>', 'port to listen on; 0 takes a free one (default: $PORT or 8787)', parsePort)
    .option('--host <host>', 'address to listen on (default: $HOST or 127.0.0.1)')
    .option('--sample', 'bring the sample documents into an empty library first')
  withCommonOptions(command, EXAMPLE).action((options: Options) =>
    run(options, (io) => {
      const config = readConfig(io, options, { port: options.port, host: options.host })
      return withLibrary(io, config, { startsWorker: true, showsLog: true }, (library) => serve(library, io, options))
    }),
  )
}
