import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { write } from '../../src/db/client.ts'
import { claimJobs, reportProgress } from '../../src/db/job-queue.ts'
import { enqueueJob, finishJob } from '../../src/db/jobs.ts'
import { parseEvents } from '../helpers/requests.ts'
import { type FakeServices, fakeServices } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

type News = { at: string; counts: Record<string, number>; jobs: { id: string; state: string; done: number }[] }

const request = { kind: 'file', documentId: 'd-1', isNew: true, contentHash: 'abc' } as const
const queue = (path: string) => write(fake.services.db, (tx) => enqueueJob(tx, { path, request })).id
const finish = (id: string) => write(fake.services.db, (tx) => finishJob(tx, id, { state: 'done', total: 8 }))

/** Listens while `meanwhile` runs, then leaves. */
async function listen(query: string, meanwhile: () => Promise<void>): Promise<News[]> {
  const leaving = new AbortController()
  const response = await app.request(`/api/jobs/events${query}`, { signal: leaving.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  let heard = ''
  const decoder = new TextDecoder()
  const reader = response.body?.getReader()
  const hearing = (async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      heard += decoder.decode(part.value, { stream: true })
    }
  })()
  await meanwhile()
  await reader?.cancel()
  await hearing
  return parseEvents(heard).map(({ data }) => data as News)
}

const soon = () => pause(700)

describe('the stream of all jobs', () => {
  it('begins with the jobs that wait or run, and the counts of all', async () => {
    finish(queue('old.md'))
    fake.services.db.$client.prepare("UPDATE jobs SET updated_at = '2026-01-01T00:00:00.000Z'").run()
    const waiting = queue('new.md')
    const [first] = await listen('', soon)
    expect(first?.jobs).toMatchObject([{ id: waiting, path: 'new.md', documentId: 'd-1', state: 'queued' }])
    expect(first?.counts).toEqual({ queued: 1, running: 0, done: 1, failed: 0, cancelled: 0 })
  })

  it('tells of each change once, of new jobs too, with the counts as they are then', async () => {
    const first = queue('a.md')
    const news = await listen('', async () => {
      await soon()
      const second = queue('b.md')
      claimJobs(fake.services.db, 1)
      reportProgress(fake.services.db, first, { stage: 'embedding', done: 3, total: 8 })
      await soon()
      finish(first)
      finish(second)
      await soon()
    })
    const told = news.map(({ counts, jobs }) => [counts.queued, counts.running, counts.done, jobs.length])
    expect(told).toEqual([
      [1, 0, 0, 1],
      [1, 1, 0, 2],
      [0, 0, 2, 2],
    ])
    expect(news[1]?.jobs.find(({ id }) => id === first)).toMatchObject({ state: 'running', done: 3, total: 8 })
  })

  it('goes on where a broken connection left off', async () => {
    const id = queue('a.md')
    const [before] = await listen('', soon)
    finish(id)
    const [after] = await listen(`?since=${before?.at ?? ''}`, soon)
    expect(after?.jobs).toMatchObject([{ id, state: 'done' }])
  })

  it('says at once that there is nothing to do', async () => {
    const news = await listen('', soon)
    expect(news).toMatchObject([{ counts: { queued: 0, running: 0 }, jobs: [] }])
  })

  it('stops looking when its reader leaves', async () => {
    await listen('', soon)
    fake.services.db.$client.exec('ALTER TABLE jobs RENAME TO elsewhere')
    await soon()
    expect(fake.calls.log).toEqual([])
  })

  it('refuses a moment that is none', async () => {
    expect((await app.request('/api/jobs/events?since=yesterday')).status).toBe(422)
  })
})

it('lists the jobs of one document', async () => {
  queue('a.md')
  const other = { kind: 'file', documentId: 'd-2', isNew: true, contentHash: 'abc' } as const
  write(fake.services.db, (tx) => enqueueJob(tx, { path: 'b.md', request: other }))
  const { jobs } = (await (await app.request('/api/jobs?documentId=d-2')).json()) as { jobs: unknown[] }
  expect(jobs).toMatchObject([{ path: 'b.md', documentId: 'd-2' }])
})
