import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Composition } from '../compose.ts'
import { type Config, type ConfigOverrides, parseConfig } from '../config.ts'
import { DATABASE_FILE } from '../db/client.ts'
import { AppError } from '../errors.ts'
import { safeLine, safeText } from '../terminal/safe-text.ts'
import type { CommandIo, CommonOptions } from './command.ts'
import { type AssertWorker, watchWorker } from './watch-worker.ts'

export function readConfig(io: CommandIo, options: CommonOptions, overrides: ConfigOverrides = {}): Config {
  return parseConfig(io.variables, { ...overrides, dataFolder: options.data })
}

export type OpenOptions = { startsWorker: boolean; showsLog?: boolean }
export type Library = Composition & { assertWorker: AssertWorker }

/** Opens the library for the time of `work`, and closes it whatever happens. */
export async function withLibrary<T>(
  io: CommandIo,
  config: Config,
  { startsWorker, showsLog = false }: OpenOptions,
  work: (library: Library) => Promise<T>,
): Promise<T> {
  let lastLine = ''
  const log = (line: string) => {
    lastLine = line
    if (showsLog || io.isDebugging) io.terminal.note(safeText(line))
  }
  const { compose } = await import('../compose.ts')
  const library = await compose(config, { log, startsWorker })
  try {
    const assertAlive = watchWorker(config.dataFolder, () => safeLine(lastLine))
    const assertWorker = () => {
      const failure = library.workerFailure()
      if (failure) throw failure
      assertAlive()
    }
    return await work({ ...library, assertWorker })
  } finally {
    await library.stop()
  }
}

/** For commands that must not make a library of a mistyped folder. @throws AppError `path_missing` */
export async function assertLibraryThere(dataFolder: string): Promise<void> {
  await access(join(dataFolder, DATABASE_FILE)).catch((cause: unknown) => {
    throw new AppError('path_missing', `${dataFolder} holds no library: name its folder with --data.`, { cause })
  })
}
