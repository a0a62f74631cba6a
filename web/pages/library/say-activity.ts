import { describeError, describeFailure } from '../../api/describe-error.ts'
import type { Texts } from '../../language/texts.ts'
import type { Activity } from './activity.ts'
import type { JobItem } from './job-store.ts'
import type { Pace } from './pace.ts'

const SLOW_PER_SECOND = 1
const SHORT_MS = 1_500

/** Numbers and times as the reader's language writes them. */
type Format = { number: (value: number) => string; rough: (value: number) => string; duration: (ms: number) => string }

type Unit = keyof Texts['library']['uploads']['units']

/** What a stage of a job counts. */
export function unitOf({ kind, stage }: Pick<JobItem, 'kind' | 'stage'>): Unit {
  if (stage === 'reading') return 'pages'
  return kind === 'sync' || kind === 'reread' || stage === 'ingesting' ? 'files' : 'chunks'
}

function isFailure(error: unknown): error is { code: string; message: string } {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && 'code' in error
}

function stageName({ kind, stage }: JobItem, text: Texts): string {
  const { stages, readingInside } = text.library.uploads
  if (stage === 'ingesting' && kind === 'file') return readingInside
  if (stage === 'ingesting' && kind === 'reread') return stages.reading ?? ''
  return stages[stage] ?? stages.reading ?? ''
}

/** `3.2 files/s`, or by the minute where it is slow. */
function sayRate({ perSecond }: Pace, unit: Unit, text: Texts, format: Format): string {
  const isSlow = perSecond < SLOW_PER_SECOND
  const { units, rate } = text.library.uploads
  return rate(format.rough(isSlow ? perSecond * 60 : perSecond), units[unit], isSlow)
}

/** The stage of a running job, how far it is, how fast it goes and how long it still takes, as far as that is known. */
function sayRunning(job: JobItem, pace: Pace | undefined, text: Texts, format: Format): string {
  const { counted, left } = text.library.uploads
  const unit = unitOf(job)
  const stage = stageName(job, text)
  const head = job.total > 0 ? `${stage} ${counted[unit](format.number(job.done), format.number(job.total))}` : stage
  const parts = [head]
  if (pace && pace.leftMs > SHORT_MS) parts.push(sayRate(pace, unit, text, format), left(format.duration(pace.leftMs)))
  return parts.join(' · ')
}

/** How a file on its way stands, in words. */
export function sayActivity(activity: Activity, pace: Pace | undefined, text: Texts, format: Format): string {
  const { phase, progress, error, job } = activity
  const { phases, waitsFor } = text.library.uploads
  if (phase === 'failed') return isFailure(error) ? describeFailure(error, text) : describeError(error, text)
  if (phase === 'sending') return phases.sending(`${Math.round((progress ?? 0) * 100)}%`)
  if (phase === 'received' && isFailure(error)) return waitsFor(describeFailure(error, text))
  return phase === 'running' && job
    ? sayRunning(job, pace, text, format)
    : phases[phase === 'running' ? 'received' : phase]
}

/** What a row is about: its path, or what the service is doing. */
export function nameActivity({ path, job }: Activity, text: Texts): string {
  if (job?.kind === 'reembed') return text.library.uploads.reembedding(path)
  if (job?.kind === 'reindex') return text.library.uploads.reindexing
  return job?.kind === 'reread' ? text.library.uploads.rereading : path
}
