import { CommanderError } from 'commander'
import { type AppError, toAppError } from '../errors.ts'
import { safeLine } from '../terminal/safe-text.ts'
import { type CommandIo, type CommonOptions, EXIT_INTERRUPTED, type Work } from './command.ts'

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const stack = error.stack ?? error.message
  return error.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(error.cause)}`
}

/** Of a fault of ours the terminal shows the details only to those who ask for them. */
function messageFor({ code, message }: AppError): string {
  if (code !== 'internal') return message
  return 'Something went wrong inside Precedent: run the command again with PRECEDENT_DEBUG=1 to see what, and report it.'
}

/** One line on standard error; with --json also `{error: {code, message}}` on standard output. */
function reportFailure(io: CommandIo, failure: AppError, isJson: boolean): void {
  const { code } = failure
  const message = messageFor(failure)
  if (isJson) io.terminal.print(JSON.stringify({ error: { code, message } }))
  io.terminal.note(`precedent: ${safeLine(message)} (${code})`)
  if (io.isDebugging) io.terminal.note(stackOf(failure))
}

/** Runs a command. @returns its exit code: 1 when it could not run. @throws CommanderError for wrong usage. */
export async function runCommand(io: CommandIo, options: CommonOptions, work: Work): Promise<number> {
  try {
    return (await work(io)) ?? 0
  } catch (error) {
    if (error instanceof CommanderError) throw error
    if (error instanceof Error && error.name === 'AbortError') {
      io.terminal.note('precedent: interrupted')
      return EXIT_INTERRUPTED
    }
    reportFailure(io, toAppError(error), options.json === true)
    return 1
  }
}
