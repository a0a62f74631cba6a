import { type ChildProcess, fork } from 'node:child_process'
import { HAS_GROUPS, killGroup } from './process-group.ts'
import type { ReadAnswer, ReadNews, ReadOrder } from './read-messages.ts'
import { dropScratch, makeScratch } from './read-scratch.ts'

export type ReadChild = {
  pid: number | undefined
  send: (order: ReadOrder) => void
  /** Ends the process and every program that it started. */
  kill: () => void
  /** The same for good: nothing is heard of it any more. */
  dismiss: () => void
}

export type ReadChildEvents = {
  onMessage: (message: ReadAnswer | ReadNews) => void
  /** After the last message; `how` says what ended it. */
  onEnd: (how: string) => void
}

/**
 * Starts the process that reads. It leads a process group and has a folder of its own for temporary files; both go
 * when it goes.
 */
export function startReadChild(url: URL, maxHeapMegabytes: number, events: ReadChildEvents): ReadChild {
  const scratch = makeScratch()
  const child = fork(url, [scratch], {
    detached: HAS_GROUPS,
    env: { ...process.env, ...(scratch !== '' && { TMPDIR: scratch, TEMP: scratch, TMP: scratch }) },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [...process.execArgv, `--max-old-space-size=${maxHeapMegabytes}`],
  })
  let isDismissed = false
  const onEnd = (how: string) => {
    clear(child, scratch)
    if (!isDismissed) events.onEnd(how)
  }
  child.on('message', (message: ReadAnswer | ReadNews) => {
    if (!isDismissed) events.onMessage(message)
  })
  // Answers may still be on their way when a process has ended: the channel's end comes after the last of them.
  const exited = new Promise<string>((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  const disconnected = new Promise((resolve) => child.on('disconnect', resolve))
  void Promise.all([exited, disconnected]).then(([how]) => onEnd(how))
  child.on('error', (error) => {
    if (child.pid === undefined) onEnd(error.message)
  })
  return {
    pid: child.pid,
    send: (order) => child.send(order, () => {}),
    kill: () => killGroup(child),
    dismiss: () => {
      isDismissed = true
      clear(child, scratch)
    },
  }
}

function clear(child: ChildProcess, scratch: string): void {
  killGroup(child)
  dropScratch(scratch)
}
