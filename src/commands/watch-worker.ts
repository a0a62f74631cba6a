import { isWorkerAlive } from '../db/worker-lock.ts'
import { AppError } from '../errors.ts'

const LOOK_EVERY_MS = 1_000
/** A worker that crashed is started again within this time, unless it keeps crashing. */
const PATIENCE_MS = 10_000

/** @throws AppError `worker_failed` once no worker has been alive for a while; `reason` says what it last said. */
export type AssertWorker = () => void

export function watchWorker(
  dataFolder: string,
  reason: () => string,
  timing = { lookEveryMs: LOOK_EVERY_MS, patienceMs: PATIENCE_MS },
): AssertWorker {
  let lookedAt = 0
  let aliveAt = Date.now()
  return () => {
    const now = Date.now()
    if (now - lookedAt < timing.lookEveryMs) return
    lookedAt = now
    if (isWorkerAlive(dataFolder)) aliveAt = now
    if (now - aliveAt < timing.patienceMs) return
    const why = reason()
    throw new AppError(
      'worker_failed',
      `The ingest worker does not run${why === '' ? '' : ` (${why})`}: what is queued stays queued; run the command again, with PRECEDENT_DEBUG=1 to see its log.`,
    )
  }
}
