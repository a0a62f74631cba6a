import { addStep, type Pace, paceOf, type Steps } from './pace.ts'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** A job as the stream of all jobs tells it. */
export type JobItem = {
  id: string
  path: string
  kind: 'sync' | 'file' | 'reembed' | 'reindex' | 'reread'
  parentId?: string | undefined
  documentId?: string | undefined
  state: JobState
  stage: string
  done: number
  total: number
  /** Why it failed or, while it is queued, what it waits for. */
  error?: { code: string; message: string } | undefined
}
export type JobNews = { at: string; counts: Record<JobState, number>; jobs: JobItem[] }

export type KnownJobs = {
  /** Jobs that were open when the page began to look, and all that changed since. */
  jobs: ReadonlyMap<string, JobItem>
  counts: JobNews['counts'] | undefined
  /** How fast each running job goes, by its id. */
  paces: ReadonlyMap<string, Pace>
  /** How fast jobs come to an end. */
  pace: Pace | undefined
}

export type JobStore = {
  subscribe: (listener: () => void) => () => void
  state: () => KnownJobs
  /** Takes a job as an answer of the service told it. */
  put: (job: JobItem) => void
  /** Forgets jobs that have ended, with those that they had queued. */
  forget: (ids: readonly string[]) => void
}

export function isOpen(job: { state: JobState }): boolean {
  return job.state === 'queued' || job.state === 'running'
}

/** How far the jobs are, over time: a stage begins its counting anew. */
function followPaces(now: () => number) {
  const seen = new Map<string, { stage: string; steps: Steps }>()
  const follow = (key: string, stage: string, done: number, total: number): Pace | undefined => {
    const before = seen.get(key)
    const steps = addStep(before?.stage === stage ? before.steps : [], now(), done)
    seen.set(key, { stage, steps })
    return paceOf(steps, now(), total)
  }
  return { follow, forget: (key: string) => seen.delete(key) }
}

const ALL = ''

/** What is known of the jobs. `onFinished` is called when some of them came to an end; `now`: in milliseconds. */
export function createJobStore(
  onFinished: () => void,
  now: () => number = Date.now,
): JobStore & { take: (news: JobNews) => void } {
  const listeners = new Set<() => void>()
  const { follow, forget } = followPaces(now)
  let state: KnownJobs = { jobs: new Map(), counts: undefined, paces: new Map(), pace: undefined }

  function show(next: KnownJobs): void {
    state = next
    for (const listener of listeners) listener()
  }

  function pacesAfter(changed: readonly JobItem[]): Map<string, Pace> {
    const paces = new Map(state.paces)
    for (const { id, state: now, stage, done, total } of changed) {
      const pace = now === 'running' && total > 0 ? follow(id, stage, done, total) : undefined
      if (now !== 'running') forget(id)
      if (pace) paces.set(id, pace)
      else paces.delete(id)
    }
    return paces
  }

  /** Of all jobs together: ended ones of those that have been open since the queue was empty last. */
  function overallPace(counts: JobNews['counts']): Pace | undefined {
    const open = counts.queued + counts.running
    const ended = counts.done + counts.failed + counts.cancelled
    if (open > 0) return follow(ALL, '', ended, ended + open)
    forget(ALL)
    return undefined
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state: () => state,
    put: (job) => show({ ...state, jobs: new Map(state.jobs).set(job.id, job) }),
    forget: (ids) => {
      const gone = new Set(ids)
      const stays = ({ id, parentId, ...job }: JobItem) =>
        isOpen(job) || !(gone.has(id) || (parentId !== undefined && gone.has(parentId)))
      show({ ...state, jobs: new Map([...state.jobs].filter(([, job]) => stays(job))) })
    },
    take: ({ counts, jobs: changed }) => {
      const jobs = new Map(state.jobs)
      for (const job of changed) jobs.set(job.id, job)
      const hasFinished = changed.some((job) => !isOpen(job))
      show({ jobs, counts, paces: pacesAfter(changed), pace: overallPace(counts) })
      if (hasFinished) onFinished()
    },
  }
}
