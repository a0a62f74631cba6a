import { type Check, examine } from '../doctor.ts'
import { safeLine } from '../terminal/safe-text.ts'
import { formatTable } from '../terminal/table.ts'
import { type CommonOptions, type Register, withCommonOptions } from './command.ts'

const EXAMPLE = 'precedent doctor --data ./data'

const toRow = ({ name, ok, detail }: Check) => [ok ? 'ok' : 'FAULT', name, safeLine(detail)]

export const registerDoctor: Register = (program, run) => {
  const command = program
    .command('doctor')
    .summary('examine configuration, data, index and models')
    .description('Examines configuration, data folder, database, index and models; exit code 1 when it finds a fault.')
  withCommonOptions(command, EXAMPLE).action((options: CommonOptions) =>
    run(options, async ({ terminal, variables }) => {
      const report = await examine({ variables, dataFolder: options.data })
      if (options.json) terminal.print(JSON.stringify(report))
      else terminal.print(formatTable(['', 'check', 'finding'], report.checks.map(toRow), terminal.width))
      return report.ok ? undefined : 1
    }),
  )
}
