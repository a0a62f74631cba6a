import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { write } from '../../src/db/client.ts'
import { correctDocument, failDocument, placeDocument } from '../../src/db/documents.ts'
import { addDocument, type FakeServices, fakeServices } from '../helpers/services.ts'

let fake: FakeServices
let app: ReturnType<typeof createApp>
beforeEach(async () => {
  fake = await fakeServices()
  app = createApp(fake.services)
})
afterEach(() => fake.close())

type Page = { documents: { path: string; title: string }[]; total: number; nextCursor?: string }

async function list(query: Record<string, string>): Promise<Page> {
  const response = await app.request(`/api/documents?${new URLSearchParams(query).toString()}`)
  expect(response.status).toBe(200)
  return (await response.json()) as Page
}
const pathsOf = async (query: Record<string, string>) => (await list(query)).documents.map(({ path }) => path)

function placeFailed(path: string): void {
  write(fake.services.db, (tx) => {
    const { document } = placeDocument(tx, { space: 'default', root: '', path })
    failDocument(tx, document.id, { code: 'file_encrypted', message: `${path} is encrypted.` })
  })
}

describe('a list of documents', () => {
  it('says how many match on all pages', async () => {
    for (const name of ['a', 'b', 'c']) await addDocument(fake, { path: `${name}.md`, text: name })
    await addDocument(fake, { path: 'd.md', text: 'd', space: 'team' })
    const page = await list({ limit: '2', space: 'default' })
    expect([page.documents.length, page.total]).toEqual([2, 3])
    expect((await list({ limit: '2', space: 'default', cursor: page.nextCursor ?? '' })).total).toBe(3)
  })

  it.each([
    ['title', ['二.md', '9.md', '10.md']],
    ['-title', ['10.md', '9.md', '二.md']],
    ['bytes', ['9.md', '10.md', '二.md']],
    ['-chunks', ['10.md', '9.md', '二.md']],
    ['kind', ['9.md', '10.md', '二.md']],
    ['updatedAt', ['9.md', '二.md', '10.md']],
    ['-updatedAt', ['10.md', '二.md', '9.md']],
  ])('is sorted by %s, ties by path', async (sort, paths) => {
    const first = await addDocument(fake, { path: '9.md', text: '1', title: 'beta', kind: 'discussion_note' })
    const second = await addDocument(fake, { path: '10.md', text: '12345', title: 'Beta 2', kind: 'other', cuts: [2] })
    const third = await addDocument(fake, { path: '二.md', text: '二二二', title: 'Alpha', kind: 'other' })
    const stamp = fake.services.db.$client.prepare('UPDATE documents SET updated_at = ? WHERE id = ?')
    stamp.run('2026-01-01T00:00:00.000Z', first.documentId)
    stamp.run('2026-01-03T00:00:00.000Z', second.documentId)
    stamp.run('2026-01-02T00:00:00.000Z', third.documentId)
    expect(await pathsOf({ sort })).toEqual(paths)
  })

  it('goes through a sorted list by cursor, and from any place by offset', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      await addDocument(fake, { path: `${name}.md`, text: name, title: name })
    const paths: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Page = await list({ sort: '-title', limit: '2', ...(cursor === '' ? {} : { cursor }) })
      paths.push(...page.documents.map(({ path }) => path))
      cursor = page.nextCursor
    }
    expect(paths).toEqual(['e.md', 'd.md', 'c.md', 'b.md', 'a.md'])
    expect(await pathsOf({ sort: 'title', offset: '3', limit: '1' })).toEqual(['d.md'])
  })

  it('is searched by words of title, path, project and people, all of which have to be there', async () => {
    await addDocument(fake, { path: '移交/清单.md', text: 'a', title: 'Handover List' })
    const other = await addDocument(fake, { path: '复盘.md', text: 'b', title: '临渊项目复盘' })
    correctDocument(fake.services.db, other.documentId, { project: '临渊', people: ['周敏'] })
    expect(await pathsOf({ q: 'HANDOVER 清单' })).toEqual(['移交/清单.md'])
    expect(await pathsOf({ q: '周敏' })).toEqual(['复盘.md'])
    expect(await pathsOf({ q: '周敏 清单' })).toEqual([])
    expect(await pathsOf({ q: '100%_' })).toEqual([])
    expect((await pathsOf({ q: ' ' })).length).toBe(2)
  })

  it('is narrowed to kinds and states, one or several of them', async () => {
    await addDocument(fake, { path: 'a.md', text: 'a', kind: 'tender' })
    await addDocument(fake, { path: 'b.md', text: 'b', kind: 'report' })
    placeFailed('c.pdf')
    expect(await pathsOf({ sort: 'title', kind: 'tender' })).toEqual(['a.md'])
    expect(await pathsOf({ sort: 'title', kind: 'tender,report' })).toEqual(['a.md', 'b.md'])
    expect(await pathsOf({ state: 'failed' })).toEqual(['c.pdf'])
    expect((await list({ state: 'ready,failed' })).total).toBe(3)
  })

  it('is narrowed to what reading left an error or a warning at, an earlier version or not', async () => {
    const { documentId } = await addDocument(fake, { path: 'a.md', text: 'a' })
    const warned = await addDocument(fake, { path: 'b.md', text: 'b' })
    placeFailed('c.pdf')
    write(fake.services.db, (tx) => failDocument(tx, documentId, { code: 'file_broken', message: 'a.md is broken.' }))
    fake.services.db.$client
      .prepare('UPDATE versions SET warnings = ? WHERE id = ?')
      .run(JSON.stringify(['Two pages have no text.']), warned.versionId)
    expect(await pathsOf({ sort: 'title', issue: 'error' })).toEqual(['a.md', 'c.pdf'])
    expect(await pathsOf({ issue: 'warning' })).toEqual(['b.md'])
  })

  it.each([
    'sort=size',
    'sort=',
    'kind=poem',
    'kind=tender,',
    'state=lost',
    'issue=bug',
    'offset=-1',
    'sort=title&cursor=eA',
  ])('refuses %s and names the field', async (query) => {
    const response = await app.request(`/api/documents?${query}`)
    const field = query.includes('cursor') ? 'cursor' : query.split('=')[0]
    expect(response.status).toBe(422)
    expect(((await response.json()) as { detail: string }).detail).toContain(field)
  })
})
