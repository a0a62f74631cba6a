import { resolve } from 'node:path'
import { restore } from '../db/restore.ts'
import { listenForInterruption } from '../terminal/interruption.ts'
import { openProgress } from '../terminal/progress.ts'
import { type Register, withCommonOptions } from './command.ts'
import { readConfig } from './open-library.ts'

const EXAMPLE = 'precedent restore library-2026-03-31.zip --data ./restored'
const MEGABYTE = 1_000_000

type Options = { data?: string; json?: true }

export const registerRestore: Register = (program, run) => {
  const command = program
    .command('restore')
    .summary('bring a backup back into an empty folder')
    .description('Brings a backup back into a new or empty data folder, after checking every byte of it.')
    .argument('<file>', 'a file that `precedent backup` wrote')
  withCommonOptions(command, EXAMPLE).action((file: string, options: Options) =>
    run(options, async (io) => {
      const { dataFolder } = readConfig(io, options)
      const interruption = listenForInterruption()
      const progress = openProgress(io.terminal, 'MB')
      try {
        const report = await restore({
          dataFolder,
          file: resolve(file),
          signal: interruption.signal,
          onProgress: (done, total) =>
            progress.update({ done: Math.round(done / MEGABYTE), total: Math.ceil(total / MEGABYTE), detail: '' }),
        })
        progress.stop()
        if (options.json) io.terminal.print(JSON.stringify(report))
        else io.terminal.print(`${report.dataFolder}: restored as of ${report.created}, ${report.originals} originals`)
      } finally {
        progress.stop()
        interruption.ignore()
      }
      return undefined
    }),
  )
}
