import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mean, scoreRanking } from '../../../src/evaluation/ranking.ts'
import type { Find, PeerDocument } from './peers.ts'

type Line = { _id?: string; id?: string; title?: string; text: string }

export type JudgedSet = {
  documents: PeerDocument[]
  queries: PeerDocument[]
  judgements: Map<string, Map<string, number>>
}

function readLines(path: string): Line[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Line)
}

const idOf = ({ _id, id }: Line) => _id ?? id ?? ''

/** Reads a folder in BEIR form; queries without a judgement are left out. */
export function readJudgedSet(folder: string): JudgedSet {
  const qrels = [join(folder, 'qrels.tsv'), join(folder, 'qrels', 'test.tsv')].find(existsSync)
  if (!qrels) throw new Error(`${folder} has no qrels.tsv`)
  const judgements = new Map<string, Map<string, number>>()
  for (const line of readFileSync(qrels, 'utf8').split('\n')) {
    const fields = line.trim().split('\t')
    const [query = '', document = ''] = fields
    const grade = Number(fields.at(-1))
    if (!(grade > 0)) continue
    judgements.set(query, (judgements.get(query) ?? new Map<string, number>()).set(document, grade))
  }
  const documents = readLines(join(folder, 'corpus.jsonl')).map((line) => ({
    id: idOf(line),
    text: `${line.title ?? ''}\n${line.text}`,
  }))
  const queries = readLines(join(folder, 'queries.jsonl')).map((line) => ({ id: idOf(line), text: line.text }))
  return { documents, queries: queries.filter(({ id }) => judgements.has(id)), judgements }
}

export async function ndcg10Of({ queries, judgements }: JudgedSet, find: Find): Promise<number> {
  const scores: number[] = []
  for (const { id, text } of queries)
    scores.push(scoreRanking(await find(text, 10), judgements.get(id) ?? new Map()).ndcg10)
  return mean(scores)
}
