import type { Collection } from './state.ts'

export type UpdateStatus = 'completed' | 'acknowledged' | 'wait_timeout'
export type UpdateResult = { operation_id: number; status: UpdateStatus }

/** Applies what was acknowledged, in its order. Whatever goes wrong now is told to nobody. */
export function applyPending(collection: Collection): void {
  collection.statistics.clear()
  for (let operation = collection.pending.shift(); operation; operation = collection.pending.shift()) {
    try {
      operation()
    } catch {
      // as on the server: an error found when the log is applied is not reported to who did not wait
    }
  }
}

/**
 * Hands an operation in. With `completed` it is visible when this returns, and so is all that came before it; else
 * only after `delayMs`.
 */
export function submit(collection: Collection, apply: () => void, status: UpdateStatus, delayMs: number): UpdateResult {
  collection.operation++
  if (status === 'completed') {
    applyPending(collection)
    apply()
  } else {
    collection.pending.push(apply)
    setTimeout(() => applyPending(collection), delayMs).unref()
  }
  return { operation_id: collection.operation, status }
}
