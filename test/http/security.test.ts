import { mkdtempSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { startServer } from '../../src/server.ts'
import { sendJson, uploadForm } from '../helpers/requests.ts'
import { addDocument, type FakeServices, fakeServices } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

describe('the name a request is sent to', () => {
  it.each(['127.0.0.1:8787', 'localhost', 'LOCALHOST:1', '[::1]:8787'])('may be %s', async (host) => {
    expect((await app.request('/api/documents', { headers: { host } })).status).toBe(200)
  })

  it.each([
    'evil.example',
    'evil.example:8787',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '192.168.1.20:8787',
    '0.0.0.0:8787',
    'localhost:8787@evil.example',
    '',
  ])('may not be %j, whatever it resolves to', async (host) => {
    for (const path of ['/', '/api/documents', '/healthz', '/metrics']) {
      const response = await app.request(path, { headers: { host } })
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'forbidden_host' })
    }
  })
})

describe('the page a request comes from', () => {
  const host = '127.0.0.1:8787'

  it('may be our own', async () => {
    const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
    expect((await sendJson(app, 'POST', '/api/search', { query: 'x' }, headers)).status).toBe(200)
  })

  it.each([
    'http://evil.example',
    'null',
    'http://127.0.0.1:3000',
    'http://localhost:8787',
    'https://127.0.0.1:8787',
    'http://127.0.0.1:8787.evil.example',
  ])('may not be one of %s', async (origin) => {
    for (const method of ['GET', 'DELETE']) {
      const response = await app.request('/api/documents/none', { method, headers: { host, origin } })
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'forbidden_origin' })
    }
  })

  it('cannot start an upload from elsewhere, which needs no preflight', async () => {
    const headers = { host, origin: 'http://evil.example' }
    const body = uploadForm([{ name: 'a.md', text: 'a' }])
    expect((await app.request('/api/documents', { method: 'POST', body, headers })).status).toBe(403)
    expect(listDocuments(fake.services.db, { limit: 9 })).toEqual([])
  })

  it('may link to us but not call us from another site', async () => {
    const headers = { host, 'sec-fetch-site': 'cross-site' }
    expect((await app.request('/api/documents', { headers })).status).toBe(403)
    expect((await app.request('/metrics', { headers })).status).toBe(403)
    expect((await app.request('/', { headers })).status).toBe(200)
  })

  it('is never told that others may read the answer', async () => {
    const preflight = await app.request('/api/search', {
      method: 'OPTIONS',
      headers: { host, origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(403)
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('cannot pass off a form as JSON', async () => {
    const headers = { host, 'content-type': 'text/plain' }
    const response = await app.request('/api/ask', { method: 'POST', headers, body: '{"question":"x"}' })
    expect(response.status).toBe(415)
    expect(fake.calls.ask).toEqual([])
  })
})

describe('every answer', () => {
  it.each(['/', '/api/documents', '/api/nowhere', '/healthz'])(
    'forbids what a page could do to us (%s)',
    async (path) => {
      const { headers } = await app.request(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    },
  )

  it('to a refused request has the same headers', async () => {
    const { headers } = await app.request('/api/documents', { headers: { host: 'evil.example' } })
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('with library content is not stored by the browser', async () => {
    expect((await app.request('/api/documents')).headers.get('cache-control')).toBe('no-store')
  })
})

describe('an original', () => {
  it.each(['page.html', 'page.HTM', 'image.md', 'notes.txt'])('is saved and never run as a page (%s)', async (path) => {
    const { documentId } = await addDocument(fake, { path, text: '<script>alert(1)</script>' })
    const { headers } = await app.request(`/api/documents/${documentId}/file`)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toMatch(/^attachment;/)
  })

  it('cannot break out of its header by its name', async () => {
    const { documentId } = await addDocument(fake, { path: 'a"; filename="evil.html', text: 'x' })
    const disposition = (await app.request(`/api/documents/${documentId}/file`)).headers.get('content-disposition')
    expect(disposition).toBe(
      `attachment; filename="a_; filename=_evil.html"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.html`,
    )
  })
})

describe('an uploaded file name', () => {
  it.each([
    ['../../../tmp/evil.md', 'tmp/evil.md'],
    ['/etc/evil.md', 'etc/evil.md'],
    ['..\\..\\evil.md', 'evil.md'],
  ])('%j is only a label', async (name, label) => {
    await app.request('/api/documents', { method: 'POST', body: uploadForm([{ name, text: 'x' }]) })
    expect(listDocuments(fake.services.db, { limit: 9 }).map(({ path }) => path)).toEqual([label])
  })
})

describe('the page files', () => {
  it('are the only files that an address reaches', async () => {
    const root = mkdtempSync(join(tmpdir(), 'precedent-web-'))
    await mkdir(join(root, 'web', 'assets'), { recursive: true })
    writeFileSync(join(root, 'secret.txt'), 'secret')
    writeFileSync(join(root, 'web', 'index.html'), '<!doctype html>')
    const served = createApp(fake.services, { webFolder: join(root, 'web') })
    for (const path of ['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%5c..%5csecret.txt']) {
      const response = await served.request(path)
      expect([response.status, await response.text()]).not.toContain('secret')
      expect(response.status).toBe(404)
    }
    await rm(root, { recursive: true })
  })
})

describe('the address to listen on', () => {
  it.each(['0.0.0.0', '::', '192.168.1.20', 'example.com', '', '127.0.0.1.evil.example'])(
    'is refused when it is %j',
    async (host) => {
      await expect(startServer(app, { host, port: 0 })).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringContaining('Precedent listens on loopback only until accounts exist'),
      })
    },
  )
})
