import { workerData } from 'node:worker_threads'
import { killGroup } from './process-group.ts'
import { dropScratch } from './read-scratch.ts'

/** A thread beside a reader that may be too busy to notice that its worker is gone: then it ends the process. */
export type OrphanWatchData = { parent: number; scratch: string }

const LOOK_EVERY_MS = 1_000
const { parent, scratch } = workerData as OrphanWatchData

function isOrphan(): boolean {
  if (process.ppid !== parent) return true
  try {
    process.kill(parent, 0)
    return false
  } catch {
    return true
  }
}

setInterval(() => {
  if (!isOrphan()) return
  dropScratch(scratch)
  killGroup(process)
}, LOOK_EVERY_MS)
