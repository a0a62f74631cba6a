import { bodyOf, client } from '../../api/client.ts'
import { describeError } from '../../api/describe-error.ts'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { type Activity, isFinished } from './activity.ts'
import { isOpen } from './job-store.ts'
import { useUploads } from './upload-context.ts'

const AT_ONCE = 6

/** Works through a list, a few at a time. @returns what failed */
async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<unknown[]> {
  const failures: unknown[] = []
  const waiting = [...items]
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      await work(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return failures
}

/** Cancels and retries files wherever they are: still here, or a job of the service. */
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
    clear: (activities: readonly Activity[]) =>
      queue.forget(activities.filter(isFinished).flatMap(({ uploadKey }) => uploadKey ?? [])),
  }
}
