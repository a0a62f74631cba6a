import type { Command } from 'commander'
import type { Terminal } from '../terminal/terminal.ts'
import { parseFolder } from './parse-arguments.ts'

export type CommonOptions = { data?: string | undefined; json?: true | undefined }

/** What every command is given. */
export type CommandIo = {
  terminal: Terminal
  /** The environment. */
  variables: Readonly<Record<string, string | undefined>>
  /** Whether the operator's log is shown. */
  isDebugging: boolean
}

/** @returns the exit code, where it is not 0. */
export type Work = (io: CommandIo) => Promise<number | undefined>

/** Runs a command's work and turns whatever it throws into one line and an exit code. */
export type Run = (options: CommonOptions, work: Work) => Promise<void>

/** Adds a command to the program. */
export type Register = (program: Command, run: Run) => void

export const EXIT_WRONG_USAGE = 2
export const EXIT_INTERRUPTED = 130

/** Adds the options that every command has; `example` closes its help. */
export function withCommonOptions(command: Command, example: string): Command {
  return command
    .option('--data <folder>', 'the data folder (default: $PRECEDENT_DATA or ./data)', parseFolder)
    .option('--json', 'print one JSON value on standard output and nothing else there')
    .addHelpText('after', `\nExample:\n${example.replace(/^/gm, '  $ ')}`)
}
