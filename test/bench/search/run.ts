/**
 * What a search takes and finds: the embedded engine beside MiniSearch, Orama and FTS5 on the same text.
 * Run: `npm run bench:search`, with flags after `--`; `-- --help` lists them.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../../src/db/client.ts'
import { builtInEmbedder } from '../../../src/models/built-in-embedder.ts'
import { formatTable } from '../../../src/terminal/table.ts'
import { runPrecedent, startService } from '../../helpers/built.ts'
import { residentMegabytes } from '../../helpers/memory.ts'
import { inChild } from './in-child.ts'
import { madeUpLibrary } from './made-up-library.ts'
import { PEERS } from './peers.ts'
import type { Times } from './timing.ts'
import { growLibrary } from './write-library.ts'

const GROWTH = [10_000, 30_000, 100_000, 300_000, 1_000_000]
const CHUNKS = 100_000
const QUESTIONS = 300
const WIDTH = 140

const HELP = `What a search takes and finds, beside MiniSearch, Orama and FTS5 on the same text.

  --chunks N         size of the made-up library that all are compared on (100000)
  --quality FOLDER   a judged set in BEIR form to compare them on, too; may be repeated
  --growth           times and memory from 10,000 to 1,000,000 chunks, lexically; with one of the above, after these
  --sizes N,N,...    other sizes to grow through, ascending; asks for --growth by itself`

const { values } = parseArgs({
  options: {
    chunks: { type: 'string' },
    quality: { type: 'string', multiple: true, default: [] },
    growth: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

function toSize(text: string): number {
  const size = Number(text)
  if (!Number.isInteger(size) || size < 1) throw new Error(`"${text}" is no number of chunks; give one like 100000.`)
  return size
}

const home = mkdtempSync(join(tmpdir(), 'precedent-bench-search-'))
const ms = (value: number | undefined) => (value === undefined ? '' : value.toFixed(1))
const whole = (value: number | undefined) => (value === undefined ? '' : value.toFixed(0))
const seconds = (value: number | undefined) => (value === undefined ? '' : (value / 1_000).toFixed(1))

type Measured = Times & { loadMs?: number; readyMs?: number; megabytes?: number }

async function search(url: string, query: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ query, limit: 10 })
  const response = await fetch(`${url}/api/search`, { method: 'POST', headers, body })
  if (!response.ok) throw new Error(await response.text())
  await response.arrayBuffer()
}

/** The built service, from its start to its first answer, and what it holds after some searches. */
async function measureService(data: string, questions: readonly string[]) {
  let stop = async () => {}
  const started = performance.now()
  const service = await startService(['--data', data], {}, (end) => {
    stop = end
  })
  await search(service.url, questions[0] ?? '')
  const readyMs = performance.now() - started
  for (const question of questions) await search(service.url, question)
  const megabytes = residentMegabytes(service.process.pid)
  await stop()
  return { readyMs, megabytes }
}

async function ourQuality(folder: string): Promise<number> {
  const { out, err } = await runPrecedent(['evaluate', 'retrieval', '--dataset', folder, '--json'])
  if (out === '') throw new Error(err)
  return (JSON.parse(out) as { ndcg10: number }).ndcg10
}

async function peerQuality(name: string, folder: string): Promise<number | undefined> {
  return (await inChild<{ ndcg10: number }>('measure-peer.ts', [name, 'quality', folder]))?.ndcg10
}

async function compare(chunks: number): Promise<void> {
  const data = join(home, 'library')
  mkdirSync(data)
  const madeUp = madeUpLibrary(chunks)
  const questions = madeUp.questions(QUESTIONS)
  const db = openDatabase(data)
  await growLibrary(db, madeUp.documents(), { from: 0, to: chunks, embedder: builtInEmbedder(), dense: true })
  db.$client.close()

  const asked = JSON.stringify(questions)
  const service = await measureService(data, questions)
  const retrieve = await inChild<Measured>('measure-engine.ts', [data, 'retrieve', asked])
  const hybrid = await inChild<Measured>('measure-engine.ts', [data, 'hybrid', asked])
  const lexical = await inChild<Measured>('measure-engine.ts', [data, 'lexical', asked])
  const ours = await Promise.all(values.quality.map(ourQuality))
  const quality = (scores: readonly (number | undefined)[]) => scores.map((score) => score?.toFixed(3) ?? '')
  const none = values.quality.map(() => undefined)
  const row = (name: string, measured: Measured | undefined, scores: readonly (number | undefined)[]) => [
    name,
    ms(measured?.p50),
    ms(measured?.p95),
    measured ? seconds(measured.readyMs ?? measured.loadMs) : 'out of memory',
    whole(measured?.megabytes),
    ...quality(scores),
  ]
  const rows = [
    row('Precedent, whole retrieval; service', retrieve && { ...retrieve, ...service }, ours),
    row('its engine alone, hybrid', hybrid, none),
    row('its engine alone, lexical', lexical, none),
  ]
  for (const { name } of PEERS) {
    const measured = await inChild<Measured>('measure-peer.ts', [name, 'library', data, asked])
    const scores: (number | undefined)[] = []
    for (const folder of values.quality) scores.push(await peerQuality(name, folder))
    rows.push(row(name, measured, scores))
  }
  const sets = values.quality.map((folder) => `nDCG@10 ${basename(folder)}`)
  console.log(formatTable([`${chunks} chunks`, 'p50 ms', 'p95 ms', 'ready s', 'MB', ...sets], rows, WIDTH))
}

async function grow(sizes: readonly number[]): Promise<void> {
  const data = join(home, 'growing')
  mkdirSync(data)
  const madeUp = madeUpLibrary(sizes.at(-1) ?? 0)
  const [documents, asked] = [madeUp.documents(), JSON.stringify(madeUp.questions(QUESTIONS))]
  const rows: string[][] = []
  for (const [at, to] of sizes.entries()) {
    const db = openDatabase(data)
    await growLibrary(db, documents, { from: sizes[at - 1] ?? 0, to, embedder: builtInEmbedder(), dense: false })
    db.$client.close()
    const measured = await inChild<Measured>('measure-engine.ts', [data, 'lexical', asked])
    rows.push([String(to), ms(measured?.p50), ms(measured?.p95), seconds(measured?.loadMs), whole(measured?.megabytes)])
  }
  console.log(formatTable(['chunks, lexical', 'p50 ms', 'p95 ms', 'load s', 'process MB'], rows, WIDTH))
}

async function run(): Promise<void> {
  const sizes = values.sizes?.split(',').map(toSize)
  const isGrown = values.growth || sizes !== undefined
  const chunks = toSize(values.chunks ?? String(CHUNKS))
  if (!isGrown || values.chunks !== undefined || values.quality.length > 0) await compare(chunks)
  if (isGrown) await grow(sizes ?? GROWTH)
}

try {
  if (values.help) console.log(HELP)
  else await run()
} finally {
  rmSync(home, { recursive: true, force: true })
}
