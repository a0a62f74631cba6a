import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { childReader } from '../../ingest/child/read-in-child.ts'
import { ingestDeps } from '../../ingest/deps.ts'
import { runSync } from '../../ingest/sync.ts'
import { latestChange } from '../../src/db/changes.ts'
import { listChunks } from '../../src/db/chunks.ts'
import type { Database } from '../../src/db/client.ts'
import { listDocuments } from '../../src/db/document-views.ts'
import { correctDocument } from '../../src/db/documents.ts'
import { claimJobs, listFamily, reportProgress } from '../../src/db/job-queue.ts'
import { findJob, listJobs, retryJob } from '../../src/db/jobs.ts'
import { originalPath } from '../../src/db/originals.ts'
import { points } from '../../src/db/schema/points.ts'
import { findVersion, listVersions, stagedVersions, versionText } from '../../src/db/versions.ts'
import { embeddedWriter } from '../../src/engines/embedded/writer.ts'
import { builtInEmbedder } from '../../src/models/built-in-embedder.ts'
import { prepareFolder, put } from '../helpers/folder.ts'
import { startOpenAiServer } from '../helpers/openai-server.ts'
import { drainWorker, ingest, queueSync, READ_CHILD_URL } from '../helpers/worker.ts'

function documentAt(db: Database, path: string) {
  const found = listDocuments(db, { limit: 1_000 }).filter((document) => document.path === path)
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} documents at ${path}`)
  return found[0]
}

/** A sync queues its files in batches of 500. */
const MORE_THAN_A_BATCH = 510

const paths = (db: Database) =>
  listDocuments(db, { limit: 1_000 })
    .map((document) => document.path)
    .sort()

const LONG = Array.from({ length: 400 }, (_, i) =>
  `第${i}段。割接窗口每月两次，第${i}次要提前五个工作日报备客户，逾期顺延。`.repeat(9),
).join('\n\n')

describe('a sync', () => {
  it('brings a folder in: text, spans, points and facts of every file', async () => {
    const { db, data, notes } = prepareFolder({
      'a.md': '# 港口复盘\n\n2026-02-05\n\n闸口先走一圈，再写方案。',
      'sub/长.txt': LONG,
    })
    const job = await ingest(db, data, [notes])
    expect(job).toMatchObject({ state: 'done', result: { added: 2, updated: 0, unchanged: 0, removed: 0, failed: [] } })
    expect(documentAt(db, 'a.md')).toMatchObject({
      title: '港口复盘',
      kind: 'retrospective',
      date: '2026-02-05',
      state: 'ready',
    })
    const long = documentAt(db, 'sub/长.txt')
    const chunks = listChunks(db, long.versionId, { limit: 10_000 })
    const text = versionText(db, long.versionId) ?? ''
    expect(chunks.length).toBeGreaterThan(128)
    expect(chunks).toHaveLength(long.chunks)
    for (const chunk of chunks) expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text)
    expect(job.result?.chunks).toBe(long.chunks + documentAt(db, 'a.md').chunks)
    const indexed = db.select().from(points).all()
    expect(
      indexed
        .filter((point) => point.versionId === long.versionId)
        .map((point) => point.chunkId)
        .sort(),
    ).toEqual(chunks.map((chunk) => chunk.id).sort())
    const { contentHash } = findVersion(db, long.versionId) ?? {}
    expect(readFileSync(originalPath(data, contentHash ?? ''), 'utf8')).toBe(LONG)
  })

  it('reads nothing again that is as it was, and tells no follower of a change', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '甲', 'b.md': '乙乙' })
    await ingest(db, data, [notes])
    const before = latestChange(db)
    expect((await ingest(db, data, [notes])).result).toMatchObject({ added: 0, updated: 0, unchanged: 2, chunks: 0 })
    expect(latestChange(db)).toBe(before)
    expect(listJobs(db, { limit: 100 })).toHaveLength(2 + 2)
  })

  it('replaces a changed file; the text of the version before stays readable, its points leave', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '旧的说法是两周。' })
    await ingest(db, data, [notes])
    const before = documentAt(db, 'a.md')
    put(notes, 'a.md', '新的说法是三周。')
    expect((await ingest(db, data, [notes])).result).toMatchObject({ added: 0, updated: 1, unchanged: 0 })
    const after = documentAt(db, 'a.md')
    expect(after.id).toBe(before.id)
    expect(listVersions(db, after.id).map(({ id, state }) => ({ id, state }))).toEqual([
      { id: after.versionId, state: 'current' },
      { id: before.versionId, state: 'superseded' },
    ])
    expect(versionText(db, before.versionId)).toBe('旧的说法是两周。')
    expect(
      new Set(
        db
          .select()
          .from(points)
          .all()
          .map((point) => point.versionId),
      ),
    ).toEqual(new Set([after.versionId]))
  })

  it('leaves alone what a person corrected', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '# 一\n\n正文。' })
    await ingest(db, data, [notes])
    correctDocument(db, documentAt(db, 'a.md').id, { title: '人改的标题' })
    put(notes, 'a.md', '# 二\n\n正文改了，2026-01-02。')
    await ingest(db, data, [notes])
    expect(documentAt(db, 'a.md')).toMatchObject({ title: '人改的标题', date: '2026-01-02' })
  })

  it('takes out what is gone from the folder, with its original, and only that', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '甲', 'b.md': '乙', 'other/c.md': '丙' })
    await ingest(db, data, [join(notes, 'other')])
    await ingest(db, data, [notes])
    const gone = findVersion(db, documentAt(db, 'a.md').versionId)?.contentHash ?? ''
    rmSync(join(notes, 'a.md'))
    rmSync(join(notes, 'other/c.md'))
    expect((await ingest(db, data, [notes])).result).toMatchObject({ removed: 1, unchanged: 1 })
    expect(paths(db)).toEqual(['b.md', 'c.md'])
    expect(existsSync(originalPath(data, gone))).toBe(false)
  })

  it('takes nothing out when the folder is missing or empty, unless it is told to prune', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '甲', 'b.md': '乙' })
    await ingest(db, data, [notes])
    renameSync(notes, `${notes}-away`)
    expect(await ingest(db, data, [notes])).toMatchObject({ state: 'failed', errorCode: 'path_missing' })
    mkdirSync(notes)
    expect(await ingest(db, data, [notes])).toMatchObject({ state: 'failed', errorCode: 'folder_empty' })
    expect(paths(db)).toEqual(['a.md', 'b.md'])
    expect((await ingest(db, data, [notes], { prune: true })).result).toMatchObject({ removed: 2, failed: [] })
    expect(paths(db)).toEqual([])
  })

  it('goes on when a file fails, and tells which and why, in the order of paths', async () => {
    const { db, data, notes } = prepareFolder({
      'b.md': '乙',
      'leer.md': '',
      'kaputt.pdf': 'not a pdf',
      'tabelle.bin': '1,2',
    })
    const missing = join(notes, 'nowhere.md')
    const named = join(notes, 'tabelle.bin')
    const { result } = await ingest(db, data, [notes, missing, named])
    expect(result).toMatchObject({ added: 1, skipped: ['tabelle.bin'] })
    expect(result?.failed.map(({ path, code }) => [path, code])).toEqual([
      [missing, 'path_missing'],
      [named, 'format_unsupported'],
      ['kaputt.pdf', expect.stringMatching(/file_broken|format_mismatch/)],
      ['leer.md', 'file_empty'],
    ])
    expect(documentAt(db, 'leer.md')).toMatchObject({ state: 'failed', error: { code: 'file_empty' } })
  })

  it('keeps the version it has when the new bytes cannot be read', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '旧的说法。' })
    await ingest(db, data, [notes])
    const { versionId } = documentAt(db, 'a.md')
    put(notes, 'a.md', '')
    await ingest(db, data, [notes])
    expect(documentAt(db, 'a.md')).toMatchObject({ versionId, state: 'ready', error: { code: 'file_empty' } })
    put(notes, 'a.md', '旧的说法。')
    expect((await ingest(db, data, [notes])).result).toMatchObject({ unchanged: 1, updated: 0 })
    expect(documentAt(db, 'a.md').error).toBeUndefined()
  })

  it('passes over hidden files, lock files, modules, loops of links and its own data', async () => {
    const { db, data, notes } = prepareFolder({
      'a.md': '甲',
      '.hidden.md': '不读',
      '.git/x.md': '不读',
      'node_modules/m/readme.md': '不读',
      '~$report.docx': '不读',
    })
    symlinkSync(notes, join(notes, 'loop'))
    put(data, 'files/note.md', '不读')
    await ingest(db, data, [join(notes, '..')])
    expect(paths(db)).toEqual(['notes/a.md'])
  })

  it('has one document for a file, whether it came with its folder, by itself or with a folder above', async () => {
    const { db, data, notes } = prepareFolder({ 'sub/a.md': '甲', 'b.md': '乙' })
    await ingest(db, data, [join(notes, 'sub/a.md')])
    expect((await ingest(db, data, [notes])).result).toMatchObject({ added: 1, unchanged: 1 })
    put(notes, 'b.md', '乙二')
    expect((await ingest(db, data, [join(notes, 'b.md'), notes, join(notes, 'sub')])).result).toMatchObject({
      added: 0,
      updated: 1,
      unchanged: 1,
    })
    expect(paths(db)).toEqual(['a.md', 'b.md'])
  })

  it('reads a file once when two syncs were waiting for it', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '甲', 'b.md': '乙' })
    const ids = [queueSync(db, [notes]), queueSync(db, [notes])]
    await drainWorker(data)
    const results = ids.map((id) => findJob(db, id)?.result)
    expect(results.map((result) => (result?.added ?? 0) + (result?.unchanged ?? 0))).toEqual([2, 2])
    expect(results.reduce((sum, result) => sum + (result?.added ?? 0), 0)).toBe(2)
    for (const { id } of listDocuments(db, { limit: 10 })) expect(listVersions(db, id)).toHaveLength(1)
  })

  it('queues and takes out nothing twice when its planning was interrupted and begins anew', async () => {
    const { db, data, notes } = prepareFolder({ 'gone.md': '甲' })
    await ingest(db, data, [notes])
    rmSync(join(notes, 'gone.md'))
    for (let i = 0; i < MORE_THAN_A_BATCH; i++) put(notes, `${i}.md`, `第${i}篇`)
    const id = queueSync(db, [notes])
    const [job] = claimJobs(db, 1)
    if (job?.request.kind !== 'sync') throw new Error('no sync was queued')
    const deps = ingestDeps({
      db,
      dataFolder: data,
      reader: childReader({ childUrl: READ_CHILD_URL, log: () => {} }),
      embedder: builtInEmbedder(),
      writer: embeddedWriter(db, builtInEmbedder().id),
      log: () => {},
    })
    await runSync(job, job.request, deps, new AbortController().signal)
    reportProgress(db, id, { stage: 'planning' })
    await drainWorker(data)
    expect(findJob(db, id)).toMatchObject({
      state: 'done',
      total: MORE_THAN_A_BATCH,
      result: { added: MORE_THAN_A_BATCH, unchanged: 0, removed: 1 },
    })
    expect(listFamily(db, id)).toHaveLength(MORE_THAN_A_BATCH)
  })

  it('only says what it would do in a dry run', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '甲', 'b.md': '乙', 'c.md': '丙' })
    await ingest(db, data, [notes])
    put(notes, 'a.md', '甲二')
    rmSync(join(notes, 'b.md'))
    put(notes, 'd.md', '丁')
    const { result } = await ingest(db, data, [notes], { dryRun: true })
    expect(result?.plan).toEqual([
      { path: 'a.md', action: 'replace' },
      { path: 'b.md', action: 'remove' },
      { path: 'c.md', action: 'keep' },
      { path: 'd.md', action: 'add' },
    ])
    expect(paths(db)).toEqual(['a.md', 'b.md', 'c.md'])
    expect(listVersions(db, documentAt(db, 'a.md').id)).toHaveLength(1)
  })

  it('gives a kind to new, changed and unchanged files alike', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '甲', 'b.md': '乙' })
    await ingest(db, data, [notes])
    put(notes, 'b.md', '乙二')
    put(notes, 'c.md', '丙')
    await ingest(db, data, [notes], { documentKind: 'pitfall_case' })
    expect(listDocuments(db, { limit: 10 }).map(({ kind }) => kind)).toEqual(Array(3).fill('pitfall_case'))
  })

  it('takes nothing out of a folder that cannot be opened just now', async () => {
    const { db, data, notes } = prepareFolder({ 'a.md': '甲', 'mounted/b.md': '乙' })
    await ingest(db, data, [notes])
    renameSync(join(notes, 'mounted'), `${notes}-unplugged`)
    symlinkSync('mounted', join(notes, 'mounted'))
    const { result } = await ingest(db, data, [notes])
    expect(result).toMatchObject({ removed: 0, failed: [{ path: 'mounted', code: 'file_unreadable' }] })
    expect(paths(db)).toEqual(['a.md', 'mounted/b.md'])
  })
})

describe('with an embedding model', () => {
  const env = (baseUrl: string) => ({
    EMBEDDING_BASE_URL: baseUrl,
    EMBEDDING_MODEL: 'some-model',
    EMBEDDING_API_KEY: 'key',
  })

  it('fails a file when the model is down, loses nothing, and reads it on retry', async () => {
    const server = await startOpenAiServer()
    const { db, data, notes } = prepareFolder({ 'a.md': '甲' })
    server.setMode('failing')
    const id = queueSync(db, [notes])
    await drainWorker(data, env(server.baseUrl))
    expect(findJob(db, id)?.result?.failed).toMatchObject([{ path: 'a.md', code: 'embedding_unavailable' }])
    expect(documentAt(db, 'a.md')).toMatchObject({ state: 'failed', error: { code: 'embedding_unavailable' } })
    expect(stagedVersions(db)).toEqual([])
    server.setMode('normal')
    const [file] = listJobs(db, { limit: 10, parentId: id })
    retryJob(db, file?.id ?? '')
    await drainWorker(data, env(server.baseUrl))
    expect(documentAt(db, 'a.md')).toMatchObject({ state: 'ready', chunks: 1 })
    await server.close()
  })

  it('embeds everything anew when the model is another, and pays for no text twice', async () => {
    const server = await startOpenAiServer()
    const { db, data, notes } = prepareFolder({ 'a.md': '甲', 'b.md': '甲' })
    await ingest(db, data, [notes])
    queueSync(db, [notes])
    await drainWorker(data, env(server.baseUrl))
    const versions = listDocuments(db, { limit: 10 }).map(({ versionId }) => findVersion(db, versionId)?.embeddingModel)
    expect(versions).toEqual(['some-model', 'some-model'])
    const asked = server.requests.flatMap(({ body }) => body.input as string[])
    put(notes, 'c.md', '# a\n\n甲')
    put(notes, 'a.md', '甲改')
    queueSync(db, [notes])
    await drainWorker(data, env(server.baseUrl))
    put(notes, 'a.md', '甲')
    queueSync(db, [notes])
    await drainWorker(data, env(server.baseUrl))
    const askedInAll = server.requests.flatMap(({ body }) => body.input as string[])
    expect(askedInAll.length).toBeLessThanOrEqual(asked.length + 2)
    expect(new Set(askedInAll).size).toBe(askedInAll.length)
    await server.close()
  })
})
