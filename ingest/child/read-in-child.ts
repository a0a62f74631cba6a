import { AppError } from '../../src/errors.ts'
import type { PageProgress } from '../extraction.ts'
import type { ReadOutcome, ReadRequest } from '../read-file.ts'
import type { ReadAnswer, ReadNews, ReadOrder } from './read-messages.ts'
import { sweepScratch } from './read-scratch.ts'
import { type ReadChild, startReadChild } from './start-read-child.ts'
import { crashError, type ReadingLimits, type ReadingWatch, watchReading } from './watch-reading.ts'

/** Reads files elsewhere. A reading whose signal fires rejects with the signal's reason. */
export type FileReader = {
  read: (request: ReadRequest, signal: AbortSignal, onPage?: (pages: PageProgress) => void) => Promise<ReadOutcome>
  close: () => void
}

export type ChildReaderOptions = {
  /** `read-child` as the running build has it. */
  childUrl: URL
  log: (line: string) => void
  filesPerChild?: number
  /** A child that holds more memory than this after a file makes room for the next one. */
  maxRssBytes?: number
  maxHeapMegabytes?: number
} & Partial<ReadingLimits>

type Pending = {
  order: ReadOrder
  onPage: (pages: PageProgress) => void
  resolve: (outcome: ReadOutcome) => void
  reject: (error: unknown) => void
  /** Stops listening to the signal. */
  release: () => void
  isSettled: boolean
}

const DEFAULTS = {
  timeoutMs: 120_000,
  longestMs: 30 * 60_000,
  maxGroupBytes: 1.5 * 2 ** 30,
  filesPerChild: 5_000,
  maxRssBytes: 600 * 2 ** 20,
  maxHeapMegabytes: 1_024,
}
/** Files that a child has at hand, so that it need not wait for us between two. */
const SENT_AHEAD = 4

/**
 * Reads files in one long-lived child process with limits on memory and time. A file that crashes the child, hangs or
 * is called off costs that file alone: the others sent along are read by the next child.
 */
export function childReader(options: ChildReaderOptions): FileReader {
  const limits = { ...DEFAULTS, ...options }
  const queue: Pending[] = []
  let nextId = 1
  let child: ReadChild | undefined
  let sent: Pending[] = []
  let answered = 0
  let isRetiring = false
  let isClosed = false
  let watch: ReadingWatch | undefined
  let killed: { pending: Pending; reason: unknown } | undefined
  sweepScratch()

  function settle(pending: Pending, how: { outcome: ReadOutcome } | { error: unknown }): void {
    if (pending.isSettled) return
    pending.isSettled = true
    pending.release()
    if ('outcome' in how) pending.resolve(how.outcome)
    else pending.reject(how.error)
  }

  function kill(pending: Pending, reason: unknown): void {
    killed = { pending, reason }
    child?.kill()
  }

  function watchHead(): void {
    watch?.stop()
    const [head] = sent
    if (!head || child?.pid === undefined) return
    watch = watchReading(head.order.request.name, child.pid, limits, (reason) => kill(head, reason))
  }

  function onNews({ id, pages }: ReadNews): void {
    const [head] = sent
    if (head?.order.id !== id || head.isSettled) return
    watch?.pageDone()
    head.onPage(pages)
  }

  function onAnswer(answer: ReadAnswer): void {
    const head = sent.shift()
    if (!head || head.order.id !== answer.id) return
    answered += 1
    if (answered >= limits.filesPerChild || answer.rss > limits.maxRssBytes) isRetiring = true
    if ('outcome' in answer) settle(head, { outcome: answer.outcome })
    else {
      if (answer.error.detail !== '') options.log(`reading ${head.order.request.name}: ${answer.error.detail}`)
      settle(head, { error: new AppError(answer.error.code, answer.error.message) })
    }
    watchHead()
    pump()
  }

  function onEnd(how: string): void {
    watch?.stop()
    const [head] = sent
    const isInnocent = killed !== undefined && killed.pending !== head
    if (head && !isInnocent) {
      settle(head, { error: killed?.reason ?? crashError(head.order.request.name, how) })
    }
    queue.unshift(...sent.filter((pending) => !pending.isSettled))
    child = undefined
    sent = []
    killed = undefined
    pump()
  }

  function start(): ReadChild {
    answered = 0
    isRetiring = false
    return startReadChild(options.childUrl, limits.maxHeapMegabytes, {
      onMessage: (message) => ('pages' in message ? onNews(message) : onAnswer(message)),
      onEnd,
    })
  }

  function pump(): void {
    if (isClosed) return
    if (isRetiring && child && sent.length === 0) {
      child.dismiss()
      child = undefined
    }
    while (queue.length > 0 && sent.length < SENT_AHEAD && !(isRetiring && child)) {
      const pending = queue.shift()
      if (!pending || pending.isSettled) continue
      child ??= start()
      sent.push(pending)
      child.send(pending.order)
      if (sent.length === 1) watchHead()
    }
  }

  return {
    read: (request, signal, onPage = () => {}) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const onAbort = () => {
          if (pending === sent[0] && !pending.isSettled) kill(pending, signal.reason)
          settle(pending, { error: signal.reason })
        }
        const pending: Pending = {
          order: { id: nextId++, request },
          onPage,
          resolve,
          reject,
          release: () => signal.removeEventListener('abort', onAbort),
          isSettled: false,
        }
        queue.push(pending)
        signal.addEventListener('abort', onAbort)
        pump()
      }),
    close: () => {
      isClosed = true
      watch?.stop()
      child?.dismiss()
    },
  }
}
