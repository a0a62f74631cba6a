import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listDocuments } from '../../src/db/document-views.ts'
import { listVersions } from '../../src/db/versions.ts'
import { OWNER_ACCESS } from '../../src/engines/access.ts'
import { openEmbeddedEngine } from '../../src/engines/embedded/engine.ts'
import { sparseVector } from '../../src/language/terms.ts'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'
import { prepareFolder } from '../helpers/folder.ts'
import { ingest } from '../helpers/worker.ts'

const documents = (db: Parameters<typeof listDocuments>[0]) =>
  listDocuments(db, { limit: 100 }).map(({ id, path, title }) => ({ id, path, title }))

it('a file that moved to another folder is the same document at another place, and is not read again', async () => {
  const { db, data, notes } = prepareFolder({ '2024/港口复盘.md': '# 港口复盘\n\n闸口先走一圈。', 'b.md': '另一篇。' })
  await ingest(db, data, [notes])
  const before = documents(db)
  mkdirSync(join(notes, '归档'))
  renameSync(join(notes, '2024/港口复盘.md'), join(notes, '归档/港口复盘.md'))
  const { result } = await ingest(db, data, [notes])
  expect(result).toMatchObject({ moved: 1, added: 0, updated: 0, removed: 0, unchanged: 1, chunks: 0 })
  const moved = documents(db).find(({ path }) => path === '归档/港口复盘.md')
  expect(moved?.id).toBe(before.find(({ path }) => path === '2024/港口复盘.md')?.id)
  expect(listVersions(db, moved?.id ?? '')).toHaveLength(1)
  expect((await ingest(db, data, [notes])).result).toMatchObject({ moved: 0, unchanged: 2 })
})

it('a file that got another name is read again, because its title came from the name', async () => {
  const { db, data, notes } = prepareFolder({ '草稿.txt': '闸口先走一圈，再写方案。'.repeat(9), 'b.md': '另一篇。' })
  await ingest(db, data, [notes])
  const [id] = documents(db).flatMap((one) => (one.path === '草稿.txt' ? [one.id] : []))
  renameSync(join(notes, '草稿.txt'), join(notes, '港口方案.txt'))
  expect((await ingest(db, data, [notes])).result).toMatchObject({ moved: 1, added: 0, updated: 0, removed: 0 })
  expect(documents(db).find((one) => one.id === id)).toMatchObject({ path: '港口方案.txt', title: '港口方案' })
  const engine = openEmbeddedEngine(db, builtInEmbedder().id)
  const terms = [...sparseVector('港口').ids].map((term) => ({ id: term, text: '', weight: 1 }))
  const { lexical } = await engine.search({ terms, vector: undefined, filters: {}, limit: 5 }, OWNER_ACCESS)
  expect(lexical).not.toEqual([])
})

it('a dry run says what would move, and moves nothing', async () => {
  const { db, data, notes } = prepareFolder({ 'a/x.md': '一。', 'b.md': '二。' })
  await ingest(db, data, [notes])
  mkdirSync(join(notes, 'c'))
  renameSync(join(notes, 'a/x.md'), join(notes, 'c/x.md'))
  const { result } = await ingest(db, data, [notes], { dryRun: true })
  expect(result?.plan).toContainEqual({ path: 'c/x.md', action: 'move', from: 'a/x.md' })
  expect(
    documents(db)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['a/x.md', 'b.md'])
})

it('a copy whose original is still there is a document of its own; when the original goes, only that one goes', async () => {
  const { db, data, notes } = prepareFolder({ 'a.md': '同一篇。', 'b.md': '同一篇。' })
  expect((await ingest(db, data, [notes])).result).toMatchObject({ added: 2, moved: 0 })
  rmSync(join(notes, 'a.md'))
  expect((await ingest(db, data, [notes])).result).toMatchObject({ removed: 1, unchanged: 1, moved: 0 })
})
