import { bodyOf, client } from '../../api/client.ts'
import { describeError } from '../../api/describe-error.ts'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { type Activity, isFinished } from './activity.ts'
import { eachOf } from './each-of.ts'
import { isOpen } from './job-store.ts'
import { useUploads } from './upload-context.ts'

/** Stops and retries files and folders wherever they are: still here, or a job of the service with all it has queued. */
export function useUploadActions() {
  const { queue, jobs } = useUploads()
  const text = useText()
  const say = useToast()

  const act = async (ids: readonly string[], action: 'cancel' | 'retry') => {
    const failures = await eachOf(ids, async (id) => {
      const call = client.api.jobs[':id'][action].$post
      jobs.put(await bodyOf(call({ param: { id } })))
    })
    const [first] = failures
    if (first !== undefined) say({ message: describeError(first, text), tone: 'danger' })
  }

  return {
    cancel: (activities: readonly Activity[]) => {
      const open = activities.filter((activity) => !isFinished(activity))
      queue.cancel(open.flatMap(({ uploadKey }) => uploadKey ?? []))
      void act(
        open.flatMap(({ job }) => (job && isOpen(job) ? [job.id] : [])),
        'cancel',
      )
    },
    retry: (activities: readonly Activity[]) => {
      const ended = activities.filter(({ phase }) => phase === 'failed' || phase === 'cancelled')
      queue.retry(ended.flatMap(({ uploadKey, job }) => (job || uploadKey === undefined ? [] : [uploadKey])))
      void act(
        ended.flatMap(({ job }) => job?.id ?? []),
        'retry',
      )
    },
    clear: (activities: readonly Activity[]) => {
      const ended = activities.filter(isFinished)
      queue.forget(ended.flatMap(({ uploadKey }) => uploadKey ?? []))
      jobs.forget(ended.flatMap(({ job }) => job?.id ?? []))
    },
  }
}
