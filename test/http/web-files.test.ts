import { mkdtempSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
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

  it('compresses text where the browser takes that, each form under a tag of its own', async () => {
    const script = '// 先例\n'.repeat(1_000)
    writeFileSync(join(folder, 'assets', 'long-c3d4.js'), script)
    const app = createApp(fake.services, { webFolder: folder })
    const ask = async (coding: string) => {
      const response = await app.request('/assets/long-c3d4.js', { headers: { 'accept-encoding': coding } })
      expect(response.headers.get('vary')).toBe('Accept-Encoding')
      expect(response.headers.get('cache-control')).toContain('immutable')
      const { headers } = response
      const bytes = Buffer.from(await response.arrayBuffer())
      return { bytes, coding: headers.get('content-encoding'), etag: headers.get('etag') ?? '' }
    }
    const [plain, brotli, gzip] = [await ask('identity'), await ask('gzip, deflate, br'), await ask('br;q=0, gzip')]
    expect([plain.coding, brotli.coding, gzip.coding]).toEqual([null, 'br', 'gzip'])
    expect(plain.bytes.toString('utf8')).toBe(script)
    expect(brotliDecompressSync(brotli.bytes).toString('utf8')).toBe(script)
    expect(gunzipSync(gzip.bytes).toString('utf8')).toBe(script)
    expect(brotli.bytes.length).toBeLessThan(script.length / 20)
    expect(new Set([plain.etag, brotli.etag, gzip.etag]).size).toBe(3)
    const headers = { 'accept-encoding': 'br', 'if-none-match': brotli.etag }
    expect((await app.request('/assets/long-c3d4.js', { headers })).status).toBe(304)
  })

  it('sends images and fonts as they are', async () => {
    writeFileSync(join(folder, 'assets', 'logo.png'), Buffer.alloc(4_000))
    const headers = { 'accept-encoding': 'gzip, br' }
    const image = await createApp(fake.services, { webFolder: folder }).request('/assets/logo.png', { headers })
    expect(image.headers.get('content-encoding')).toBeNull()
    expect(image.headers.get('vary')).toBeNull()
    expect((await image.arrayBuffer()).byteLength).toBe(4_000)
  })

  it('says how to build it where it is not built', async () => {
    for (const webFolder of [undefined, join(folder, 'none')]) {
      expect(await (await createApp(fake.services, { webFolder }).request('/')).text()).toContain('npx vite build')
    }
  })
})
