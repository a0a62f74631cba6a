import { CircleAlert, CircleCheck, CirclePause, Clock, LoaderCircle, TriangleAlert } from 'lucide-react'
import { describeFailure } from '../../api/describe-error.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { Badge } from '../../components/badge.tsx'
import { useText } from '../../language/language.tsx'
import type { JobItem } from './job-store.ts'

function percentOf(job: JobItem | undefined): string {
  return job?.state === 'running' && job.total > 0 ? ` ${Math.round((job.done / job.total) * 100)}%` : ''
}

/** How a document stands, in a word; why, on a second look. */
export function StateBadge({ document, job }: { document: DocumentItem; job?: JobItem | undefined }) {
  const text = useText()
  const { library, document: words } = text
  const { state, error, warnings } = document
  if (state === 'queued' || state === 'reading' || job) {
    const isRunning = job ? job.state === 'running' : state === 'reading'
    const stage = job && isRunning ? library.uploads.stages[job.stage] : undefined
    return (
      <Badge tone="accent">
        {isRunning ? <LoaderCircle aria-hidden className="animate-spin" /> : <Clock aria-hidden />}
        {(stage ?? words.states[isRunning ? 'reading' : 'queued']) + percentOf(job)}
      </Badge>
    )
  }
  if (error?.code === 'cancelled') {
    return (
      <Badge title={describeFailure(error, text)}>
        <CirclePause aria-hidden />
        {library.stopped}
      </Badge>
    )
  }
  if (error) {
    return (
      <Badge tone="danger" title={describeFailure(error, text)}>
        <CircleAlert aria-hidden />
        {state === 'ready' ? library.updateFailed : words.states.failed}
      </Badge>
    )
  }
  if (warnings.length > 0) {
    return (
      <Badge tone="warn">
        <TriangleAlert aria-hidden />
        {library.warnings(warnings.length)}
      </Badge>
    )
  }
  return (
    <span className="inline-flex items-center gap-1 text-xs whitespace-nowrap text-soft">
      <CircleCheck aria-hidden className="size-3.5 text-accent" />
      {words.states.ready}
    </span>
  )
}
