/**
 * Many readers at once: what the service adds to a model of fixed pace while questions keep coming in.
 * Run: `npm run bench:asks`, or `npm run bench:asks -- --documents <folder> --questions <questions.jsonl>`, or with
 * `--data <folder>` over a library that is there already.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { percentile } from '../../../src/evaluation/ranking.ts'
import { runPrecedent, SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS, startService } from '../../helpers/built.ts'
import { residentMegabytes } from '../../helpers/memory.ts'

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: SAMPLE_DOCUMENTS },
    questions: { type: 'string', default: SAMPLE_QUESTIONS },
    data: { type: 'string' },
    readers: { type: 'string', default: '50' },
    asks: { type: 'string', default: '300' },
    'first-ms': { type: 'string', default: '600' },
    'every-ms': { type: 'string', default: '60' },
  },
})
const readers = Number(values.readers)
const asks = Number(values.asks)
const pace = { firstMs: Number(values['first-ms']), everyMs: Number(values['every-ms']) }
const questions = readFileSync(values.questions, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => (JSON.parse(line) as { question: string }).question)

type Told = { wholeMs: number; passagesMs: number; firstMs: number; mode: string; failed: boolean }

/** Reads the events of one answer as a browser would. */
async function ask(url: string, question: string): Promise<Told> {
  const started = performance.now()
  const told: Told = { wholeMs: 0, passagesMs: 0, firstMs: 0, mode: '', failed: true }
  const body = JSON.stringify({ question, stream: true })
  const response = await fetch(`${url}/api/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  let buffer = ''
  const decoder = new TextDecoder()
  for await (const piece of response.body ?? []) {
    buffer += decoder.decode(piece as Uint8Array, { stream: true })
    const now = performance.now() - started
    if (told.passagesMs === 0 && buffer.includes('event: passages')) told.passagesMs = now
    if (told.firstMs === 0 && buffer.includes('event: delta')) told.firstMs = now
  }
  told.wholeMs = performance.now() - started
  const done = /event: done\ndata: (.*)/.exec(buffer)?.[1]
  if (done === undefined) return told
  const { mode, degraded } = JSON.parse(done) as { mode: string; degraded: string[] }
  return { ...told, mode, failed: degraded.length > 0 }
}

const data = values.data ?? mkdtempSync(join(tmpdir(), 'precedent-asks-'))
const model = fork(fileURLToPath(new URL('./scripted-model.ts', import.meta.url)), [
  values['first-ms'],
  values['every-ms'],
])
let stop = async () => {}
try {
  const port = await new Promise<number>((resolve) => model.once('message', (at) => resolve(Number(at))))
  if (values.data === undefined) await runPrecedent(['ingest', values.documents, '--data', data])
  const environment = { CHAT_MODEL: 'scripted', CHAT_BASE_URL: `http://127.0.0.1:${port}/v1`, CHAT_API_KEY: 'none' }
  const service = await startService(['--data', data], environment, (end) => {
    stop = end
  })
  for (const question of questions.slice(0, 20)) await ask(service.url, question)
  const alone: Told[] = []
  for (const question of questions.slice(0, 30)) alone.push(await ask(service.url, question))
  const together: Told[] = []
  let next = 0
  const started = performance.now()
  const read = async () => {
    while (next < asks) together.push(await ask(service.url, questions[next++ % questions.length] ?? ''))
  }
  await Promise.all(Array.from({ length: readers }, read))
  const seconds = (performance.now() - started) / 1_000
  const show = (name: string, told: readonly Told[], of: (one: Told) => number) => {
    const times = told.map(of)
    console.log(
      `${name.padEnd(52)} p50 ${percentile(times, 0.5).toFixed(0).padStart(6)}  p95 ${percentile(times, 0.95).toFixed(0).padStart(6)} ms`,
    )
  }
  console.log(
    `${readers} readers, ${together.length} answers, ${(together.length / seconds).toFixed(1)} a second, model: first word after ${pace.firstMs} ms`,
  )
  for (const [name, told] of [
    ['alone', alone],
    [`${readers} at once`, together],
  ] as const) {
    const generated = told.filter(({ mode }) => mode === 'generated')
    show(`${name}: passages shown after`, told, ({ passagesMs }) => passagesMs)
    show(`${name}: first words of the answer, less the model's`, generated, ({ firstMs }) => firstMs - pace.firstMs)
  }
  console.log(`errors or answers without the model: ${together.filter(({ failed }) => failed).length}`)
  console.log(`memory: ${residentMegabytes(service.process.pid).toFixed(0)} MB`)
} finally {
  await stop()
  model.kill()
  if (values.data === undefined) rmSync(data, { recursive: true, force: true })
}
