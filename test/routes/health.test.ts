import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { write } from '../../src/db/client.ts'
import { enqueueJob } from '../../src/db/jobs.ts'
import { addDocument, type FakeServices, fakeServices } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
let isClosed = false
beforeEach(async () => {
  isClosed = false
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(async () => {
  if (!isClosed) await fake.close()
})

describe('health', () => {
  it.each(['/healthz', '/readyz'])('is well with an empty library at %s', async (path) => {
    const response = await app.request(path)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ok' })
  })

  it('is not ready without its database, though the process runs', async () => {
    await fake.close()
    isClosed = true
    expect((await app.request('/readyz')).status).toBe(503)
    expect((await app.request('/healthz')).status).toBe(200)
  })
})

describe('metrics', () => {
  const lines = async () => (await (await app.request('/metrics')).text()).split('\n')

  it('count requests by route and status, never by id', async () => {
    await app.request('/api/documents/one')
    await app.request('/api/documents/two')
    await app.request('/wp-login.php')
    const text = await lines()
    expect(text).toContain('precedent_http_requests_total{method="GET",route="/api/documents/:id",status="404"} 2')
    expect(text).toContain('precedent_http_requests_total{method="GET",route="other",status="404"} 1')
    expect(text.join()).not.toMatch(/wp-login|documents\/one/)
  })

  it('measure latency in a cumulative histogram', async () => {
    for (let n = 0; n < 3; n++) await app.request('/healthz')
    const text = (await lines()).filter((line) => line.includes('route="/healthz"') && line.includes('seconds'))
    const buckets = text.filter((line) => line.includes('_bucket')).map((line) => Number(line.split(' ').at(-1)))
    expect(buckets).toHaveLength(12)
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b))
    expect(text).toContain('precedent_http_request_duration_seconds_bucket{route="/healthz",le="+Inf"} 3')
    expect(text).toContain('precedent_http_request_duration_seconds_count{route="/healthz"} 3')
  })

  it('tell the size of the library, its jobs and the memory of the process', async () => {
    await addDocument(fake, { path: 'a.md', text: 'old', cuts: [1] })
    await addDocument(fake, { path: 'a.md', text: 'later', cuts: [1, 2] })
    const request = { kind: 'file', documentId: 'd', isNew: true, contentHash: 'h' } as const
    write(fake.services.db, (tx) => enqueueJob(tx, { path: 'b.md', request }))
    const text = await lines()
    expect(text).toContain('precedent_documents 1')
    expect(text).toContain('precedent_chunks 3')
    expect(text).toContain('precedent_jobs{state="queued"} 1')
    expect(text).toContain('precedent_jobs{state="failed"} 0')
    expect(text.find((line) => line.startsWith('process_resident_memory_bytes '))).toMatch(/ \d{7,}$/)
  })

  it('are Prometheus text: every sample under a HELP and a TYPE of its name', async () => {
    await app.request('/healthz')
    const text = await lines()
    const named = text.filter((line) => line.startsWith('# TYPE ')).map((line) => line.split(' ')[2] ?? '')
    for (const line of text.filter((one) => one !== '' && !one.startsWith('#'))) {
      expect(line).toMatch(/^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+$/)
      expect(named.some((name) => line.startsWith(name))).toBe(true)
    }
  })
})
