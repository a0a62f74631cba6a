import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { refreshDocuments } from '../../api/queries.ts'
import { useToast } from '../../components/toast.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { Picked } from './accepted-files.ts'
import { listActivity, summarise } from './activity.ts'
import { DropVeil } from './drop-veil.tsx'
import { followJobs } from './follow-jobs.ts'
import { createJobStore } from './job-store.ts'
import { sendBatch } from './send-batch.ts'
import { keepUnsent, takeUnsent } from './unsent-paths.ts'
import { UploadContext, type Uploads, useActivity } from './upload-context.ts'
import { createUploadQueue, type UploadQueue } from './upload-queue.ts'

const REFRESH_EVERY_MS = 1_000

const ReviewDialog = lazy(async () => ({ default: (await import('./review-dialog.tsx')).ReviewDialog }))

/** Runs `work` at most once in a while, and once more after the last call. */
function throttle(work: () => void): () => void {
  let isWaiting = false
  return () => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      work()
    }, REFRESH_EVERY_MS)
  }
}

/** Asks before the page is left while files are being sent, and remembers which ones. */
function useLeaveGuard(queue: UploadQueue<File>): void {
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (queue.state().uploads.some(({ phase }) => phase === 'waiting' || phase === 'sending')) event.preventDefault()
    }
    const keep = () => keepUnsent(queue)
    addEventListener('beforeunload', guard)
    addEventListener('pagehide', keep)
    return () => {
      removeEventListener('beforeunload', guard)
      removeEventListener('pagehide', keep)
    }
  }, [queue])
}

/** Follows the jobs while somebody looks at the page. */
function useJobNews(store: ReturnType<typeof createJobStore>): void {
  useEffect(() => {
    let following: AbortController | undefined
    const follow = () => {
      following?.abort()
      following = undefined
      if (document.visibilityState === 'hidden') return
      following = new AbortController()
      followJobs(store.take, following.signal).catch(() => undefined)
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      following?.abort()
    }
  }, [store])
}

/** Says so when the last file of a drop was read. */
function FinishToast({ queue, jobs }: Pick<Uploads, 'queue' | 'jobs'>) {
  const { library } = useText()
  const { number } = useFormat()
  const say = useToast()
  const { summary } = useActivity()
  const isBusy = summary.finished < summary.total
  const wasBusy = useRef(false)
  useEffect(() => {
    if (wasBusy.current && !isBusy) {
      const mine = summarise(
        listActivity(queue.state().uploads, jobs.state().jobs).filter(({ uploadKey }) => uploadKey),
      )
      const done = mine.finished - (mine.failed - mine.failedInside) - mine.cancelled
      if (mine.failed > 0) {
        say({ message: library.uploads.finishedWithFailures(number(done), number(mine.failed)), tone: 'danger' })
      } else if (done > 0) say({ message: library.uploads.finished(number(done)) })
    }
    wasBusy.current = isBusy
  }, [isBusy, queue, jobs, library, number, say])
  return null
}

/** Brings files in, for as long as the page lives: what is sent goes on whichever room is shown. */
export function UploadProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [store] = useState(() => createJobStore(throttle(() => void refreshDocuments(queries))))
  const [queue] = useState(() => createUploadQueue(sendBatch))
  const [picked, setPicked] = useState<readonly Picked<File>[]>([])
  const [interrupted, setInterrupted] = useState(takeUnsent)
  useLeaveGuard(queue)
  useJobNews(store)
  const uploads = useMemo(
    (): Uploads => ({
      queue,
      jobs: store,
      review: (files) => setPicked((before) => [...before, ...files]),
      interrupted,
      dismissInterrupted: () => setInterrupted([]),
    }),
    [queue, store, interrupted],
  )
  return (
    <UploadContext value={uploads}>
      {children}
      <FinishToast queue={queue} jobs={store} />
      <DropVeil onPick={uploads.review} />
      {picked.length > 0 && (
        <Suspense fallback={null}>
          <ReviewDialog picked={picked} onClose={() => setPicked([])} />
        </Suspense>
      )}
    </UploadContext>
  )
}
