/**
 * The built service as its users meet it: start, searches, answers, memory.
 * Run: `npm run bench`, or `npm run bench -- <folder> <questions.jsonl>` for documents of your own.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { percentile } from '../../src/evaluation/ranking.ts'
import { runPrecedent, SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS, startService } from '../helpers/built.ts'
import { residentMegabytes } from '../helpers/memory.ts'

const [folder = SAMPLE_DOCUMENTS, questionFile = SAMPLE_QUESTIONS] = process.argv.slice(2)
const ASKED = 200
const STARTS = 3

const questions = readFileSync(questionFile, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => (JSON.parse(line) as { question: string }).question)
const data = mkdtempSync(join(tmpdir(), 'precedent-bench-'))
const rows: [string, string][] = []

async function serve() {
  let stop = async () => {}
  const service = await startService(['--data', data], {}, (end) => {
    stop = end
  })
  return { ...service, stop }
}

async function time(url: string, body: unknown): Promise<number> {
  const started = performance.now()
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  await response.arrayBuffer()
  return performance.now() - started
}

function report(name: string, times: readonly number[]): void {
  rows.push([`${name}, p50 / p95 ms`, `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.95).toFixed(1)}`])
}

try {
  for (const round of ['first ingest', 'unchanged ingest']) {
    const { tookMs, chunks } = JSON.parse((await runPrecedent(['ingest', folder, '--json', '--data', data])).out) as {
      tookMs: number
      chunks: number
    }
    rows.push([`${round}, ms (${chunks} chunks)`, String(tookMs)])
  }
  const starts: number[] = []
  for (let at = 0; at < STARTS; at++) {
    const service = await serve()
    starts.push(service.startedInMs)
    await service.stop()
  }
  rows.push([`ready after, ms (slowest of ${STARTS})`, Math.max(...starts).toFixed(0)])
  const { process: child, url, stop } = await serve()
  const asked = Array.from({ length: ASKED }, (_, at) => questions[at % questions.length] ?? '')
  const searches: number[] = []
  for (const query of asked) searches.push(await time(`${url}/api/search`, { query, limit: 10 }))
  report('search over HTTP', searches)
  const answers: number[] = []
  for (const question of asked) answers.push(await time(`${url}/api/ask`, { question }))
  report('ask over HTTP, extractive', answers)
  rows.push([
    `service memory after ${ASKED} searches and ${ASKED} answers, MB`,
    residentMegabytes(child.pid).toFixed(0),
  ])
  await stop()
} finally {
  rmSync(data, { recursive: true, force: true })
}
const width = Math.max(...rows.map(([name]) => name.length))
for (const [name, value] of rows) console.log(`${name.padEnd(width)}  ${value}`)
