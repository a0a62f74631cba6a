import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { findJob } from '../../src/db/jobs.ts'
import { originalPath } from '../../src/db/originals.ts'
import { type UploadFile, uploadForm } from '../helpers/requests.ts'
import { addDocument, type FakeServices, fakeServices } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

const upload = (files: readonly UploadFile[], fields?: Record<string, string>) =>
  app.request('/api/documents', { method: 'POST', body: uploadForm(files, fields) })

type Queued = { jobs: { id: string; path: string }[] }

const documents = () => listDocuments(fake.services.db, { limit: 100 })
const keptFiles = () => {
  try {
    return readdirSync(join(fake.folder, 'files'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    )
  } catch {
    return []
  }
}

describe('POST /api/documents', () => {
  it('keeps the bytes, queues a job for each file and wakes the worker once', async () => {
    const response = await upload([
      { name: '复盘/一期.md', text: '# 一期' },
      { name: 'notes.TXT', text: 'notes' },
    ])
    expect(response.status).toBe(202)
    const { jobs } = (await response.json()) as Queued
    expect(jobs.map((job) => job.path)).toEqual(['复盘/一期.md', 'notes.TXT'])
    expect(fake.calls.wakeWorker).toBe(1)
    const row = findJob(fake.services.db, jobs[0]?.id ?? '')
    const document = documents().find(({ path }) => path === '复盘/一期.md')
    expect(row).toMatchObject({ state: 'queued', request: { kind: 'file', documentId: document?.id, isNew: true } })
    expect(row?.request).not.toHaveProperty('source')
    const hash = row?.request.kind === 'file' ? row.request.contentHash : ''
    expect(await readFile(originalPath(fake.folder, hash), 'utf8')).toBe('# 一期')
    expect(document).toMatchObject({ state: 'queued', space: 'default' })
  })

  it('takes space, kind and sensitivity for all its files, wherever they stand in the form', async () => {
    await upload([{ name: 'a.md', text: 'a' }], { space: ' 团队 ', kind: 'report', sensitivity: 'confidential' })
    expect(documents()).toMatchObject([{ space: '团队', kind: 'report', sensitivity: 'confidential' }])
  })

  it('makes a new version of the document that has the place already', async () => {
    const { documentId } = await addDocument(fake, { path: 'a.md', text: 'old' })
    const { jobs } = (await (await upload([{ name: 'a.md', text: 'new' }])).json()) as Queued
    expect(documents()).toHaveLength(1)
    expect(findJob(fake.services.db, jobs[0]?.id ?? '')?.request).toMatchObject({ documentId, isNew: false })
  })

  it('keeps two different files of one name apart, and takes the same file once', async () => {
    const { jobs } = (await (
      await upload([
        { name: 'notes.md', text: 'one' },
        { name: 'notes.md', text: 'two' },
        { name: 'notes.md', text: 'one' },
      ])
    ).json()) as Queued
    expect(jobs.map((job) => job.path)).toEqual(['notes.md', 'notes (2).md'])
  })

  it('refuses an upload of which nothing can be read, names the file and stores nothing', async () => {
    const response = await upload([{ name: 'setup.exe', text: 'MZ' }])
    expect(response.status).toBe(415)
    expect(await response.json()).toMatchObject({
      code: 'unsupported_media_type',
      detail: expect.stringMatching(/^setup\.exe: \.exe files are not read; bring a PDF, /),
    })
    expect(documents()).toEqual([])
    expect(keptFiles()).toEqual([])
    expect(fake.calls.wakeWorker).toBe(0)
  })

  it('fails only the files of a mixed upload that cannot be read', async () => {
    const response = await upload([
      { name: 'a.md', text: 'a' },
      { name: 'setup.exe', text: 'MZ' },
    ])
    const { jobs } = (await response.json()) as Queued
    expect(response.status).toBe(202)
    expect(jobs.map(({ id }) => findJob(fake.services.db, id)?.state)).toEqual(['queued', 'failed'])
    expect(await (await app.request(`/api/jobs/${jobs[1]?.id}`)).json()).toMatchObject({
      path: 'setup.exe',
      error: { code: 'format_unsupported' },
    })
    expect(documents().map(({ path }) => path)).toEqual(['a.md'])
    expect((await app.request(`/api/jobs/${jobs[1]?.id}/retry`, { method: 'POST' })).status).toBe(409)
  })

  it('does not put documents among the samples', async () => {
    await addDocument(fake, { path: 's.md', text: 's', space: '样例', isSample: true })
    const response = await upload([{ name: 'a.md', text: 'a' }], { space: '样例' })
    expect(response.status).toBe(422)
    expect(documents()).toHaveLength(1)
  })

  it.each([
    [{ kind: 'poem' }, 'kind'],
    [{ sensitivity: 'secret' }, 'sensitivity'],
    [{ space: '' }, 'space'],
    [{ colour: 'red' }, 'colour'],
  ])('refuses the field %j', async (fields, name) => {
    const response = await upload([{ name: 'a.md', text: 'a' }], fields)
    expect(response.status).toBe(422)
    expect(((await response.json()) as { detail: string }).detail.startsWith(name)).toBe(true)
    expect(documents()).toEqual([])
  })

  it('refuses a form without files', async () => {
    const response = await upload([], { space: 'team' })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ detail: 'files: choose at least one file.' })
  })

  it('refuses a body that is no form', async () => {
    const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
    expect((await app.request('/api/documents', init)).status).toBe(415)
  })

  it('refuses a form that breaks off, and queues nothing of it', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\nhalf'
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    const response = await app.request('/api/documents', { method: 'POST', body, headers })
    expect(response.status).toBe(400)
    expect(documents()).toEqual([])
    expect(keptFiles()).toEqual([])
  })

  it('refuses an upload announced as larger than 1 GB before reading it', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': String(2 ** 30 + 1) }
    const response = await app.request('/api/documents', { method: 'POST', body: '--b--', headers })
    expect(response.status).toBe(413)
  })

  it('refuses a file of more than 200 MB as it arrives, and keeps nothing of it', async () => {
    const block = Buffer.alloc(4 * 2 ** 20)
    async function* huge() {
      yield Buffer.from('--b\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\n')
      for (let n = 0; n < 51; n++) yield block
      yield Buffer.from('\r\n--b--\r\n')
    }
    const headers = { 'content-type': 'multipart/form-data; boundary=b' }
    const init = { method: 'POST', body: ReadableStream.from(huge()), headers, duplex: 'half' }
    const response = await app.request('/api/documents', init as RequestInit)
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({
      code: 'payload_too_large',
      detail: expect.stringMatching(/^a\.md: /),
    })
    expect(keptFiles()).toEqual([])
  })
})
