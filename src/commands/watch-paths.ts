import { type FSWatcher, watch } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const SETTLE_MS = 500
const RESCAN_MS = 60_000

export type PathWatch = {
  /** Waits until something changed and has come to rest, or a minute is over; rejects when it is aborted. */
  next: (signal: AbortSignal) => Promise<void>
  close: () => void
}

/**
 * Watches files and folders. What happens between two calls of `next` is not lost. A path that cannot be
 * watched (a network drive, too many folders) is looked at by the rescan of every minute.
 */
export function watchPaths(paths: readonly string[], timing = { settleMs: SETTLE_MS, rescanMs: RESCAN_MS }): PathWatch {
  let changedAt: number | undefined
  let wake: (() => void) | undefined
  const onChange = () => {
    changedAt = Date.now()
    wake?.()
  }
  const watchers = paths.flatMap((path) => openWatcher(path, onChange) ?? [])

  const change = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (changedAt !== undefined || signal.aborted) return resolve()
      wake = resolve
      signal.addEventListener('abort', () => resolve(), { once: true })
    })

  const next = async (signal: AbortSignal) => {
    const rest = new AbortController()
    const rescan = pause(timing.rescanMs, undefined, { signal: rest.signal, ref: true }).catch(() => {})
    await Promise.race([change(signal), rescan])
    rest.abort()
    while (changedAt !== undefined && Date.now() - changedAt < timing.settleMs) {
      await pause(timing.settleMs, undefined, { signal })
    }
    changedAt = undefined
    signal.throwIfAborted()
  }
  return { next, close: () => watchers.map((watcher) => watcher.close()) }
}

function openWatcher(path: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(path, { recursive: true }, onChange)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
