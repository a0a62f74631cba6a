import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { correctDocument } from '../../src/db/documents.ts'
import { listFamily } from '../../src/db/job-queue.ts'
import { cancelJob, findJob, listJobs } from '../../src/db/jobs.ts'
import { originalPath } from '../../src/db/originals.ts'
import { points } from '../../src/db/schema/points.ts'
import { listVersions, versionText } from '../../src/db/versions.ts'
import { makeRawZip, makeZip } from '../helpers/fixtures/zip.ts'
import { prepareFolder, put } from '../helpers/folder.ts'
import { ingest, queueSync, startWorkerRun, waitFor } from '../helpers/worker.ts'

type Db = ReturnType<typeof prepareFolder>['db']

const all = (db: Db) => listDocuments(db, { limit: 1_000 })
const states = (db: Db) => Object.fromEntries(all(db).map(({ path, state }) => [path, state]))

function at(db: Db, path: string) {
  const found = all(db).find((document) => document.path === path)
  if (!found) throw new Error(`nothing at ${path}`)
  return found
}

describe('an archive', () => {
  it('brings in each file inside it as a document of its own, however deep', async () => {
    const inner = await makeZip({ '复盘.md': '# 港口复盘\n\n闸口先走一圈。' })
    const zip = await makeZip({ '一.txt': '第一份资料。', '内层/二.zip': inner })
    const { db, data, notes } = prepareFolder({ '资料.zip': zip })
    const { state, result } = await ingest(db, data, [notes])
    expect(state).toBe('done')
    expect(result).toMatchObject({ added: 4, failed: [], chunks: 2 })
    expect(states(db)).toEqual({
      '资料.zip': 'ready',
      '资料.zip/一.txt': 'ready',
      '资料.zip/内层/二.zip': 'ready',
      '资料.zip/内层/二.zip/复盘.md': 'ready',
    })
    const found = at(db, '资料.zip/内层/二.zip/复盘.md')
    expect(found).toMatchObject({ title: '港口复盘', containerId: at(db, '资料.zip/内层/二.zip').id })
    expect(versionText(db, found.versionId)).toContain('闸口先走一圈。')
    expect(versionText(db, at(db, '资料.zip').versionId)).toContain('一.txt')
    expect(at(db, '资料.zip').chunks).toBe(0)
  })

  it('is left alone when nothing changed, and follows what is changed, added or gone inside', async () => {
    const { db, data, notes } = prepareFolder({
      'a.zip': await makeZip({ '留.txt': '留下。', '改.txt': '改前。', '走.txt': '走。' }),
    })
    await ingest(db, data, [notes])
    const kept = at(db, 'a.zip/留.txt')
    expect((await ingest(db, data, [notes])).result).toMatchObject({ unchanged: 1, added: 0, updated: 0, removed: 0 })
    put(notes, 'a.zip', await makeZip({ '留.txt': '留下。', '改.txt': '改后。', '新.txt': '新来。' }))
    const { result } = await ingest(db, data, [notes])
    expect(result).toMatchObject({ added: 1, updated: 2, unchanged: 1, removed: 1, failed: [] })
    expect(Object.keys(states(db)).sort()).toEqual(['a.zip', 'a.zip/改.txt', 'a.zip/新.txt', 'a.zip/留.txt'].sort())
    expect(at(db, 'a.zip/留.txt')).toMatchObject({ id: kept.id, versionId: kept.versionId })
    expect(listVersions(db, at(db, 'a.zip/改.txt').id)).toHaveLength(2)
  })

  it('says which file inside failed and why, brings in the others, and tries that one again', async () => {
    const zip = makeRawZip([
      { name: 'good.txt', content: '好的。' },
      { name: 'bad.txt', content: '坏的。', crc: 1 },
      { name: 'empty.md', content: '' },
    ])
    const { db, data, notes } = prepareFolder({ 'a.zip': zip })
    const { state, result } = await ingest(db, data, [notes])
    expect(state).toBe('done')
    expect(result?.failed.map(({ path, code }) => [path, code])).toEqual([
      ['a.zip/bad.txt', 'file_broken'],
      ['a.zip/empty.md', 'file_empty'],
    ])
    expect(at(db, 'a.zip/bad.txt')).toMatchObject({ state: 'failed', error: { code: 'file_broken' } })
    put(notes, 'a.zip', await makeZip({ 'good.txt': '好的。', 'bad.txt': '好了。' }))
    expect((await ingest(db, data, [notes])).result).toMatchObject({ failed: [], removed: 1 })
    expect(states(db)).toEqual({ 'a.zip': 'ready', 'a.zip/good.txt': 'ready', 'a.zip/bad.txt': 'ready' })
  })

  it('ends at three files deep and says so', async () => {
    let zip = await makeZip({ 'deepest.txt': '最里面。' })
    for (const name of ['4.zip', '3.zip', '2.zip'])
      zip = await makeZip({ [name]: zip, [`beside-${name}.txt`]: '旁边。' })
    const { db, data, notes } = prepareFolder({ '1.zip': zip })
    const { result } = await ingest(db, data, [notes])
    expect(result?.failed.map(({ path, code }) => [path, code])).toEqual([
      ['1.zip/2.zip/3.zip/4.zip/deepest.txt', 'archive_unsafe'],
    ])
    expect(at(db, '1.zip/2.zip/3.zip/beside-4.zip.txt').state).toBe('ready')
  })

  it('goes with everything inside it when it is removed, down to the bytes', async () => {
    const { db, data, notes } = prepareFolder({
      'a.zip': await makeZip({ 'b.zip': await makeZip({ 'x.txt': '内文。' }) }),
    })
    await ingest(db, data, [notes])
    const hashes = all(db).flatMap(({ id }) => listVersions(db, id).map(({ contentHash }) => contentHash))
    expect(hashes.every((hash) => existsSync(originalPath(data, hash)))).toBe(true)
    const { originals } = removeDocuments(db, [at(db, 'a.zip').id])
    expect(originals.sort()).toEqual(hashes.sort())
    expect(all(db)).toEqual([])
    expect(db.select().from(points).all()).toEqual([])
  })

  it('shares its space and sensitivity with what is inside it', async () => {
    const { db, data, notes } = prepareFolder({ 'a.zip': await makeZip({ 'x.txt': '内文。' }) })
    await ingest(db, data, [notes], { documentKind: 'report' })
    expect(at(db, 'a.zip/x.txt').kind).toBe('report')
    correctDocument(db, at(db, 'a.zip').id, { sensitivity: 'confidential', space: '另一处' })
    expect(at(db, 'a.zip/x.txt')).toMatchObject({ sensitivity: 'confidential', space: '另一处' })
  })

  it('can be called off with all that waits inside it, and taken up again', async () => {
    const files = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`${i}.txt`, `第${i}份。`]))
    const { db, data, notes } = prepareFolder({ 'a.zip': await makeZip(files) })
    const id = queueSync(db, [notes])
    const run = startWorkerRun(data)
    await waitFor(() => listFamily(db, id).some(({ stage }) => stage === 'ingesting'))
    cancelJob(db, id)
    expect((await run.ended).code).toBe(0)
    expect(findJob(db, id)?.state).toBe('cancelled')
    expect(listJobs(db, { limit: 1_000 }).filter(({ state }) => state === 'queued' || state === 'running')).toEqual([])
    const cancelled = all(db).filter(({ error }) => error?.code === 'cancelled').length
    expect(cancelled).toBeGreaterThan(0)
    expect((await ingest(db, data, [notes])).result).toMatchObject({ failed: [], added: cancelled })
    expect(new Set(Object.values(states(db)))).toEqual(new Set(['ready']))
  })
})
