import { countDocuments } from '../db/document-views.ts'
import { OWNER_ACCESS } from '../engines/access.ts'
import { toHits } from '../http/wire/hit.ts'
import { type Register, withCommonOptions } from './command.ts'
import { formatHits } from './format-hits.ts'
import { readConfig, withLibrary } from './open-library.ts'
import { parseLimit, parseQuestion } from './parse-arguments.ts'

const EXAMPLE = 'precedent search "验收前客户换了领导" --limit 5'

type Options = { data?: string; json?: true; limit: number }

export const EMPTY_LIBRARY = 'The library is empty: add documents with `precedent ingest <folder>`.'

export const registerSearch: Register = (program, run) => {
  const command = program
    .command('search')
    .summary('find the passages nearest to a text')
    .description('Finds the passages nearest to a text, best first.')
    .argument('<text...>', 'what to look for')
    .option('--limit <n>', 'how many passages', parseLimit, 10)
  withCommonOptions(command, EXAMPLE).action((words: string[], options: Options) =>
    run(options, async (io) => {
      const query = parseQuestion(words)
      return withLibrary(io, readConfig(io, options), { startsWorker: false }, async ({ services, catchUp }) => {
        await catchUp()
        const start = performance.now()
        const { passages, degraded } = await services.retrieve(
          { query, limit: options.limit, filters: {} },
          OWNER_ACCESS,
        )
        const tookMs = Math.round((performance.now() - start) * 10) / 10
        const hits = toHits(passages)
        if (options.json) io.terminal.print(JSON.stringify({ hits, degraded, tookMs }))
        else if (hits.length > 0) io.terminal.print(formatHits(hits, io.terminal))
        else io.terminal.note(countDocuments(services.db) === 0 ? EMPTY_LIBRARY : 'Nothing in the library matches.')
        if (degraded.length > 0 && !options.json) io.terminal.note(`Searched without: ${degraded.join(', ')}.`)
        return undefined
      })
    }),
  )
}
