import type { Command } from 'commander'
import { countBySpace } from '../http/library-counts.ts'
import { removeSample } from '../http/sample-space.ts'
import { listenForInterruption } from '../terminal/interruption.ts'
import { type CommonOptions, EXIT_INTERRUPTED, type Register, withCommonOptions } from './command.ts'
import { confirm } from './confirm.ts'
import { formatOutcome, toJson } from './format-sync.ts'
import { assertLibraryThere, readConfig, withLibrary } from './open-library.ts'
import { runSync } from './run-sync.ts'
import { SAMPLE_SPACE, sampleRequest } from './sample-corpus.ts'

type Options = CommonOptions & { yes?: true }

const registerRemove: Register = (sample, run) => {
  const command = sample
    .command('remove')
    .summary('remove every sample document')
    .description('Removes every sample document; `npm start` does not bring them back.')
    .option('--yes', 'do not ask')
  withCommonOptions(command, 'precedent sample remove --yes').action((options: Options) =>
    run(options, async (io) => {
      const config = readConfig(io, options)
      await assertLibraryThere(config.dataFolder)
      return withLibrary(io, config, { startsWorker: false }, async ({ services }) => {
        const space = countBySpace(services.db).find(({ name, isSample }) => name === SAMPLE_SPACE && isSample)
        const documents = space?.documents ?? 0
        if (documents > 0 && !options.yes) {
          const isWanted = await confirm(`Remove ${documents} sample documents from ${config.dataFolder}?`)
          if (isWanted === undefined) command.error('error: nobody is there to ask: add --yes')
          if (!isWanted) return 1
        }
        if (space) await removeSample(services, SAMPLE_SPACE)
        if (options.json) io.terminal.print(JSON.stringify({ removed: documents }))
        else io.terminal.print(`${documents} sample documents removed`)
        return undefined
      })
    }),
  )
}

const registerAdd: Register = (sample, run) => {
  const command = sample
    .command('add')
    .summary('bring the sample documents in')
    .description('Brings the sample documents of an invented company in, in a space of their own.')
  withCommonOptions(command, 'precedent sample add').action((options: CommonOptions) =>
    run(options, (io) =>
      withLibrary(io, readConfig(io, options), { startsWorker: true }, async (library) => {
        const interruption = listenForInterruption()
        const { state, result, warnings, tookMs } = await runSync(
          library,
          sampleRequest(),
          io.terminal,
          interruption.signal,
        )
        if (options.json) io.terminal.print(JSON.stringify(toJson(result, tookMs, warnings)))
        else io.terminal.print(formatOutcome(result, tookMs, io.terminal.width, warnings))
        return state === 'cancelled' ? EXIT_INTERRUPTED : undefined
      }),
    ),
  )
}

export const registerSample: Register = (program, run) => {
  const sample: Command = program.command('sample').description('Adds or removes the sample documents.')
  registerAdd(sample, run)
  registerRemove(sample, run)
}
