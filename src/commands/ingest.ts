import { resolve } from 'node:path'
import { Option } from 'commander'
import { DOCUMENT_KINDS } from '../db/schema/documents.ts'
import { DEFAULT_SPACE } from '../db/spaces.ts'
import { listenForInterruption } from '../terminal/interruption.ts'
import { assertPathsExist } from './assert-paths.ts'
import { type CommandIo, EXIT_INTERRUPTED, type Register, withCommonOptions } from './command.ts'
import { followReembedding } from './follow-reembedding.ts'
import { formatOutcome, formatPlan, toJson } from './format-sync.ts'
import { type Library, readConfig, withLibrary } from './open-library.ts'
import { runSync, type SyncOutcome, type SyncRequest } from './run-sync.ts'
import { watchPaths } from './watch-paths.ts'

const EXAMPLE = `precedent ingest ./notes ./guides/handover.docx
precedent ingest ./notes --prune --watch`

type Options = {
  data?: string
  json?: true
  space: string
  kind?: string
  watch?: true
  dryRun?: true
  prune?: true
}

function printOutcome({ state, result, warnings, tookMs }: SyncOutcome, io: CommandIo, isJson: boolean): void {
  const { terminal } = io
  if (isJson) terminal.print(JSON.stringify(toJson(result, tookMs, warnings)))
  else if (result.plan) terminal.print(formatPlan(result, terminal.width))
  else terminal.print(formatOutcome(result, tookMs, terminal.width, warnings))
  if (state === 'cancelled') terminal.note('Cancelled; what was finished before stays. Run it again to go on.')
}

const changedAnything = ({ result }: SyncOutcome) =>
  result.added + result.updated + result.moved + result.removed + result.failed.length > 0

/** Syncs again whenever files change, until it is interrupted. Later outcomes go to standard error. */
async function keepInStep(library: Library, request: SyncRequest, io: CommandIo, signal: AbortSignal): Promise<void> {
  const watched = watchPaths(request.paths)
  io.terminal.note(`Watching ${request.paths.join(', ')} for changes; Ctrl-C ends it.`)
  try {
    while (!signal.aborted) {
      await watched.next(signal)
      const outcome = await runSync(library, request, io.terminal, signal)
      const { result, tookMs, warnings } = outcome
      if (changedAnything(outcome)) io.terminal.note(formatOutcome(result, tookMs, io.terminal.width, warnings))
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    watched.close()
  }
}

async function ingest(io: CommandIo, paths: readonly string[], options: Options): Promise<number | undefined> {
  const request: SyncRequest = {
    paths: paths.map((path) => resolve(path)),
    space: options.space,
    isSample: false,
    ...(options.kind === undefined ? {} : { documentKind: options.kind }),
    dryRun: options.dryRun === true,
    prune: options.prune === true,
  }
  // A folder that is gone may be named to take out what it brought in; the sync refuses one that brought nothing.
  if (!request.prune) await assertPathsExist(paths.map((path) => (path === '' ? '' : resolve(path))))
  return withLibrary(io, readConfig(io, options), { startsWorker: true }, async (library) => {
    const interruption = listenForInterruption()
    const outcome = await runSync(library, request, io.terminal, interruption.signal)
    if (!request.dryRun) await followReembedding(library, io.terminal, interruption.signal)
    printOutcome(outcome, io, options.json === true)
    if (outcome.state === 'cancelled') return EXIT_INTERRUPTED
    if (options.watch) await keepInStep(library, request, io, interruption.signal)
    return undefined
  })
}

export const registerIngest: Register = (program, run) => {
  const command = program
    .command('ingest')
    .summary('add or update files and folders')
    .description('Adds or updates files and folders. Only what is new or changed is read.')
    .argument('<path...>', 'files and folders')
    .option('--space <name>', 'the space that the documents belong to', DEFAULT_SPACE)
    .addOption(new Option('--kind <kind>', 'what the documents are (default: found out)').choices(DOCUMENT_KINDS))
    .option('--watch', 'stay, and follow every change')
    .addOption(new Option('--dry-run', 'say what would be done, and do nothing').conflicts('watch'))
    .option('--prune', 'also remove documents whose files are gone')
  withCommonOptions(command, EXAMPLE).action((paths: string[], options: Options) =>
    run(options, (io) => ingest(io, paths, options)),
  )
}
