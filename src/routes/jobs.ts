import { setTimeout as pause } from 'node:timers/promises'
import { createRoute, z } from '@hono/zod-openapi'
import type { Database } from '../db/client.ts'
import { cancelJob, findJob, listJobs, retryJob, toJobView } from '../db/jobs.ts'
import type { JobRow } from '../db/schema/jobs.ts'
import { AppError } from '../errors.ts'
import { newRoutes } from '../http/env.ts'
import { streamEvents } from '../http/events.ts'
import { followJobs } from '../http/follow-jobs.ts'
import { cutPage, decodeNumberCursor, pageQuery } from '../http/paging.ts'
import { orProblem } from '../http/problems.ts'
import { jsonContent } from '../http/wire/common.ts'
import { jobNewsSchema, jobSchema } from '../http/wire/job.ts'

const POLL_MS = 100

const tags = ['jobs']
const params = z.object({ id: z.string() })
const oneJob = { 200: jsonContent(jobSchema, 'The job'), ...orProblem }

const list = createRoute({
  method: 'get',
  path: '/',
  tags,
  summary: 'Jobs, newest first',
  request: { query: pageQuery.extend({ parentId: z.string().optional(), documentId: z.string().optional() }) },
  responses: {
    200: jsonContent(z.object({ jobs: z.array(jobSchema), nextCursor: z.string().optional() }), 'A page'),
    ...orProblem,
  },
})

const news = createRoute({
  method: 'get',
  path: '/events',
  tags,
  summary: 'All jobs as server-sent events: those that wait or run, then whatever changes',
  request: {
    query: z.object({
      since: z.iso
        .datetime()
        .optional()
        .openapi({ description: '`at` of the last message: begins with what changed since' }),
    }),
  },
  responses: {
    200: {
      description: 'Each message is a JobNews',
      content: { 'text/event-stream': { schema: jobNewsSchema } },
    },
    ...orProblem,
  },
})

const read = createRoute({
  method: 'get',
  path: '/{id}',
  tags,
  summary: 'One job',
  request: { params },
  responses: oneJob,
})

const events = createRoute({
  method: 'get',
  path: '/{id}/events',
  tags,
  summary: 'The job as server-sent events: one whenever it changed, the last one when it is finished',
  request: { params },
  responses: {
    200: { description: 'Each message is a Job', content: { 'text/event-stream': { schema: z.string() } } },
    ...orProblem,
  },
})

const cancel = createRoute({
  method: 'post',
  path: '/{id}/cancel',
  tags,
  summary: 'Asks for an end: a waiting job ends at once, a running one at its next step',
  request: { params },
  responses: oneJob,
})

const retry = createRoute({
  method: 'post',
  path: '/{id}/retry',
  tags,
  summary: 'Queues a failed or cancelled job once more',
  request: { params },
  responses: oneJob,
})

function existingJob(db: Database, id: string): JobRow {
  const job = findJob(db, id)
  if (!job) throw new AppError('not_found', `There is no job ${id}.`)
  return job
}

function isFinished(job: JobRow): boolean {
  return job.state !== 'queued' && job.state !== 'running'
}

/** A file that was refused for its format left no bytes to read again. */
function hasNothingToRead({ request }: JobRow): boolean {
  return request.kind === 'file' && request.contentHash === '' && request.source === undefined
}

async function followJob(
  db: Database,
  first: JobRow,
  send: (job: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  let sent = ''
  for (let job: JobRow | undefined = first; job && !signal.aborted; job = findJob(db, first.id)) {
    const view = toJobView(job)
    const state = JSON.stringify(view)
    if (state !== sent) send(view)
    sent = state
    if (isFinished(job)) return
    await pause(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
}

export const jobRoutes = newRoutes()
  .openapi(list, (c) => {
    const { limit, cursor, ...of } = c.req.valid('query')
    const rows = listJobs(c.var.services.db, { before: decodeNumberCursor(cursor), limit: limit + 1, ...of })
    const { page, ...next } = cutPage(rows, limit, (row) => row.seq)
    return c.json({ jobs: page.map(toJobView), ...next }, 200)
  })
  .openapi(news, (c) => {
    const { db, log } = c.var.services
    const { since } = c.req.valid('query')
    return streamEvents(c, ({ send, signal }) =>
      followJobs(db, since, send, signal).catch((error) => log(`events of the jobs ended: ${String(error)}`)),
    )
  })
  .openapi(read, (c) => c.json(toJobView(existingJob(c.var.services.db, c.req.valid('param').id)), 200))
  .openapi(events, (c) => {
    const { db, log } = c.var.services
    const job = existingJob(db, c.req.valid('param').id)
    return streamEvents(c, ({ send, signal }) =>
      followJob(db, job, send, signal).catch((error) => log(`events of job ${job.id} ended: ${String(error)}`)),
    )
  })
  .openapi(cancel, (c) => {
    const { db } = c.var.services
    const job = existingJob(db, c.req.valid('param').id)
    if (isFinished(job)) throw new AppError('not_cancellable', `${job.path}: the job is already ${job.state}.`)
    return c.json(toJobView(cancelJob(db, job.id) ?? job), 200)
  })
  .openapi(retry, (c) => {
    const { db, wakeWorker } = c.var.services
    const job = existingJob(db, c.req.valid('param').id)
    const again = hasNothingToRead(job) ? undefined : retryJob(db, job.id)
    if (!again) {
      throw new AppError('not_retryable', `${job.path}: only a failed or cancelled job whose file was kept is retried.`)
    }
    wakeWorker()
    return c.json(toJobView(again), 200)
  })
