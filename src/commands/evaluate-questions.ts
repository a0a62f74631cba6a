import { resolve } from 'node:path'
import type { Database } from '../db/client.ts'
import { listDocuments } from '../db/document-views.ts'
import { versionText } from '../db/versions.ts'
import { OWNER_ACCESS } from '../engines/access.ts'
import type { Scores } from '../evaluation/question-scores.ts'
import { type CorpusDocument, evaluateQuestions, type QuestionsReport } from '../evaluation/questions.ts'
import { openProgress } from '../terminal/progress.ts'
import { formatTable } from '../terminal/table.ts'
import { assertPathsExist } from './assert-paths.ts'
import { type CommonOptions, type Register, withCommonOptions } from './command.ts'
import { withScratchLibrary } from './scratch-library.ts'

const EXAMPLE = 'precedent evaluate questions corpus/questions.jsonl --corpus corpus/documents'
const PAGE = 500

type Options = CommonOptions & { corpus: string }

/** Every document of the library with its whole text. */
function loadCorpus(db: Database): CorpusDocument[] {
  const corpus: CorpusDocument[] = []
  for (let after: string | undefined; ; ) {
    const page = listDocuments(db, { after, limit: PAGE })
    corpus.push(...page.map(({ id, path, versionId }) => ({ id, path, text: versionText(db, versionId) ?? '' })))
    after = page.at(-1)?.id
    if (page.length < PAGE) return corpus
  }
}

const share = (value: number | null) => (value === null ? '' : value.toFixed(3))
const toRow = (name: string, { n, hit1, hit3, hit5, hit10, coverage10 }: Scores) => [
  name,
  String(n),
  ...[hit1, hit3, hit5, hit10, coverage10].map((value) => (n === 0 ? '' : share(value))),
]

function formatReport(report: QuestionsReport<unknown>, width: number): string {
  const { all, langs, types, refusal, answerPoints, p50Ms, p95Ms } = report
  const groups = [...Object.entries(langs), ...Object.entries(types)]
  const rows = [toRow('all', all), ...groups.map(([name, scores]) => toRow(name, scores))]
  return [
    formatTable(['questions', 'n', 'hit@1', 'hit@3', 'hit@5', 'hit@10', 'coverage@10'], rows, width),
    `refusal accuracy ${share(refusal.accuracy)}, false refusals ${share(refusal.falseRefusals)}`,
    `answer points ${share(answerPoints)}; retrieval p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`,
  ].join('\n')
}

export const registerEvaluateQuestions: Register = (evaluate, run) => {
  const command = evaluate
    .command('questions')
    .summary('score passages, answers and refusals on known-answer questions')
    .description('Scores passages, answers and refusals on questions whose answers are known.')
    .argument('<questions>', 'a file with one question a line, as JSON')
    .requiredOption('--corpus <folder>', 'the documents that the questions are about')
  withCommonOptions(command, EXAMPLE).action((questions: string, options: Options) =>
    run(options, async (io) => {
      const corpus = resolve(options.corpus)
      await assertPathsExist([questions, corpus])
      return withScratchLibrary(io, options, async ({ library, ingest, signal }) => {
        const { services } = library
        await ingest(corpus)
        const progress = openProgress(io.terminal, 'questions')
        const report = await evaluateQuestions({
          questions: resolve(questions),
          documents: loadCorpus(services.db),
          retrieve: services.retrieve,
          ask: (question) => services.ask({ question, filters: {} }, OWNER_ACCESS, { signal }),
          onQuestion: (done, total) => {
            signal.throwIfAborted()
            progress.update({ done, total, detail: '' })
          },
        }).finally(progress.stop)
        io.terminal.print(options.json ? JSON.stringify(report) : formatReport(report, io.terminal.width))
        return undefined
      })
    }),
  )
}
