import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { write } from '../../src/db/client.ts'
import { placeDocument } from '../../src/db/documents.ts'
import { sendJson } from '../helpers/requests.ts'
import { addDocument, type FakeServices, fakeServices } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

type Page = { nextCursor?: string } & Record<string, { id: string; text: string; path: string }[]>

async function pages(path: string, key: string): Promise<Page[string][]> {
  const all: Page[string][] = []
  for (let cursor = ''; ; ) {
    const response = await app.request(`${path}${cursor}`)
    expect(response.status).toBe(200)
    const page = (await response.json()) as Page
    all.push(page[key] ?? [])
    if (page.nextCursor === undefined) return all
    cursor = `&cursor=${page.nextCursor}`
  }
}

describe('GET /api/documents', () => {
  it('pages through all documents, each once, and gives the last page no cursor', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await addDocument(fake, { path: `${name}.md`, text: name })
    const found = await pages('/api/documents?limit=2', 'documents')
    expect(found.map((page) => page.length)).toEqual([2, 2, 1])
    const paths = found.flat().map((document) => document.path)
    expect(paths.sort()).toEqual(['a.md', 'b.md', 'c.md', 'd.md', 'e.md'])
  })

  it('has no cursor when the page is exactly full', async () => {
    await addDocument(fake, { path: 'a.md', text: 'a' })
    expect(await (await app.request('/api/documents?limit=1')).json()).not.toHaveProperty('nextCursor')
  })

  it('can be narrowed to a space', async () => {
    await addDocument(fake, { path: 'a.md', text: 'a' })
    await addDocument(fake, { path: 'b.md', text: 'b', space: '团队' })
    const [page] = await pages(`/api/documents?limit=9&space=${encodeURIComponent('团队')}`, 'documents')
    expect(page?.map((document) => document.path)).toEqual(['b.md'])
  })

  it('cuts a limit of more than 500 and takes it', async () => {
    expect((await app.request('/api/documents?limit=100000')).status).toBe(200)
  })

  it.each(['limit=0', 'limit=-1', 'limit=many', 'cursor=%21%21', 'cursor='])('refuses %s', async (query) => {
    const response = await app.request(`/api/documents?${query}`)
    expect(response.status).toBe(422)
    expect(((await response.json()) as { detail: string }).detail).toContain(query.split('=')[0])
  })
})

describe('one document', () => {
  it('is given with what reading found out', async () => {
    const { documentId, versionId } = await addDocument(fake, {
      path: '移交/清单.md',
      text: '一二三',
      title: '移交清单',
    })
    expect(await (await app.request(`/api/documents/${documentId}`)).json()).toMatchObject({
      id: documentId,
      versionId,
      title: '移交清单',
      path: '移交/清单.md',
      kind: 'other',
      space: 'default',
      sensitivity: 'internal',
      state: 'ready',
      bytes: 9,
      chunks: 1,
      versions: 1,
      warnings: [],
    })
  })

  it('takes corrections, and keeps the rest', async () => {
    const { documentId } = await addDocument(fake, { path: 'a.md', text: 'a', title: 'A' })
    const corrections = {
      kind: 'retrospective',
      date: '2025-03-31',
      project: '临渊',
      people: ['周敏'],
      sensitivity: 'confidential',
      space: '团队',
    }
    const response = await sendJson(app, 'PATCH', `/api/documents/${documentId}`, corrections)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ ...corrections, title: 'A' })
    expect(await (await app.request(`/api/documents/${documentId}`)).json()).toMatchObject(corrections)
  })

  it.each([
    [{}, 'the request'],
    [{ title: ' ' }, 'title'],
    [{ kind: 'poem' }, 'kind'],
    [{ date: '31.03.2025' }, 'date'],
    [{ people: 'me' }, 'people'],
    [{ versionId: 'v2' }, 'versionId'],
  ])('refuses the correction %j and names the field', async (corrections, field) => {
    const { documentId } = await addDocument(fake, { path: 'a.md', text: 'a' })
    const response = await sendJson(app, 'PATCH', `/api/documents/${documentId}`, corrections)
    expect(response.status).toBe(422)
    expect(((await response.json()) as { detail: string }).detail.startsWith(field)).toBe(true)
  })

  it('is not moved among the sample documents, which go as a whole', async () => {
    await addDocument(fake, { path: 's.md', text: 's', space: '样例', isSample: true })
    const { documentId } = await addDocument(fake, { path: 'a.md', text: 'a' })
    expect((await sendJson(app, 'PATCH', `/api/documents/${documentId}`, { space: '样例' })).status).toBe(422)
  })

  it('is not moved to where another one has its place', async () => {
    await addDocument(fake, { path: 'a.md', text: 'a', space: 'team' })
    const { documentId } = await addDocument(fake, { path: 'a.md', text: 'a' })
    const response = await sendJson(app, 'PATCH', `/api/documents/${documentId}`, { space: 'team' })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/^space: "team" already has/) })
  })

  it('is removed once', async () => {
    const { documentId } = await addDocument(fake, { path: 'a.md', text: 'a' })
    const remove = () => app.request(`/api/documents/${documentId}`, { method: 'DELETE' })
    expect((await remove()).status).toBe(204)
    expect((await remove()).status).toBe(404)
    expect((await app.request(`/api/documents/${documentId}`)).status).toBe(404)
  })
})

describe('what a document holds', () => {
  it('is its text, in which every chunk lies exactly where its span says', async () => {
    const text = '第一段🚢结束。\n第二段。\n第三段。'
    const { documentId } = await addDocument(fake, { path: 'a.md', text, cuts: [9, 14] })
    const response = await app.request(`/api/documents/${documentId}/text`)
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await response.text()).toBe(text)
    const chunks = (await pages(`/api/documents/${documentId}/chunks?limit=2`, 'chunks')) as unknown as {
      text: string
      span: { start: number; end: number }
    }[][]
    expect(chunks.map((page) => page.length)).toEqual([2, 1])
    for (const { text: words, span } of chunks.flat()) expect(text.slice(span.start, span.end)).toBe(words)
    expect(
      chunks
        .flat()
        .map((chunk) => chunk.text)
        .join(''),
    ).toBe(text)
  })

  it('is its original bytes under its own name', async () => {
    const { documentId } = await addDocument(fake, { path: '移交/清单 (终).md', text: '\uFEFF原文\r\n' })
    const response = await app.request(`/api/documents/${documentId}/file`)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from('\uFEFF原文\r\n'))
    expect(response.headers.get('content-length')).toBe('11')
    const head = await app.request(`/api/documents/${documentId}/file`, { method: 'HEAD' })
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['11', ''])
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="__ (_).md"; filename*=UTF-8''${encodeURIComponent('清单')}%20%28${encodeURIComponent('终')}%29.md`,
    )
  })

  it('is also that of an earlier version', async () => {
    const { documentId, versionId, chunkIds } = await addDocument(fake, { path: 'a.md', text: '旧' })
    const later = await addDocument(fake, { path: 'a.md', text: '新' })
    const of = (part: string) => app.request(`/api/documents/${documentId}/${part}?version=${versionId}`)
    expect(await (await app.request(`/api/documents/${documentId}/text`)).text()).toBe('新')
    expect(await (await app.request(`/api/documents/${documentId}`)).json()).toMatchObject({ versions: 2 })
    expect(await (await of('text')).text()).toBe('旧')
    expect(await (await of('file')).text()).toBe('旧')
    expect(await (await of('chunks')).json()).toMatchObject({ chunks: [{ id: chunkIds[0], text: '旧' }] })
    const { versions } = (await (await app.request(`/api/documents/${documentId}/versions`)).json()) as {
      versions: { id: string; state: string }[]
    }
    expect(versions.map(({ id, state }) => [id, state]).sort()).toEqual(
      [
        [versionId, 'superseded'],
        [later.versionId, 'current'],
      ].sort(),
    )
    expect(await (await of('versions')).json()).toMatchObject({ versions: [{ id: versionId }] })
  })

  it.each(['text', 'file', 'chunks'])('is not that of another document (%s)', async (part) => {
    const mine = await addDocument(fake, { path: 'a.md', text: 'a' })
    const other = await addDocument(fake, { path: 'b.md', text: 'b' })
    const response = await app.request(`/api/documents/${mine.documentId}/${part}?version=${other.versionId}`)
    expect(response.status).toBe(404)
  })

  it('is not there before the first reading', async () => {
    const { document } = write(fake.services.db, (tx) =>
      placeDocument(tx, { space: 'default', root: '', path: 'new.md' }),
    )
    const response = await app.request(`/api/documents/${document.id}/text`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('no text yet') })
  })
})
