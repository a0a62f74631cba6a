import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Picked } from './accepted-files.ts'
import { type Activity, type ActivitySummary, listActivity, summarise } from './activity.ts'
import type { JobStore, KnownJobs } from './job-store.ts'
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

export function useUploadState(): UploadState {
  const { queue } = useUploads()
  return useSyncExternalStore(queue.subscribe, queue.state)
}

export type ActivityView = {
  activities: readonly Activity[]
  summary: ActivitySummary
  /** Open jobs that have no row of their own. */
  others: number
  isPaused: boolean
}

/** Everything that is being brought in, with its progress. */
export function useActivity(): ActivityView {
  const { uploads, isPaused } = useUploadState()
  const { jobs, counts } = useJobState()
  return useMemo(() => {
    const activities = listActivity(uploads, jobs)
    const open = (counts?.queued ?? 0) + (counts?.running ?? 0)
    const shown = activities.filter(({ job }) => job?.state === 'queued' || job?.state === 'running').length
    return { activities, summary: summarise(activities), others: Math.max(0, open - shown), isPaused }
  }, [uploads, jobs, counts, isPaused])
}
