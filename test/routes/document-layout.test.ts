import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type Layout, packLayout } from '../../src/db/layout-body.ts'
import { findLayout, saveLayout } from '../../src/db/layouts.ts'
import { addDocument, type FakeServices, fakeServices } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

const LAYOUT: Layout = {
  format: 'pdf',
  pages: [{ page: 1, width: 595, height: 842 }],
  blocks: [{ kind: 'heading', start: 0, end: 2, level: 1, page: 1 }],
  boxes: [{ start: 0, end: 2, page: 1, x: 72, y: 89, width: 24, height: 13.7 }],
}

it('gives the layout that was kept with the version, packed where the caller takes that', async () => {
  const { documentId, versionId } = await addDocument(fake, { path: 'a.pdf', text: '标题' })
  saveLayout(fake.services.db, versionId, packLayout(LAYOUT))
  const plain = await app.request(`/api/documents/${documentId}/layout`)
  expect(plain.headers.get('content-type')).toMatch(/^application\/json/)
  expect(await plain.json()).toEqual(LAYOUT)
  const headers = { 'accept-encoding': 'br, gzip' }
  const packed = await app.request(`/api/documents/${documentId}/layout`, { headers })
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(JSON.parse(gunzipSync(await packed.arrayBuffer()).toString())).toEqual(LAYOUT)
})

it('gives an earlier version its own', async () => {
  const { documentId, versionId } = await addDocument(fake, { path: 'a.pdf', text: '旧' })
  await addDocument(fake, { path: 'a.pdf', text: '新的' })
  saveLayout(fake.services.db, versionId, packLayout(LAYOUT))
  const of = async (query: string) => (await app.request(`/api/documents/${documentId}/layout${query}`)).json()
  expect(await of(`?version=${versionId}`)).toEqual(LAYOUT)
  expect(await of('')).toEqual({ format: 'pdf', blocks: [{ kind: 'paragraph', start: 0, end: 2 }] })
})

it('makes do with lines, on the pages of their chunks, where the version was read without one', async () => {
  const text = '第一行🚢\r\n\n  第二行 \n第三行'
  const { documentId } = await addDocument(fake, { path: 'a.pptx', text, cuts: [9], page: 4 })
  const layout = (await (await app.request(`/api/documents/${documentId}/layout`)).json()) as Layout
  expect(layout.format).toBe('pptx')
  expect(layout.blocks.map(({ start, end, page }) => [text.slice(start, end), page])).toEqual([
    ['第一行🚢', 4],
    ['第二行', 4],
    ['第三行', 4],
  ])
})

it('is not to be had of another document, nor of one that is gone, with which it goes', async () => {
  const mine = await addDocument(fake, { path: 'a.pdf', text: 'a' })
  const other = await addDocument(fake, { path: 'b.pdf', text: 'b' })
  saveLayout(fake.services.db, mine.versionId, packLayout(LAYOUT))
  expect((await app.request(`/api/documents/${other.documentId}/layout?version=${mine.versionId}`)).status).toBe(404)
  await app.request(`/api/documents/${mine.documentId}`, { method: 'DELETE' })
  expect((await app.request(`/api/documents/${mine.documentId}/layout`)).status).toBe(404)
  expect(findLayout(fake.services.db, mine.versionId)).toBeUndefined()
})
