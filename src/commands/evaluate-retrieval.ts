import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { evaluateRetrieval } from '../evaluation/retrieval.ts'
import { openProgress } from '../terminal/progress.ts'
import { formatTable } from '../terminal/table.ts'
import { type CommonOptions, type Register, withCommonOptions } from './command.ts'
import { withScratchLibrary } from './scratch-library.ts'

const EXAMPLE = 'precedent evaluate retrieval --dataset ./scifact --run run.tsv'

type Options = CommonOptions & { dataset: string; qrels?: string; run?: string }

/** Shares to three places, everything else as it is. */
const formatNumber = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(3))

export const registerEvaluateRetrieval: Register = (evaluate, run) => {
  const command = evaluate
    .command('retrieval')
    .summary('score retrieval on judged documents in BEIR form')
    .description('Scores retrieval on judged documents in BEIR form, through the ordinary reader, chunker and index.')
    .requiredOption('--dataset <folder>', 'folder with corpus.jsonl, queries.jsonl and qrels.tsv')
    .option('--qrels <file>', 'judgements, where they lie elsewhere')
    .option('--run <file>', 'also write query, document and score, tab-separated, 100 a query')
  withCommonOptions(command, EXAMPLE).action((options: Options) =>
    run(options, (io) =>
      withScratchLibrary(io, options, async ({ library, ingest, signal }) => {
        const { services } = library
        const progress = openProgress(io.terminal, 'queries')
        const outcome = await evaluateRetrieval({
          dataset: resolve(options.dataset),
          qrels: options.qrels === undefined ? undefined : resolve(options.qrels),
          scratch: join(services.config.dataFolder, 'evaluation'),
          ingest,
          retrieve: services.retrieve,
          onQuery: (done, total) => {
            signal.throwIfAborted()
            progress.update({ done, total, detail: '' })
          },
        }).finally(progress.stop)
        if (options.run !== undefined) await writeFile(options.run, `${outcome.run.join('\n')}\n`)
        const { report } = outcome
        const rows = Object.entries(report).map(([name, value]) => [name, formatNumber(value)])
        io.terminal.print(
          options.json ? JSON.stringify(report) : formatTable(['measure', 'value'], rows, io.terminal.width),
        )
        return undefined
      }),
    ),
  )
}
