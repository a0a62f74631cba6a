#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { type CommandIo, EXIT_WRONG_USAGE, type Register, type Run } from './commands/command.ts'
import { packageRoot } from './commands/package-root.ts'
import { runCommand } from './commands/run-command.ts'
import { openTerminal } from './terminal/terminal.ts'

/** In the order of the help. Each is loaded when it is asked for: most of a start is the loading of modules. */
const COMMANDS: ReadonlyMap<string, () => Promise<Register>> = new Map([
  ['serve', async () => (await import('./commands/serve.ts')).registerServe],
  ['ingest', async () => (await import('./commands/ingest.ts')).registerIngest],
  ['search', async () => (await import('./commands/search.ts')).registerSearch],
  ['ask', async () => (await import('./commands/ask.ts')).registerAsk],
  ['concepts', async () => (await import('./commands/concepts.ts')).registerConcepts],
  ['evaluate', async () => (await import('./commands/evaluate.ts')).registerEvaluate],
  ['backup', async () => (await import('./commands/backup.ts')).registerBackup],
  ['restore', async () => (await import('./commands/restore.ts')).registerRestore],
  ['doctor', async () => (await import('./commands/doctor.ts')).registerDoctor],
  ['reindex', async () => (await import('./commands/reindex.ts')).registerReindex],
  ['sample', async () => (await import('./commands/sample.ts')).registerSample],
])

/** The command that comes first alone; all of them where none does, for the help and for what is misspelt. */
function loadCommands([first = '']: readonly string[]): Promise<Register[]> {
  const named = COMMANDS.get(first)
  return Promise.all((named ? [named] : [...COMMANDS.values()]).map((load) => load()))
}

const ABOUT = `Answers "how did we handle this before?" from an organisation's own documents;
every sentence leads back to its source.`

function version(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }
  return version
}

/** Wrong usage is told in two lines: what is wrong, and the usage of the very command. */
function explainUsage(command: Command): void {
  command.exitOverride()
  command.configureOutput({
    outputError: (text, write) =>
      write(`precedent: ${text.replace(/^error: /, '')}Usage: ${command.createHelp().commandUsage(command)}\n`),
  })
  for (const child of command.commands) explainUsage(child)
}

function buildProgram(commands: readonly Register[], run: Run): Command {
  const program = new Command('precedent').description(ABOUT).version(version())
  program.addHelpText('after', '\n`precedent <command> --help` shows the options of a command, with an example.')
  for (const register of commands) register(program, run)
  explainUsage(program)
  return program
}

/** @returns the exit code: 0 done, 1 could not run, 2 wrong usage. */
async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  let exitCode = 0
  const program = buildProgram(await loadCommands(argv), async (options, work) => {
    exitCode = await runCommand(io, options, work)
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : EXIT_WRONG_USAGE
  }
}

/** A reader that has seen enough (`| head`) is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

const terminal = openTerminal({
  out: process.stdout,
  errors: process.stderr,
  isColourRefused: (process.env.NO_COLOR ?? '') !== '',
})
const isDebugging = process.env.PRECEDENT_DEBUG === '1'
const exitCode = await main(process.argv.slice(2), { terminal, variables: process.env, isDebugging })
process.stdout.write('', () => process.exit(exitCode))
