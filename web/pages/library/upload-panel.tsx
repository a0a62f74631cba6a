import clsx from 'clsx'
import { ChevronDown, ChevronUp, CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Progress } from '../../components/progress.tsx'
import { VirtualList } from '../../components/virtual-list.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { useActivity, useUploads } from './upload-context.ts'
import { UploadRow } from './upload-row.tsx'
import { useUploadActions } from './use-upload-actions.ts'

/** What the service does of its own accord. */
const OTHER_KINDS: ReadonlySet<string> = new Set(['reembed', 'reindex', 'reread'])

const ROW_HEIGHT = 44

function PausedNote() {
  const { library } = useText()
  const { queue } = useUploads()
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 bg-warn-tint px-4 py-1.5 text-warn">
      <CircleAlert aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">{library.uploads.paused}</span>
      <Button size="sm" onClick={queue.resume}>
        {library.uploads.resume}
      </Button>
    </div>
  )
}

function InterruptedNote() {
  const { library, common } = useText()
  const { number } = useFormat()
  const { interrupted, dismissInterrupted } = useUploads()
  if (interrupted.length === 0) return null
  return (
    <div role="status" className="flex items-start gap-2 rounded-lg bg-warn-tint px-4 py-2">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <details className="min-w-0 flex-1">
        <summary>{library.uploads.interrupted(number(interrupted.length))}</summary>
        <ul className="scroll-thin mt-1 max-h-32 overflow-y-auto text-xs text-soft">
          {interrupted.map((path) => (
            <li key={path} className="truncate">
              {path}
            </li>
          ))}
        </ul>
      </details>
      <Button size="sm" variant="quiet" onClick={dismissInterrupted}>
        {common.dismiss}
      </Button>
    </div>
  )
}

/** What is being brought in: each file and all together. Nothing where nothing is. */
export function UploadPanel() {
  const { library } = useText()
  const { uploads } = library
  const { number, duration } = useFormat()
  const { activities, summary, others, paces, leftMs, isPaused } = useActivity()
  const { cancel, retry, clear } = useUploadActions()
  const [chosen, setChosen] = useState<boolean>()
  const [isAsking, setAsking] = useState(false)
  if (activities.length === 0) return <InterruptedNote />
  const isBusy = summary.finished < summary.total
  const done = summary.finished - (summary.failed - summary.failedInside) - summary.cancelled
  const isExpanded = chosen ?? (isBusy || summary.failed > 0 || summary.cancelled > 0)
  const isOther = activities.every(({ job, depth }) => depth > 0 || (job !== undefined && OTHER_KINDS.has(job.kind)))
  const title = isBusy ? (isOther ? uploads.titleOther : uploads.title) : uploads.titleDone
  return (
    <>
      <InterruptedNote />
      <section aria-label={uploads.list} className="@container overflow-hidden rounded-lg border border-line bg-sheet">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 pr-2 pl-4">
          <h2 className="font-medium">{title}</h2>
          <p role="status" className="flex-1 text-xs text-soft tabular-nums">
            {uploads.progress(number(isBusy ? summary.finished : done), number(summary.total))}
            {summary.failed > 0 && (
              <span className="ml-2 whitespace-nowrap text-danger">{uploads.failed(number(summary.failed))}</span>
            )}
            {summary.cancelled > 0 && (
              <span className="ml-2 whitespace-nowrap">{uploads.cancelled(number(summary.cancelled))}</span>
            )}
            {isBusy && leftMs !== undefined && (
              <span className="ml-2 whitespace-nowrap">{uploads.left(duration(leftMs))}</span>
            )}
            {others > 0 && <span className="ml-2 whitespace-nowrap">{uploads.others(number(others))}</span>}
          </p>
          {summary.failed > 0 && (
            <Button
              size="sm"
              variant="quiet"
              onClick={() => retry(activities.filter(({ phase }) => phase === 'failed'))}
            >
              {uploads.retryFailed}
            </Button>
          )}
          {isBusy ? (
            <Button size="sm" variant="quiet" onClick={() => setAsking(true)}>
              {uploads.cancelAll}
            </Button>
          ) : (
            <Button size="sm" variant="quiet" onClick={() => clear(activities)}>
              {uploads.clear}
            </Button>
          )}
          <IconButton
            size="sm"
            label={isExpanded ? uploads.collapse : uploads.expand}
            aria-expanded={isExpanded}
            onClick={() => setChosen(!isExpanded)}
          >
            {isExpanded ? <ChevronUp /> : <ChevronDown />}
          </IconButton>
        </header>
        {isBusy && <Progress label={title} value={summary.share} className="rounded-none" />}
        {isPaused && <PausedNote />}
        {isExpanded && (
          <VirtualList
            items={activities}
            keyOf={({ key }) => key}
            rowHeight={ROW_HEIGHT}
            label={uploads.list}
            className={clsx('max-h-[min(14rem,30dvh)] border-t border-line', isBusy && 'h-56')}
            render={(activity) => (
              <UploadRow
                activity={activity}
                pace={paces.get(activity.job?.id ?? '')}
                onCancel={(one) => cancel([one])}
                onRetry={(one) => retry([one])}
              />
            )}
          />
        )}
      </section>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={uploads.cancelAll}
        description={uploads.cancelAllConfirm}
        agree={uploads.cancelAll}
        onAgree={() => {
          cancel(activities.filter(({ depth }) => depth === 0))
          setAsking(false)
        }}
      />
    </>
  )
}
