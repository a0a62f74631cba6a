import { isOpen, type JobItem, type KnownJobs } from './job-store.ts'
import type { Upload } from './upload-queue.ts'

/** A file that is being brought in, or just was, whoever brought it; or other work of the service. */
export type Activity = {
  key: string
  path: string
  /** 0, or how many archives, e-mails and folders around it have a row of their own. */
  depth: number
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

export type ActivitySummary = {
  total: number
  finished: number
  /** Rows that failed, those inside others included. */
  failed: number
  /** Of these, how many are inside others. */
  failedInside: number
  cancelled: number
  share: number
}

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

type Row = Omit<Activity, 'depth'>
type Families = ReadonlyMap<string, readonly JobItem[]>

function progressOf({ done, total }: JobItem): number | null {
  return total > 0 ? done / total : null
}

function jobPhase({ state }: JobItem): Activity['phase'] {
  return state === 'queued' ? 'received' : state
}

function fromJob(job: JobItem): Pick<Row, 'phase' | 'progress' | 'stage' | 'job' | 'error'> {
  return {
    phase: jobPhase(job),
    progress: job.state === 'running' ? progressOf(job) : 0,
    stage: job.stage,
    job,
    ...(job.error ? { error: job.error } : {}),
  }
}

function fromUpload(upload: Upload, jobs: KnownJobs['jobs']): Row {
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

function groupByParent(jobs: KnownJobs['jobs']): Families {
  const families = new Map<string, JobItem[]>()
  for (const job of jobs.values()) {
    if (job.parentId === undefined) continue
    const family = families.get(job.parentId)
    if (family) family.push(job)
    else families.set(job.parentId, [job])
  }
  return families
}

const byPhase = (a: { phase: Activity['phase'] }, b: { phase: Activity['phase'] }) =>
  ORDER.indexOf(a.phase) - ORDER.indexOf(b.phase)

/** A job that waits is only counted by the one that queued it, as long as that is open and nothing holds it up. */
function isShownInside(job: JobItem, parent: JobItem, isOwn: boolean): boolean {
  if (job.state === 'queued') return job.error !== undefined || !isOpen(parent)
  return job.state === 'running' || job.state === 'failed' || (isOwn && job.state === 'done')
}

/** Of a file inside another one, its path there. */
function pathInside({ path }: JobItem, parent: JobItem): string {
  return parent.kind === 'file' && path.startsWith(`${parent.path}/`) ? path.slice(parent.path.length + 1) : path
}

/** The rows of what a job has queued; where this page sent what they lie in, files that were read, too. */
function rowsInside(parent: JobItem, families: Families, depth: number, isOwn: boolean): Activity[] {
  return (families.get(parent.id) ?? [])
    .flatMap((job) => {
      const inside = families.has(job.id) ? rowsInside(job, families, depth + 1, isOwn) : []
      if (inside.length === 0 && !isShownInside(job, parent, isOwn)) return []
      return [{ row: { key: job.id, path: pathInside(job, parent), depth, ...fromJob(job) }, inside }]
    })
    .sort((a, b) => byPhase(a.row, b.row))
    .flatMap(({ row, inside }) => [row, ...inside])
}

function hasRow(job: JobItem, jobs: KnownJobs['jobs'], families: Families): boolean {
  const { parentId, state } = job
  if (parentId !== undefined && jobs.has(parentId)) return false
  if (parentId !== undefined) return state === 'running' || state === 'failed'
  return state !== 'done' || rowsInside(job, families, 1, false).length > 0
}

/** What is going on: this page's own files and what else the service does, the busiest first, each with what lies in it. */
export function listActivity(uploads: readonly Upload[], jobs: KnownJobs['jobs']): Activity[] {
  const families = groupByParent(jobs)
  const own = new Set(uploads.map(({ jobId }) => jobId))
  const mine = uploads.map((upload) => fromUpload(upload, jobs))
  const others = [...jobs.values()]
    .filter((job) => !own.has(job.id) && hasRow(job, jobs, families))
    .map((job): Row => ({ key: job.id, path: job.path, ...fromJob(job) }))
  return [...mine, ...others].sort(byPhase).flatMap((row): Activity[] => {
    const inside = row.job ? rowsInside(row.job, families, 1, row.uploadKey !== undefined) : []
    return [{ ...row, depth: 0 }, ...inside]
  })
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
  const outer = activities.filter(({ depth }) => depth === 0)
  const count = (rows: readonly Activity[], phase: Activity['phase']) =>
    rows.filter((activity) => activity.phase === phase).length
  const failed = count(activities, 'failed')
  const shares = outer.reduce((sum, activity) => sum + shareOf(activity), 0)
  return {
    total: outer.length,
    finished: outer.filter(isFinished).length,
    failed,
    failedInside: failed - count(outer, 'failed'),
    cancelled: count(outer, 'cancelled'),
    share: outer.length === 0 ? 0 : shares / outer.length,
  }
}
