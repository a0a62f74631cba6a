import { resolve } from 'node:path'
import { backUp } from '../db/backup.ts'
import { openDatabase } from '../db/client.ts'
import { listenForInterruption } from '../terminal/interruption.ts'
import { openProgress } from '../terminal/progress.ts'
import { type Register, withCommonOptions } from './command.ts'
import { formatBytes } from './format-bytes.ts'
import { assertLibraryThere, readConfig } from './open-library.ts'

const EXAMPLE = 'precedent backup library-2026-03-31.zip'
const MEGABYTE = 1_000_000

type Options = { data?: string; json?: true; force?: true }

export const registerBackup: Register = (program, run) => {
  const command = program
    .command('backup')
    .summary('copy the whole library into one file, also while it is served')
    .description('Copies the whole library, originals included, into one ZIP file; it may be served meanwhile.')
    .argument('<file>', 'the file to write')
    .option('--force', 'replace the file if there is one')
  withCommonOptions(command, EXAMPLE).action((file: string, options: Options) =>
    run(options, async (io) => {
      const { dataFolder } = readConfig(io, options)
      await assertLibraryThere(dataFolder)
      const db = openDatabase(dataFolder)
      const interruption = listenForInterruption()
      const progress = openProgress(io.terminal, 'MB')
      try {
        const report = await backUp(db, {
          dataFolder,
          file: resolve(file),
          replacesFile: options.force === true,
          signal: interruption.signal,
          onProgress: (done, total) =>
            progress.update({ done: Math.round(done / MEGABYTE), total: Math.ceil(total / MEGABYTE), detail: '' }),
        })
        progress.stop()
        if (options.json) io.terminal.print(JSON.stringify(report))
        else io.terminal.print(`${report.file}: ${formatBytes(report.bytes)}, ${report.originals} originals`)
      } finally {
        progress.stop()
        interruption.ignore()
        db.$client.close()
      }
      return undefined
    }),
  )
}
