import { isOpen, type JobItem, type KnownJobs } from './job-store.ts'
import type { Upload } from './upload-queue.ts'

/** A file that is being brought in, or just was, whoever brought it. */
export type Activity = {
  key: string
  path: string
  /** Size where this page sends the file. */
  bytes?: number
  phase: 'waiting' | 'sending' | 'received' | 'running' | 'done' | 'same' | 'failed' | 'cancelled'
  /** How far the phase has come, from 0 to 1; null where it cannot be said. */
  progress: number | null
  /** The stage of its job. */
  stage?: string
  uploadKey?: string
  job?: JobItem
  error?: unknown
}

export type ActivitySummary = { total: number; finished: number; failed: number; cancelled: number; share: number }

const ORDER: readonly Activity['phase'][] = [
  'running',
  'sending',
  'failed',
  'received',
  'waiting',
  'cancelled',
  'same',
  'done',
]

function progressOf({ done, total }: JobItem): number | null {
  return total > 0 ? done / total : null
}

function jobPhase({ state }: JobItem): Activity['phase'] {
  return state === 'queued' ? 'received' : state
}

function fromJob(job: JobItem): Pick<Activity, 'phase' | 'progress' | 'stage' | 'job' | 'error'> {
  return {
    phase: jobPhase(job),
    progress: job.state === 'running' ? progressOf(job) : 0,
    stage: job.stage,
    job,
    ...(job.error ? { error: job.error } : {}),
  }
}

function fromUpload(upload: Upload, jobs: KnownJobs['jobs']): Activity {
  const { key, path, bytes, phase, sent, jobId, error } = upload
  const base = { key, path, bytes, uploadKey: key }
  if (phase === 'received') {
    if (jobId === undefined) return { ...base, phase: 'same', progress: 1 }
    const job = jobs.get(jobId)
    return job ? { ...base, ...fromJob(job) } : { ...base, phase: 'received', progress: 0 }
  }
  const progress = phase === 'sending' && bytes > 0 ? sent / bytes : 0
  return { ...base, phase, progress, ...(error === undefined ? {} : { error }) }
}

/** A folder being read stands for its files, of which only those that run are shown beside it. */
function isWorthARow(job: JobItem): boolean {
  return isOpen(job) && (job.kind === 'sync' || job.state === 'running' || job.parentId === undefined)
}

/** What is going on: this page's own files, then what others brought in, the busiest first. */
export function listActivity(uploads: readonly Upload[], jobs: KnownJobs['jobs']): Activity[] {
  const own = new Set(uploads.map(({ jobId }) => jobId))
  const mine = uploads.map((upload) => fromUpload(upload, jobs))
  const others = [...jobs.values()]
    .filter((job) => !own.has(job.id) && isWorthARow(job))
    .map((job): Activity => ({ key: job.id, path: job.path, ...fromJob(job) }))
  return [...mine, ...others].sort((a, b) => ORDER.indexOf(a.phase) - ORDER.indexOf(b.phase))
}

export function isFinished({ phase }: Activity): boolean {
  return phase === 'done' || phase === 'same' || phase === 'failed' || phase === 'cancelled'
}

/** Sending is a third of the way, reading the rest. */
function shareOf(activity: Activity): number {
  if (isFinished(activity)) return 1
  const sent = 0.3
  if (activity.phase === 'sending') return sent * (activity.progress ?? 0)
  if (activity.phase === 'received') return sent
  return activity.phase === 'running' ? sent + (1 - sent) * 0.9 * (activity.progress ?? 0.5) : 0
}

export function summarise(activities: readonly Activity[]): ActivitySummary {
  const count = (phase: Activity['phase']) => activities.filter((activity) => activity.phase === phase).length
  const total = activities.length
  const shares = activities.reduce((sum, activity) => sum + shareOf(activity), 0)
  return {
    total,
    finished: activities.filter(isFinished).length,
    failed: count('failed'),
    cancelled: count('cancelled'),
    share: total === 0 ? 0 : shares / total,
  }
}
