import { client } from '../../api/client.ts'
import { followEvents } from '../../api/follow-events.ts'
import type { JobNews } from './job-store.ts'

/** Follows all jobs until `signal` is aborted, over broken connections. @throws ServiceError */
export function followJobs(take: (news: JobNews) => void, signal: AbortSignal): Promise<void> {
  let at: string | undefined
  return followEvents({
    open: (init) =>
      client.api.jobs.events.$get({ query: at === undefined ? {} : { since: at } }, { init: { signal: init } }),
    onEvent: ({ data }) => {
      const news = data as JobNews
      at = news.at
      take(news)
    },
    isLast: () => false,
    signal,
  })
}
