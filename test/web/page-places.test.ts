import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type FakeServices, fakeServices } from '../helpers/services.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

let fake: FakeServices
let folder: string
beforeEach(async () => {
  fake = await fakeServices()
  folder = mkdtempSync(join(tmpdir(), 'precedent-places-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>先例</title>')
})
afterEach(async () => {
  await fake.close()
  rmSync(folder, { recursive: true })
})

it.each(['/library', '/search?q=x', '/c/abc', '/documents/9f749d81', '/gaps?show=open', '/gaps/questions'])(
  'gives the page to a reload of %s',
  async (path) => {
    const response = await createApp(fake.services, { webFolder: folder }).request(path, { headers: BROWSER })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('先例')
  },
)

it.each([
  ['/api/nothing', 'application/problem+json'],
  ['/assets/gone.js', 'application/problem+json'],
  ['/v1/nothing', 'application/json'],
  ['/healthz/x', 'application/problem+json'],
])('gives no page at %s', async (path, type) => {
  const response = await createApp(fake.services, { webFolder: folder }).request(path, { headers: BROWSER })
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toBe(type)
})

it('tells a program that asks for no page that there is nothing', async () => {
  const response = await createApp(fake.services, { webFolder: folder }).request('/library')
  expect(response.status).toBe(404)
})
