import { setTimeout as pause } from 'node:timers/promises'
import { readFailure } from './failure.ts'

export type Patience = {
  /** Attempts in all. */
  tries: number
  /** The first pause; each later one is twice as long, give or take a quarter. */
  firstPauseMs: number
  longestPauseMs: number
  /** What failed only after so long is not tried again. */
  slowMs: number
}

/**
 * Somebody waits for the answer, who is better served by the words in SQLite than by a long wait: a server that was
 * silent until the call was given up is not asked a second time.
 */
export const FOR_A_QUESTION: Patience = { tries: 2, firstPauseMs: 50, longestPauseMs: 200, slowMs: 1_000 }
/** Nobody waits: safe for every write, because ids are stable and points are written whole. */
export const FOR_A_WRITE: Patience = {
  tries: 5,
  firstPauseMs: 300,
  longestPauseMs: 30_000,
  slowMs: Number.POSITIVE_INFINITY,
}

const JITTER = 0.25

/** How long to wait before the attempt after the one numbered `attempt` (from 1); undefined: too long, or the last. */
export function pauseAfter(
  attempt: number,
  waitMs: number,
  patience: Patience,
  random: () => number,
): number | undefined {
  if (attempt >= patience.tries || waitMs > patience.longestPauseMs) return undefined
  const steady = Math.min(patience.longestPauseMs, patience.firstPauseMs * 2 ** (attempt - 1))
  const jittered = Math.max(steady, waitMs) * (1 + JITTER * (2 * random() - 1))
  return Math.round(Math.max(jittered, waitMs))
}

/**
 * Calls again what failed for the moment, with growing pauses.
 * @throws what the last attempt threw, or the reason of the signal.
 */
export async function withRetries<T>(call: () => Promise<T>, patience: Patience, signal?: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted()
    const began = performance.now()
    try {
      return await call()
    } catch (error) {
      const { isWorthRetrying, waitMs } = readFailure(error)
      const isQuick = performance.now() - began < patience.slowMs
      const next = isWorthRetrying && isQuick ? pauseAfter(attempt, waitMs, patience, Math.random) : undefined
      if (next === undefined) throw error
      await pause(next, undefined, signal ? { signal } : {})
    }
  }
}
