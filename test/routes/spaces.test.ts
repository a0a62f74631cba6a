import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { write } from '../../src/db/client.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { enqueueJob, findJob } from '../../src/db/jobs.ts'
import type { JobRequest } from '../../src/db/schema/jobs.ts'
import { findSpace } from '../../src/db/spaces.ts'
import { addDocument, type FakeServices, fakeServices } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
  await addDocument(fake, { path: 's1.md', text: 's1', space: '样例', isSample: true })
  await addDocument(fake, { path: 's2.md', text: 's2', space: '样例', isSample: true })
  await addDocument(fake, { path: 'mine.md', text: 'mine' })
})
afterEach(() => fake.close())

const remove = (name: string) => app.request(`/api/spaces/${encodeURIComponent(name)}`, { method: 'DELETE' })
const paths = () => listDocuments(fake.services.db, { limit: 100 }).map(({ path }) => path)

describe('spaces', () => {
  it('are listed with the number of their documents', async () => {
    const { spaces } = (await (await app.request('/api/spaces')).json()) as { spaces: unknown[] }
    expect(spaces).toEqual([
      { name: 'default', isSample: false, documents: 1 },
      { name: '样例', isSample: true, documents: 2 },
    ])
  })

  it('lose the sample for good: its documents go, the empty space stays as the sign', async () => {
    expect((await remove('样例')).status).toBe(204)
    expect(paths()).toEqual(['mine.md'])
    expect(findSpace(fake.services.db, '样例')).toMatchObject({ isSample: true })
    expect((await remove('样例')).status).toBe(204)
  })

  it('stop bringing in a sample that is being removed', async () => {
    const request: JobRequest = {
      kind: 'sync',
      paths: ['/s'],
      space: '样例',
      isSample: true,
      dryRun: false,
      prune: false,
    }
    const { id } = write(fake.services.db, (tx) => enqueueJob(tx, { path: '样例', request }))
    await remove('样例')
    expect(findJob(fake.services.db, id)?.state).toBe('cancelled')
  })

  it('of people are not removed as a whole', async () => {
    expect((await remove('default')).status).toBe(422)
    expect(paths()).toContain('mine.md')
  })

  it('that do not exist are not found', async () => {
    expect((await remove('none')).status).toBe(404)
  })
})
