import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { CircleAlert, CircleCheck, Clock, LoaderCircle, RotateCw, X } from 'lucide-react'
import { describeError, describeFailure } from '../../api/describe-error.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { Progress } from '../../components/progress.tsx'
import { useText } from '../../language/language.tsx'
import type { Texts } from '../../language/texts.ts'
import { type Activity, isFinished } from './activity.ts'

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

function isFailure(error: unknown): error is { code: string; message: string } {
  return typeof error === 'object' && error !== null && !(error instanceof Error) && 'code' in error
}

function sayPhase({ phase, progress, stage, error, job }: Activity, text: Texts): string {
  const { phases, stages } = text.library.uploads
  if (phase === 'failed') return isFailure(error) ? describeFailure(error, text) : describeError(error, text)
  if (phase === 'sending') return phases.sending(`${Math.round((progress ?? 0) * 100)}%`)
  if (phase !== 'running') return phases[phase]
  const count = job && job.total > 0 ? ` ${job.done} / ${job.total}` : ''
  return (stages[stage ?? ''] ?? stages.reading ?? '') + count
}

type UploadRowProps = {
  activity: Activity
  onCancel: (activity: Activity) => void
  onRetry: (activity: Activity) => void
}

/** One file on its way, with what can be done about it. */
export function UploadRow({ activity, onCancel, onRetry }: UploadRowProps) {
  const text = useText()
  const { uploads } = text.library
  const { path, phase, progress, job } = activity
  const Icon = ICONS[phase]
  const isMoving = phase === 'sending' || phase === 'running'
  const canRetry = phase === 'failed' || phase === 'cancelled'
  return (
    <div className="flex min-h-11 items-center gap-2.5 px-4 py-1">
      <Icon
        aria-hidden
        className={clsx(
          'size-4 shrink-0',
          isMoving && 'animate-spin text-accent',
          phase === 'failed' && 'text-danger',
          (phase === 'done' || phase === 'same') && 'text-accent',
          (phase === 'waiting' || phase === 'received' || phase === 'cancelled') && 'text-faint',
        )}
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3">
          {phase === 'done' && job?.documentId ? (
            <Link
              to="/documents/$documentId"
              params={{ documentId: job.documentId }}
              className="min-w-0 flex-1 truncate hover:text-accent hover:underline"
            >
              <bdi>{path}</bdi>
            </Link>
          ) : (
            <bdi className="min-w-0 flex-1 truncate">{path}</bdi>
          )}
          <span
            className={clsx(
              'text-xs tabular-nums',
              phase === 'failed' ? 'basis-full text-danger sm:basis-auto sm:max-w-2/3' : 'text-soft',
            )}
          >
            {sayPhase(activity, text)}
          </span>
        </div>
        {isMoving && <Progress label={path} value={progress} className="mt-1 h-1" />}
      </div>
      {canRetry && (
        <IconButton size="sm" label={uploads.retry(path)} onClick={() => onRetry(activity)}>
          <RotateCw />
        </IconButton>
      )}
      {!isFinished(activity) && (
        <IconButton size="sm" label={uploads.cancel(path)} onClick={() => onCancel(activity)}>
          <X />
        </IconButton>
      )}
    </div>
  )
}
