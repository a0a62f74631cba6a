/**
 * What ingestion takes, with the built-in embedder, from the files on disk to the chunks that a search finds.
 * Run: `npm run bench:ingest`, or `npm run bench:ingest -- formats many batch search` for some of its parts.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { percentile } from '../../../src/evaluation/ranking.ts'
import { formatTable } from '../../../src/terminal/table.ts'
import { runPrecedent, startService } from '../../helpers/built.ts'
import { watchMemory } from '../../helpers/memory.ts'
import { writeFormatFolders, writeNotes } from './folders.ts'

const PARTS = ['formats', 'many', 'batch', 'search']
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : PARTS
const home = mkdtempSync(join(tmpdir(), 'precedent-bench-ingest-'))
const MEBIBYTE = 2 ** 20

type Summary = { added: number; unchanged: number; failed: unknown[]; chunks: number; tookMs: number }
let libraries = 0

function newLibrary(): string {
  const data = join(home, `data-${libraries++}`)
  mkdirSync(data)
  return data
}

async function ingest(
  folder: string,
  data: string,
): Promise<Summary & { workerMegabytes: number; childMegabytes: number }> {
  const memory = watchMemory()
  const { out, err } = await runPrecedent(['ingest', folder, '--data', data, '--json'])
  const peaks = memory.stop()
  if (out === '') throw new Error(err)
  const summary = JSON.parse(out) as Summary
  if (summary.failed.length > 0) throw new Error(JSON.stringify(summary.failed.slice(0, 3)))
  return { ...summary, workerMegabytes: peaks('ingest/worker'), childMegabytes: peaks('read-child') }
}

const rate = (count: number, ms: number) => (count / (ms / 1_000)).toFixed(count / ms < 0.1 ? 1 : 0)

async function timeFormats(): Promise<void> {
  const rows: string[][] = []
  for (const { format, files, bytes, pages, folder } of await writeFormatFolders(home)) {
    const { tookMs, chunks } = await ingest(folder, newLibrary())
    const perSecond = [rate(files, tookMs), rate(bytes / MEBIBYTE, tookMs), rate(chunks, tookMs)]
    rows.push([format, String(files), String(chunks), ...perSecond, pages === 0 ? '' : rate(pages, tookMs)])
  }
  console.log(formatTable(['format', 'files', 'chunks', 'files/s', 'MB/s', 'chunks/s', 'pages/s'], rows, 100))
}

async function timeMany(): Promise<void> {
  const folder = join(home, 'many')
  const bytes = writeNotes(folder, 10_000, 3_000)
  const data = newLibrary()
  const first = await ingest(folder, data)
  const again = await ingest(folder, data)
  console.log(
    formatTable(
      ['10,000 documents', 's', 'documents/s', 'MB/s', 'chunks/s', 'worker MB', 'reading child MB'],
      [['first', first, true] as const, ['unchanged', again, false] as const].map(
        ([name, { tookMs, chunks, workerMegabytes, childMegabytes }, isRead]) => [
          name,
          (tookMs / 1_000).toFixed(1),
          rate(10_000, tookMs),
          isRead ? rate(bytes / MEBIBYTE, tookMs) : '',
          isRead ? rate(chunks, tookMs) : '',
          workerMegabytes.toFixed(0),
          childMegabytes.toFixed(0),
        ],
      ),
      100,
    ),
  )
}

async function timeBatch(): Promise<void> {
  const folder = join(home, 'batch')
  const bytes = writeNotes(folder, 100, 1_100_000)
  const { tookMs, chunks, workerMegabytes, childMegabytes } = await ingest(folder, newLibrary())
  const columns = ['100 files of 3 MB: MB', 's', 'chunks', 'chunks/s', 'worker MB at most', 'reading child MB at most']
  const row = [(bytes / MEBIBYTE).toFixed(0), (tookMs / 1_000).toFixed(0), String(chunks), rate(chunks, tookMs)]
  console.log(formatTable(columns, [[...row, workerMegabytes.toFixed(0), childMegabytes.toFixed(0)]], 100))
}

async function search(url: string, query: string): Promise<number> {
  const started = performance.now()
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/search`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query, limit: 10 }),
  })
  if (!response.ok) throw new Error(await response.text())
  await response.arrayBuffer()
  return performance.now() - started
}

const QUERIES = ['割接窗口要提前多久报备', '验收演示谁签字', '接口清单怎么核对', '回退时间留多少', '谁写进周报']

async function timeSearches(): Promise<void> {
  const data = newLibrary()
  const folder = join(home, 'search')
  writeNotes(join(folder, 'first'), 2_000, 3_000)
  await ingest(join(folder, 'first'), data)
  writeNotes(join(folder, 'second'), 4_000, 3_000)
  let stop = async () => {}
  const { url } = await startService(['--data', data], {}, (end) => {
    stop = end
  })
  const idle: number[] = []
  for (let at = 0; at < 300; at++) idle.push(await search(url, QUERIES[at % QUERIES.length] ?? ''))
  let isOver = false
  const ingesting = ingest(join(folder, 'second'), data).finally(() => {
    isOver = true
  })
  const busy: number[] = []
  while (!isOver) {
    busy.push(await search(url, QUERIES[busy.length % QUERIES.length] ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await ingesting
  await stop()
  const row = (name: string, times: number[]) => [
    name,
    String(times.length),
    percentile(times, 0.5).toFixed(1),
    percentile(times, 0.95).toFixed(1),
    Math.max(...times).toFixed(0),
  ]
  const ratio = percentile(busy, 0.95) / percentile(idle, 0.95)
  console.log(
    formatTable(['search', 'n', 'p50 ms', 'p95 ms', 'max ms'], [row('idle', idle), row('ingesting', busy)], 100),
  )
  console.log(`p95 while ingesting is ${ratio.toFixed(2)} times its idle value`)
}

try {
  if (wanted.includes('formats')) await timeFormats()
  if (wanted.includes('many')) await timeMany()
  if (wanted.includes('batch')) await timeBatch()
  if (wanted.includes('search')) await timeSearches()
} finally {
  rmSync(home, { recursive: true, force: true })
}
