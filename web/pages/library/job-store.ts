import { client, type Job } from '../../api/client.ts'
import { followEvents } from '../../api/follow-events.ts'

export type JobItem = Omit<Job, 'result'>
export type JobNews = { at: string; counts: Record<Job['state'], number>; jobs: JobItem[] }

export type JobState = {
  /** Jobs that were open when the page began to look, and all that changed since. */
  jobs: ReadonlyMap<string, JobItem>
  counts: JobNews['counts'] | undefined
}

export type JobStore = {
  subscribe: (listener: () => void) => () => void
  state: () => JobState
  /** Takes a job as an answer of the service told it. */
  put: (job: JobItem) => void
}

export function isOpen(job: { state: Job['state'] }): boolean {
  return job.state === 'queued' || job.state === 'running'
}

/** What is known of the jobs. `onFinished` is called when some of them came to an end. */
export function createJobStore(onFinished: () => void): JobStore & { take: (news: JobNews) => void } {
  const listeners = new Set<() => void>()
  let state: JobState = { jobs: new Map(), counts: undefined }

  function show(next: JobState): void {
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

/** Follows all jobs until `signal` is aborted, over broken connections. @throws ServiceError */
export function followJobs(take: (news: JobNews) => void, signal: AbortSignal): Promise<void> {
  let at: string | undefined
  return followEvents({
    open: (init) =>
      client.api.jobs.events.$get({ query: at === undefined ? {} : { since: at } }, { init: { signal: init } }),
    onEvent: ({ data }) => {
      const news = data as JobNews
      at = news.at
      take(news)
    },
    isLast: () => false,
    signal,
  })
}
