import { mkdtempSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type FakeServices, fakeServices } from '../helpers/services.ts'

let fake: FakeServices
let folder: string
beforeEach(async () => {
  fake = await fakeServices()
  folder = mkdtempSync(join(tmpdir(), 'precedent-web-'))
  await mkdir(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>先例</title>')
  writeFileSync(join(folder, 'assets', 'main-a1b2.js'), 'export {}')
})
afterEach(async () => {
  await fake.close()
  await rm(folder, { recursive: true })
})

describe('the page', () => {
  it('is served at the root and asked for again each time', async () => {
    const app = createApp(fake.services, { webFolder: folder })
    const page = await app.request('/')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(await page.text()).toContain('先例')
    const again = await app.request('/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  it('has assets that are kept for good', async () => {
    const asset = await createApp(fake.services, { webFolder: folder }).request('/assets/main-a1b2.js')
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it('says how to build it where it is not built', async () => {
    for (const webFolder of [undefined, join(folder, 'none')]) {
      expect(await (await createApp(fake.services, { webFolder }).request('/')).text()).toContain('npx vite build')
    }
  })
})
