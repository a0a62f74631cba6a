import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { CircleAlert, CircleCheck, Clock, LoaderCircle, RotateCw, X } from 'lucide-react'
import { IconButton } from '../../components/icon-button.tsx'
import { Progress } from '../../components/progress.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { type Activity, isFinished } from './activity.ts'
import type { Pace } from './pace.ts'
import { nameActivity, sayActivity } from './say-activity.ts'
import { SyncEstimate } from './sync-estimate.tsx'

const ICONS: Readonly<Record<Activity['phase'], typeof Clock>> = {
  waiting: Clock,
  sending: LoaderCircle,
  received: Clock,
  running: LoaderCircle,
  done: CircleCheck,
  same: CircleCheck,
  failed: CircleAlert,
  cancelled: X,
}
const INDENTS = ['ps-4', 'ps-10', 'ps-16', 'ps-22'] as const

function PhaseIcon({ phase }: { phase: Activity['phase'] }) {
  const Icon = ICONS[phase]
  return (
    <Icon
      aria-hidden
      className={clsx(
        'size-4 shrink-0',
        (phase === 'sending' || phase === 'running') && 'animate-spin text-accent',
        phase === 'failed' && 'text-danger',
        (phase === 'done' || phase === 'same') && 'text-accent',
        (phase === 'waiting' || phase === 'received' || phase === 'cancelled') && 'text-faint',
      )}
    />
  )
}

/** What it is called; a link once it can be read. */
function ActivityName({ activity }: { activity: Activity }) {
  const text = useText()
  const { phase, job } = activity
  const name = nameActivity(activity, text)
  if (phase !== 'done' || !job?.documentId) return <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
  return (
    <Link
      to="/documents/$documentId"
      params={{ documentId: job.documentId }}
      className="min-w-0 flex-1 truncate hover:text-accent hover:underline"
    >
      <bdi>{name}</bdi>
    </Link>
  )
}

type UploadRowProps = {
  activity: Activity
  pace: Pace | undefined
  onCancel: (activity: Activity) => void
  onRetry: (activity: Activity) => void
}

/** One file, folder or other work on its way, with what can be done about it. */
export function UploadRow({ activity, pace, onCancel, onRetry }: UploadRowProps) {
  const text = useText()
  const format = useFormat()
  const { uploads } = text.library
  const { phase, progress, job, depth } = activity
  const name = nameActivity(activity, text)
  const isMoving = phase === 'sending' || phase === 'running'
  const isLong = isMoving || phase === 'failed' || (phase === 'received' && activity.error !== undefined)
  return (
    <div
      className={clsx(
        'flex min-h-11 items-center gap-2.5 py-1 pe-4',
        INDENTS[Math.min(depth, INDENTS.length - 1)],
        depth > 0 && 'min-h-9',
      )}
    >
      <PhaseIcon phase={phase} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <ActivityName activity={activity} />
          <span
            className={clsx(
              'text-xs tabular-nums',
              isLong && 'basis-full @2xl:max-w-2/3 @2xl:basis-auto',
              phase === 'failed' ? 'text-danger' : 'text-soft',
            )}
          >
            {sayActivity(activity, pace, text, format)}
          </span>
        </div>
        {isMoving && (depth === 0 || progress !== null) && (
          <Progress label={name} value={progress} className="mt-1 h-1" />
        )}
        {job?.kind === 'sync' && job.stage === 'ingesting' && <SyncEstimate jobId={job.id} />}
      </div>
      {(phase === 'failed' || phase === 'cancelled') && (
        <IconButton size="sm" label={uploads.retry(name)} onClick={() => onRetry(activity)}>
          <RotateCw />
        </IconButton>
      )}
      {!isFinished(activity) && (
        <IconButton size="sm" label={uploads.cancel(name)} onClick={() => onCancel(activity)}>
          <X />
        </IconButton>
      )}
    </div>
  )
}
