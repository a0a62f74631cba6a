import { type ChildProcess, fork } from 'node:child_process'
import { AppError, type ErrorCode } from '../src/errors.ts'
import type { ReadOutcome, ReadRequest } from './read-file.ts'

export type ReadOrder = { id: number; request: ReadRequest }
/** `rss`: bytes of memory that the child held after the file. */
export type ReadAnswer = { id: number; rss: number } & (
  | { outcome: ReadOutcome }
  | { error: { code: ErrorCode; message: string; detail: string } }
)

/** Reads files elsewhere. A reading whose signal fires rejects with the signal's reason. */
export type FileReader = {
  read: (request: ReadRequest, signal: AbortSignal) => Promise<ReadOutcome>
  close: () => void
}

export type ChildReaderOptions = {
  /** `read-child` as the running build has it. */
  childUrl: URL
  log: (line: string) => void
  timeoutMs?: number
  filesPerChild?: number
  maxRssBytes?: number
  maxHeapMegabytes?: number
}

type Pending = {
  order: ReadOrder
  resolve: (outcome: ReadOutcome) => void
  reject: (error: unknown) => void
  /** Stops listening to the signal. */
  release: () => void
  isSettled: boolean
}

const DEFAULTS = { timeoutMs: 120_000, filesPerChild: 5_000, maxRssBytes: 600 * 2 ** 20, maxHeapMegabytes: 1_024 }
/** Files that a child has at hand, so that it need not wait for us between two. */
const SENT_AHEAD = 4

function crashError(name: string, how: string): AppError {
  return new AppError(
    'read_crashed',
    `${name} ended the program that was reading it (${how}): it may be damaged or too complex; save it anew or split it.`,
  )
}

function timeoutError(name: string, timeoutMs: number): AppError {
  return new AppError(
    'read_timeout',
    `${name} was not read within ${Math.round(timeoutMs / 1_000)} s: it may be damaged or too complex; save it anew or split it.`,
  )
}

/**
 * Reads files in one long-lived child process with limits on memory and time. A file that crashes the child, hangs or
 * is called off costs that file alone: the others sent along are read by the next child.
 */
export function childReader(options: ChildReaderOptions): FileReader {
  const limits = { ...DEFAULTS, ...options }
  const queue: Pending[] = []
  let nextId = 1
  let child: ChildProcess | undefined
  let sent: Pending[] = []
  let answered = 0
  let isRetiring = false
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  let killed: { pending: Pending; reason: unknown } | undefined

  function settle(pending: Pending, how: { outcome: ReadOutcome } | { error: unknown }): void {
    if (pending.isSettled) return
    pending.isSettled = true
    pending.release()
    if ('outcome' in how) pending.resolve(how.outcome)
    else pending.reject(how.error)
  }

  function kill(pending: Pending, reason: unknown): void {
    killed = { pending, reason }
    child?.kill('SIGKILL')
  }

  function watchHead(): void {
    clearTimeout(timer)
    const [head] = sent
    if (!head) return
    timer = setTimeout(() => kill(head, timeoutError(head.order.request.name, limits.timeoutMs)), limits.timeoutMs)
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

  function onExit(code: number | null, signal: string | null): void {
    clearTimeout(timer)
    const [head] = sent
    const isInnocent = killed !== undefined && killed.pending !== head
    if (head && !isInnocent) {
      settle(head, { error: killed?.reason ?? crashError(head.order.request.name, signal ?? `code ${code}`) })
    }
    queue.unshift(...sent.filter((pending) => !pending.isSettled))
    child = undefined
    sent = []
    killed = undefined
    pump()
  }

  function start(): ChildProcess {
    const started = fork(options.childUrl, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [...process.execArgv, `--max-old-space-size=${limits.maxHeapMegabytes}`],
    })
    started.on('message', (answer) => {
      if (started === child) onAnswer(answer as ReadAnswer)
    })
    // Answers may still be on their way when a process has ended: the channel's end comes after the last of them.
    let ended: [code: number | null, signal: string | null] | undefined
    let isDisconnected = false
    const checkOver = () => {
      if (ended && isDisconnected && started === child) onExit(...ended)
    }
    started.on('exit', (code, signal) => {
      ended = [code, signal]
      checkOver()
    })
    started.on('disconnect', () => {
      isDisconnected = true
      checkOver()
    })
    started.on('error', (error) => {
      if (started.pid === undefined && started === child) onExit(null, error.message)
    })
    answered = 0
    isRetiring = false
    return started
  }

  function pump(): void {
    if (isClosed) return
    if (isRetiring && child && sent.length === 0) {
      const retired = child
      child = undefined
      retired.kill('SIGKILL')
    }
    while (queue.length > 0 && sent.length < SENT_AHEAD && !(isRetiring && child)) {
      const pending = queue.shift()
      if (!pending || pending.isSettled) continue
      child ??= start()
      sent.push(pending)
      child.send(pending.order, () => {})
      if (sent.length === 1) watchHead()
    }
  }

  return {
    read: (request, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const onAbort = () => {
          if (pending === sent[0] && !pending.isSettled) kill(pending, signal.reason)
          settle(pending, { error: signal.reason })
        }
        const pending: Pending = {
          order: { id: nextId++, request },
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
      clearTimeout(timer)
      child?.kill('SIGKILL')
    },
  }
}
