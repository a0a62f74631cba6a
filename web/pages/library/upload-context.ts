import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Picked } from './accepted-files.ts'
import { type Activity, type ActivitySummary, listActivity, summarise } from './activity.ts'
import { isOpen, type JobItem, type JobStore, type KnownJobs } from './job-store.ts'
import type { Pace } from './pace.ts'
import type { UploadQueue, UploadState } from './upload-queue.ts'

export type Uploads = {
  queue: UploadQueue<File>
  jobs: JobStore
  /** Shows what was chosen, to be confirmed and sent. */
  review: (picked: readonly Picked<File>[]) => void
  /** Paths that had not been sent when the page was left. */
  interrupted: readonly string[]
  dismissInterrupted: () => void
}

export const UploadContext = createContext<Uploads | undefined>(undefined)

/** What brings files in. It lives as long as the page, whichever room is shown. */
export function useUploads(): Uploads {
  const uploads = useContext(UploadContext)
  if (!uploads) throw new Error('there is no UploadProvider around')
  return uploads
}

export function useJobState(): KnownJobs {
  const { jobs } = useUploads()
  return useSyncExternalStore(jobs.subscribe, jobs.state)
}

/** The jobs that wait or run, by the id of the document that they are about. */
export function useOpenJobs(): ReadonlyMap<string, JobItem> {
  const { jobs } = useJobState()
  return useMemo(() => new Map([...jobs.values()].filter(isOpen).map((job) => [job.documentId ?? '', job])), [jobs])
}

export function useUploadState(): UploadState {
  const { queue } = useUploads()
  return useSyncExternalStore(queue.subscribe, queue.state)
}

export type ActivityView = {
  activities: readonly Activity[]
  summary: ActivitySummary
  /** Open jobs that this page knows nothing of but their number. */
  others: number
  paces: ReadonlyMap<string, Pace>
  /** How long all of it still takes, in milliseconds; undefined where that is not known. */
  leftMs: number | undefined
  isPaused: boolean
}

/** Open jobs that have a row, or are counted in that of the one that queued them. */
function countAccounted(jobs: KnownJobs['jobs']): number {
  const open = [...jobs.values()].filter(isOpen)
  return open.reduce((sum, { parentId, stage, done, total }) => {
    const parent = jobs.get(parentId ?? '')
    const isCounted = parent !== undefined && isOpen(parent)
    return sum + (isCounted ? 0 : 1) + (stage === 'ingesting' ? Math.max(0, total - done) : 0)
  }, 0)
}

/** Everything that is being brought in, with its progress. */
export function useActivity(): ActivityView {
  const { uploads, isPaused } = useUploadState()
  const { jobs, counts, paces, pace } = useJobState()
  return useMemo(() => {
    const activities = listActivity(uploads, jobs)
    const open = (counts?.queued ?? 0) + (counts?.running ?? 0)
    return {
      activities,
      summary: summarise(activities),
      others: Math.max(0, open - countAccounted(jobs)),
      paces,
      leftMs: open > 1 ? pace?.leftMs : undefined,
      isPaused,
    }
  }, [uploads, jobs, counts, paces, pace, isPaused])
}
