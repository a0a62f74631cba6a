import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { write } from '../../src/db/client.ts'
import { claimJobs, isCancelRequested, reportProgress } from '../../src/db/job-queue.ts'
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

const request = { kind: 'file', documentId: 'none', isNew: true, contentHash: 'abc' } as const
const queue = (path: string) => write(fake.services.db, (tx) => enqueueJob(tx, { path, request })).id
const finish = (id: string) => write(fake.services.db, (tx) => finishJob(tx, id, { state: 'done' }))
const post = (path: string) => app.request(path, { method: 'POST' })

describe('jobs', () => {
  it('are listed newest first, a page at a time', async () => {
    for (const path of ['a.md', 'b.md', 'c.md']) queue(path)
    const first = (await (await app.request('/api/jobs?limit=2')).json()) as {
      jobs: { path: string }[]
      nextCursor: string
    }
    const last = (await (await app.request(`/api/jobs?limit=2&cursor=${first.nextCursor}`)).json()) as typeof first
    expect([...first.jobs, ...last.jobs].map(({ path }) => path)).toEqual(['c.md', 'b.md', 'a.md'])
    expect(last).not.toHaveProperty('nextCursor')
  })

  it('refuse a cursor that they never gave', async () => {
    expect((await app.request(`/api/jobs?cursor=${Buffer.from('x').toString('base64url')}`)).status).toBe(422)
  })

  it('are given one by one', async () => {
    const id = queue('a.md')
    expect(await (await app.request(`/api/jobs/${id}`)).json()).toMatchObject({
      id,
      path: 'a.md',
      state: 'queued',
      stage: 'waiting',
      done: 0,
      total: 0,
    })
  })

  it.each(['', '/events', '/cancel', '/retry'])('are not found where there is none (%s)', async (action) => {
    const method = action === '/cancel' || action === '/retry' ? 'POST' : 'GET'
    expect((await app.request(`/api/jobs/none${action}`, { method })).status).toBe(404)
  })
})

describe('the events of a job', () => {
  it('tell every change and end when it is finished', async () => {
    const id = queue('a.md')
    const response = await app.request(`/api/jobs/${id}/events`)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reading = response.text()
    await pause(150)
    claimJobs(fake.services.db, 1)
    reportProgress(fake.services.db, id, { stage: 'embedding', done: 3, total: 8 })
    await pause(250)
    finish(id)
    const events = parseEvents(await reading)
    expect(events.map(({ event }) => event)).toEqual(['message', 'message', 'message'])
    expect(events.map(({ data }) => data)).toMatchObject([
      { id, state: 'queued' },
      { state: 'running', stage: 'embedding', done: 3, total: 8 },
      { state: 'done', stage: 'finished', done: 8, total: 8 },
    ])
  })

  it('are one event for a job that was finished before', async () => {
    const id = queue('a.md')
    finish(id)
    const text = await (await app.request(`/api/jobs/${id}/events`)).text()
    expect(parseEvents(text)).toMatchObject([{ data: { state: 'done' } }])
  })

  it('end when the server closes', async () => {
    const id = queue('a.md')
    const closing = new AbortController()
    const response = await app.request(`/api/jobs/${id}/events`, {}, { closing: closing.signal })
    const reading = response.text()
    closing.abort()
    expect(parseEvents(await reading)).toHaveLength(1)
  })
})

describe('cancelling', () => {
  it('ends a waiting job at once', async () => {
    const id = queue('a.md')
    const response = await post(`/api/jobs/${id}/cancel`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ id, state: 'cancelled' })
  })

  it('asks a running job to end', async () => {
    const id = queue('a.md')
    claimJobs(fake.services.db, 1)
    expect(await (await post(`/api/jobs/${id}/cancel`)).json()).toMatchObject({ state: 'running' })
    expect(isCancelRequested(fake.services.db, id)).toBe(true)
  })

  it('is refused for a finished job', async () => {
    const id = queue('a.md')
    finish(id)
    const response = await post(`/api/jobs/${id}/cancel`)
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ code: 'not_cancellable' })
  })
})

describe('retrying', () => {
  it('queues a cancelled job again and wakes the worker', async () => {
    const id = queue('a.md')
    await post(`/api/jobs/${id}/cancel`)
    const response = await post(`/api/jobs/${id}/retry`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ id, state: 'queued' })
    expect(fake.calls.wakeWorker).toBe(1)
  })

  it('is refused for a job that waits already', async () => {
    const response = await post(`/api/jobs/${queue('a.md')}/retry`)
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ code: 'not_retryable' })
    expect(fake.calls.wakeWorker).toBe(0)
  })
})
