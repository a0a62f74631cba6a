export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** A job as the stream of all jobs tells it. */
export type JobItem = {
  id: string
  path: string
  kind: 'sync' | 'file'
  parentId?: string | undefined
  documentId?: string | undefined
  state: JobState
  stage: string
  done: number
  total: number
  error?: { code: string; message: string } | undefined
}
export type JobNews = { at: string; counts: Record<JobState, number>; jobs: JobItem[] }

export type KnownJobs = {
  /** Jobs that were open when the page began to look, and all that changed since. */
  jobs: ReadonlyMap<string, JobItem>
  counts: JobNews['counts'] | undefined
}

export type JobStore = {
  subscribe: (listener: () => void) => () => void
  state: () => KnownJobs
  /** Takes a job as an answer of the service told it. */
  put: (job: JobItem) => void
}

export function isOpen(job: { state: JobState }): boolean {
  return job.state === 'queued' || job.state === 'running'
}

/** What is known of the jobs. `onFinished` is called when some of them came to an end. */
export function createJobStore(onFinished: () => void): JobStore & { take: (news: JobNews) => void } {
  const listeners = new Set<() => void>()
  let state: KnownJobs = { jobs: new Map(), counts: undefined }

  function show(next: KnownJobs): void {
    state = next
    for (const listener of listeners) listener()
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state: () => state,
    put: (job) => show({ ...state, jobs: new Map(state.jobs).set(job.id, job) }),
    take: ({ counts, jobs: changed }) => {
      const jobs = new Map(state.jobs)
      for (const job of changed) jobs.set(job.id, job)
      const hasFinished = changed.some((job) => !isOpen(job))
      show({ jobs, counts })
      if (hasFinished) onFinished()
    },
  }
}
