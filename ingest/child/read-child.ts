import { Worker } from 'node:worker_threads'
import { toAppError } from '../../src/errors.ts'
import type { PageProgress } from '../extraction.ts'
import { readFile } from '../read-file.ts'
import type { OrphanWatchData } from './orphan-watch.ts'
import { killGroup } from './process-group.ts'
import type { ReadAnswer, ReadNews, ReadOrder } from './read-messages.ts'
import { dropScratch } from './read-scratch.ts'

/**
 * A process that reads one file after another for the worker, so that a reader that crashes or hangs takes nothing
 * else with it. An answer has left this process before the next file is begun: the first order without an answer is
 * always the one being read.
 */
const NEWS_EVERY_MS = 200

const waiting: ReadOrder[] = []
let isReading = false

function send(answer: ReadAnswer): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(answer, undefined, undefined, () => resolve())
  })
}

/** Says how far a reading is, now and then. */
function reporter(id: number): (pages: PageProgress) => void {
  let last = 0
  return (pages) => {
    if (Date.now() - last < NEWS_EVERY_MS) return
    last = Date.now()
    process.send?.({ id, pages } satisfies ReadNews, undefined, undefined, () => {})
  }
}

async function answer({ id, request }: ReadOrder): Promise<ReadAnswer> {
  try {
    const outcome = await readFile(request, reporter(id))
    return { id, rss: process.memoryUsage.rss(), outcome }
  } catch (thrown) {
    const error = toAppError(thrown)
    const detail = error.code === 'internal' && thrown instanceof Error ? (thrown.stack ?? thrown.message) : ''
    return { id, rss: process.memoryUsage.rss(), error: { code: error.code, message: error.message, detail } }
  }
}

async function readAll(): Promise<void> {
  if (isReading) return
  isReading = true
  for (let order = waiting.shift(); order; order = waiting.shift()) await send(await answer(order))
  isReading = false
}

process.on('message', (order: ReadOrder) => {
  waiting.push(order)
  void readAll()
})
const [scratch = ''] = process.argv.slice(2)
const watchUrl = new URL(import.meta.url.replace(/read-child(\.[jt]s)$/, 'orphan-watch$1'))
const watchData: OrphanWatchData = { parent: process.ppid, scratch }
new Worker(watchUrl, { workerData: watchData, resourceLimits: { maxOldGenerationSizeMb: 16 } }).unref()
/** The worker is gone: what this process started goes with it, and so does what they wrote. */
function leave(): void {
  dropScratch(scratch)
  killGroup(process)
  process.exit(0)
}

process.on('disconnect', leave)
if (!process.connected) leave()
// pdf.js leaves promises of broken parts to nobody. How a reading ended is for the reading itself to say.
process.on('unhandledRejection', () => {})
// A terminal sends Ctrl-C to every process of its group; the worker decides when this one ends.
process.on('SIGINT', () => {})
