#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { registerAsk } from './commands/ask.ts'
import { registerBackup } from './commands/backup.ts'
import { type CommandIo, EXIT_WRONG_USAGE, type Run } from './commands/command.ts'
import { registerConcepts } from './commands/concepts.ts'
import { registerDoctor } from './commands/doctor.ts'
import { registerEvaluate } from './commands/evaluate.ts'
import { registerIngest } from './commands/ingest.ts'
import { packageRoot } from './commands/package-root.ts'
import { registerReindex } from './commands/reindex.ts'
import { registerRestore } from './commands/restore.ts'
import { runCommand } from './commands/run-command.ts'
import { registerSample } from './commands/sample.ts'
import { registerSearch } from './commands/search.ts'
import { registerServe } from './commands/serve.ts'
import { openTerminal } from './terminal/terminal.ts'

const COMMANDS = [
  registerServe,
  registerIngest,
  registerSearch,
  registerAsk,
  registerConcepts,
  registerEvaluate,
  registerBackup,
  registerRestore,
  registerDoctor,
  registerReindex,
  registerSample,
]

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

function buildProgram(run: Run): Command {
  const program = new Command('precedent').description(ABOUT).version(version())
  program.addHelpText('after', '\n`precedent <command> --help` shows the options of a command, with an example.')
  for (const register of COMMANDS) register(program, run)
  explainUsage(program)
  return program
}

/** @returns the exit code: 0 done, 1 could not run, 2 wrong usage. */
async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  let exitCode = 0
  const program = buildProgram(async (options, work) => {
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
