import { rmSync } from 'node:fs'
import { ne } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { READER_VERSION } from '../../ingest/plan.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { listJobs } from '../../src/db/jobs.ts'
import { originalPath } from '../../src/db/originals.ts'
import { versions } from '../../src/db/schema/versions.ts'
import { findVersion, listVersions } from '../../src/db/versions.ts'
import { makeZip } from '../helpers/fixtures/zip.ts'
import { prepareFolder } from '../helpers/folder.ts'
import { drainWorker, ingest } from '../helpers/worker.ts'

it('reads anew what an earlier reader has read, from the kept originals, and each document once', async () => {
  const { db, data, notes } = prepareFolder({
    'a.md': '# 甲\n\n闸口。',
    'b.zip': await makeZip({ 'c.md': '# 丙\n\n割接。' }),
  })
  await ingest(db, data, [notes])
  rmSync(notes, { recursive: true })
  db.update(versions)
    .set({ readerVersion: READER_VERSION - 1 })
    .run()
  await drainWorker(data)
  const documents = listDocuments(db, { limit: 10 })
  expect(documents.map(({ path, state }) => [path, state]).sort()).toEqual([
    ['a.md', 'ready'],
    ['b.zip', 'ready'],
    ['b.zip/c.md', 'ready'],
  ])
  for (const { id, versionId } of documents) {
    expect(findVersion(db, versionId)?.readerVersion).toBe(READER_VERSION)
    expect(listVersions(db, id)).toHaveLength(2)
  }
  const jobs = listJobs(db, { limit: 100 }).length
  await drainWorker(data)
  expect(listJobs(db, { limit: 100 })).toHaveLength(jobs)
})

it('leaves alone what it has no original of', async () => {
  const { db, data, notes } = prepareFolder({ 'a.md': '# 甲\n\n闸口。' })
  await ingest(db, data, [notes])
  const [document] = listDocuments(db, { limit: 1 })
  const hash = findVersion(db, document?.versionId ?? '')?.contentHash ?? ''
  rmSync(originalPath(data, hash))
  db.update(versions).set({ readerVersion: 1 }).where(ne(versions.readerVersion, 1)).run()
  await drainWorker(data)
  expect(listDocuments(db, { limit: 1 })).toMatchObject([{ state: 'ready', versionId: document?.versionId }])
})
