import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { OWNER_ACCESS } from '../engines/access.ts'
import { AppError } from '../errors.ts'
import type { Passage, Retrieve } from '../retrieval/passage.ts'
import { readJsonLines, readJudgements } from './json-lines.ts'
import { mean, percentile, type RankingScores, scoreRanking } from './ranking.ts'

const RUN_DEPTH = 100
/** Several passages may belong to one document: this many are asked for to see a hundred documents. */
const PASSAGES_PER_QUERY = 300
const FILES_PER_FOLDER = 1_000

const documentLine = z.object({
  _id: z.string().optional(),
  id: z.string().optional(),
  title: z.string().default(''),
  text: z.string(),
})
const queryLine = z.object({ _id: z.string().optional(), id: z.string().optional(), text: z.string() })

export type RetrievalReport = RankingScores & {
  documents: number
  queries: number
  indexSeconds: number
  p50Ms: number
  p95Ms: number
}

export type RetrievalEvaluation = {
  /** A folder in BEIR form: corpus.jsonl, queries.jsonl, qrels.tsv (or qrels/test.tsv). */
  dataset: string
  qrels?: string | undefined
  /** Where the documents are laid down as files for the ordinary reader. */
  scratch: string
  ingest: (folder: string) => Promise<void>
  retrieve: Retrieve
  onQuery?: (done: number, total: number) => void
}

export type RetrievalOutcome = {
  report: RetrievalReport /** Lines `query-id <TAB> doc-id <TAB> score`. */
  run: string[]
}

const idOf = (line: { _id?: string | undefined; id?: string | undefined }) => line._id ?? line.id ?? ''

async function findJudgements(dataset: string): Promise<string> {
  for (const name of ['qrels.tsv', join('qrels', 'test.tsv')]) {
    const path = join(dataset, name)
    const exists = await access(path).then(
      () => true,
      () => false,
    )
    if (exists) return path
  }
  throw new AppError('dataset_invalid', `${dataset} has no qrels.tsv: give one with --qrels.`)
}

async function layDown(folder: string, documents: readonly z.infer<typeof documentLine>[]): Promise<void> {
  for (const [at, document] of documents.entries()) {
    const shelf = join(folder, String(Math.floor(at / FILES_PER_FOLDER)))
    if (at % FILES_PER_FOLDER === 0) await mkdir(shelf, { recursive: true })
    const title = document.title.replace(/\s+/g, ' ').trim()
    const text = title === '' ? document.text : `# ${title}\n\n${document.text}`
    await writeFile(join(shelf, `${encodeURIComponent(idOf(document))}.md`), text)
  }
}

const documentIdOf = (passage: Passage) => decodeURIComponent(passage.path.replace(/^.*\//, '').replace(/\.md$/, ''))

/** A document scores as its best passage. */
function rankDocuments(passages: readonly Passage[]): { id: string; score: number }[] {
  const best = new Map<string, number>()
  for (const passage of passages) {
    const id = documentIdOf(passage)
    if (!best.has(id)) best.set(id, passage.score)
  }
  return [...best].slice(0, RUN_DEPTH).map(([id, score]) => ({ id, score }))
}

/** Measures the ordinary reader, chunker, index and retriever on judged documents. */
export async function evaluateRetrieval(evaluation: RetrievalEvaluation): Promise<RetrievalOutcome> {
  const { dataset, scratch, ingest, retrieve } = evaluation
  const documents = await readJsonLines(join(dataset, 'corpus.jsonl'), documentLine)
  const judgements = await readJudgements(evaluation.qrels ?? (await findJudgements(dataset)))
  const queries = (await readJsonLines(join(dataset, 'queries.jsonl'), queryLine)).filter((query) =>
    judgements.has(idOf(query)),
  )
  await layDown(scratch, documents)
  const started = performance.now()
  await ingest(scratch)
  const indexSeconds = (performance.now() - started) / 1000

  const scores: RankingScores[] = []
  const times: number[] = []
  const run: string[] = []
  for (const [at, query] of queries.entries()) {
    const from = performance.now()
    const request = { query: query.text, limit: PASSAGES_PER_QUERY, filters: {}, keepNearDuplicates: true }
    const { passages } = await retrieve(request, OWNER_ACCESS)
    times.push(performance.now() - from)
    const ranked = rankDocuments(passages)
    run.push(...ranked.map(({ id, score }) => `${idOf(query)}\t${id}\t${score}`))
    scores.push(
      scoreRanking(
        ranked.map(({ id }) => id),
        judgements.get(idOf(query)) ?? new Map(),
      ),
    )
    evaluation.onQuery?.(at + 1, queries.length)
  }
  const average = (pick: (score: RankingScores) => number) => mean(scores.map(pick))
  const report = {
    ndcg10: average((score) => score.ndcg10),
    recall10: average((score) => score.recall10),
    recall100: average((score) => score.recall100),
    mrr10: average((score) => score.mrr10),
    documents: documents.length,
    queries: queries.length,
    indexSeconds,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  }
  return { report, run }
}
