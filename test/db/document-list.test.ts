import { expect, it } from 'vitest'
import type { Database } from '../../src/db/client.ts'
import { browseDocuments } from '../../src/db/document-list.ts'
import { addDocument, openLibrary } from '../helpers/library.ts'

const EVERYTHING = { spaces: 'all', sensitivities: 'all' } as const
const DOCUMENTS = 5_000

function fill(db: Database): void {
  const now = new Date().toISOString()
  const client = db.$client
  client.prepare("INSERT INTO spaces VALUES ('s', 'default', 0, ?)").run(now)
  const document = client.prepare(
    `INSERT INTO documents (id, space_id, root, path, title, kind, people, corrected, state, current_version_id, created_at, updated_at)
     VALUES (?, 's', '', ?, ?, 'other', '[]', '[]', 'ready', ?, ?, ?)`,
  )
  const version = client.prepare(
    `INSERT INTO versions (id, document_id, state, content_hash, reader_version, embedding_model, bytes, characters, chunk_count, warnings, created_at, text)
     VALUES (?, ?, 'current', ?, 1, 'none', ?, ?, ?, '[]', ?, ?)`,
  )
  const text = '验收前客户换了领导。'.repeat(400)
  client.transaction(() => {
    for (let n = 0; n < DOCUMENTS; n++) {
      const title = `${(n * 7919) % DOCUMENTS} 号纪要`
      document.run(`d-${n}`, `资料/${n}.md`, title, `v-${n}`, now, now)
      version.run(`v-${n}`, `d-${n}`, `h-${n}`, (n * 31) % 997, text.length, n % 50, now, text)
    }
  })()
}

const compareDescending = (a: string | number, b: string | number) => (a < b ? 1 : a > b ? -1 : 0)

it(`finds a page among ${DOCUMENTS} documents, however it is sorted and searched`, () => {
  const db = openLibrary()
  fill(db)
  for (const by of ['title', 'updatedAt', 'bytes', 'chunks', 'kind'] as const) {
    for (const filters of [{}, { q: '纪要 99' }]) {
      const found = browseDocuments(db, {
        access: EVERYTHING,
        filters,
        sort: { by, isDescending: true },
        from: { offset: 100 },
        limit: 100,
      })
      expect(found.total).toBeGreaterThan(100)
      expect(found.documents).toHaveLength(Math.min(100, found.total - 100))
      const values = found.documents.map((document) => document[by])
      expect(values).toEqual([...values].sort(compareDescending))
    }
  }
  db.$client.close()
})

it('shows and counts only what the viewer may read', async () => {
  const db = openLibrary()
  await addDocument(db, { path: 'open.md', paragraphs: ['a'], fields: { sensitivity: 'public' } })
  await addDocument(db, { path: 'secret.md', paragraphs: ['b'], fields: { sensitivity: 'confidential' } })
  await addDocument(db, { path: 'elsewhere.md', paragraphs: ['c'], space: 'team', fields: { sensitivity: 'public' } })
  const access = { spaces: ['default'], sensitivities: ['public', 'internal'] }
  const { documents, total } = browseDocuments(db, { access, filters: {}, limit: 9 })
  expect([documents.map(({ path }) => path), total]).toEqual([['open.md'], 1])
  const nothing = browseDocuments(db, { access: { ...access, spaces: [] }, filters: {}, limit: 9 })
  expect(nothing).toEqual({ documents: [], total: 0 })
  db.$client.close()
})
