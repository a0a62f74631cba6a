import { describe, expect, it } from 'vitest'
import { formatDuration } from '../../web/language/duration.ts'
import { zh } from '../../web/language/zh.ts'
import { listActivity, summarise } from '../../web/pages/library/activity.ts'
import { createJobStore, type JobItem } from '../../web/pages/library/job-store.ts'
import { addStep, paceOf, type Steps } from '../../web/pages/library/pace.ts'
import { nameActivity, sayActivity } from '../../web/pages/library/say-activity.ts'
import type { Upload } from '../../web/pages/library/upload-queue.ts'

describe('what is going on', () => {
  const job = (fields: Partial<JobItem>): JobItem => ({
    id: 'j',
    path: 'a.md',
    kind: 'file',
    state: 'running',
    stage: 'embedding',
    done: 1,
    total: 4,
    ...fields,
  })
  const upload = (fields: Partial<Upload>): Upload => ({
    key: 'u',
    path: 'a.md',
    bytes: 10,
    fields: { space: 'a' },
    phase: 'received',
    sent: 10,
    ...fields,
  })
  const jobs = (...list: JobItem[]) => new Map(list.map((each) => [each.id, each]))

  it('follows a file from here through its job, once', () => {
    const [row, ...rest] = listActivity([upload({ jobId: 'j' })], jobs(job({ documentId: 'd' })))
    expect(row).toMatchObject({ key: 'u', phase: 'running', progress: 0.25, stage: 'embedding' })
    expect(rest).toEqual([])
  })

  it('shows the folders that others bring in, and of their files those being read, held up or failed', () => {
    const error = { code: 'embedding_unavailable', message: 'no answer' }
    const family = [
      job({ id: 'sync', kind: 'sync', done: 2, total: 9 }),
      job({ id: 'waits', parentId: 'sync', state: 'queued' }),
      job({ id: 'held', parentId: 'sync', state: 'queued', error }),
      job({ id: 'broken', parentId: 'sync', state: 'failed' }),
      job({ id: 'read', parentId: 'sync' }),
      job({ id: 'over', parentId: 'sync', state: 'done' }),
      job({ id: 'ended', state: 'done' }),
    ]
    const rows = listActivity([], jobs(...family))
    expect(rows.map(({ key, depth }) => [key, depth])).toEqual([
      ['sync', 0],
      ['read', 1],
      ['broken', 1],
      ['held', 1],
    ])
    expect(summarise(rows)).toMatchObject({ total: 1, finished: 0, failed: 1, failedInside: 1 })
  })

  it('shows the files inside an archive as they come in, by their paths there, archives inside it included', () => {
    const family = [
      job({ id: 'j', path: '资料.zip', stage: 'ingesting' }),
      job({ id: 'a', parentId: 'j', path: '资料.zip/纪要.md', state: 'done' }),
      job({ id: 'inner', parentId: 'j', path: '资料.zip/旧.zip', stage: 'ingesting' }),
      job({ id: 'b', parentId: 'inner', path: '资料.zip/旧.zip/甲.md' }),
      job({ id: 'c', parentId: 'j', path: '资料.zip/等.md', state: 'queued' }),
    ]
    const rows = listActivity([upload({ path: '资料.zip', jobId: 'j' })], jobs(...family))
    expect(rows.map(({ path, depth }) => [path, depth])).toEqual([
      ['资料.zip', 0],
      ['旧.zip', 1],
      ['甲.md', 2],
      ['纪要.md', 1],
    ])
  })

  it('keeps a stopped folder and a failed file in sight until they are cleared, so that they can be retried', () => {
    const store = createJobStore(() => undefined)
    const counts = { queued: 0, running: 0, done: 0, failed: 1, cancelled: 1 }
    const stopped = job({ id: 'sync', kind: 'sync', state: 'cancelled' })
    const broken = job({ id: 'broken', parentId: 'sync', state: 'failed' })
    const running = job({ id: 'other' })
    store.take({ at: '', counts, jobs: [stopped, broken, running] })
    expect(listActivity([], store.state().jobs).map(({ key }) => key)).toEqual(['other', 'sync', 'broken'])
    store.forget(['sync', 'other'])
    expect([...store.state().jobs.keys()]).toEqual(['other'])
  })

  it('tells how fast a job goes, and anew with each stage', () => {
    let now = 0
    const store = createJobStore(
      () => undefined,
      () => now,
    )
    const counts = { queued: 0, running: 1, done: 0, failed: 0, cancelled: 0 }
    const tell = (at: number, fields: Partial<JobItem>) => {
      now = at
      store.take({ at: '', counts, jobs: [job(fields)] })
      return store.state().paces.get('j')
    }
    expect(tell(0, { stage: 'reading', done: 0, total: 80 })).toBeUndefined()
    expect(tell(10_000, { stage: 'reading', done: 20, total: 80 })).toEqual({ perSecond: 2, leftMs: 30_000 })
    expect(tell(11_000, { stage: 'embedding', done: 0, total: 400 })).toBeUndefined()
    expect(tell(12_000, { stage: 'embedding', done: 100, total: 400 })).toEqual({ perSecond: 100, leftMs: 3_000 })
    expect(tell(13_000, { state: 'done' })).toBeUndefined()
  })

  it('has failures before what waits, and counts what has ended as done with', () => {
    const uploads = [
      upload({ key: 'waits', phase: 'waiting' }),
      upload({ key: 'same' }),
      upload({ key: 'failed', jobId: 'f' }),
      upload({ key: 'sends', phase: 'sending', sent: 5 }),
    ]
    const error = { code: 'file_broken', message: 'broken' }
    const activities = listActivity(uploads, jobs(job({ id: 'f', state: 'failed', error })))
    expect(activities.map(({ key }) => key)).toEqual(['sends', 'failed', 'waits', 'same'])
    expect(activities[1]?.error).toEqual(error)
    expect(summarise(activities)).toMatchObject({
      total: 4,
      finished: 2,
      failed: 1,
      cancelled: 0,
      share: (2 + 0.15) / 4,
    })
  })

  it('says that documents changed when a job ends, and not before', () => {
    let ended = 0
    const store = createJobStore(() => {
      ended += 1
    })
    const counts = { queued: 0, running: 1, done: 0, failed: 0, cancelled: 0 }
    store.take({ at: '', counts, jobs: [job({})] })
    expect(ended).toBe(0)
    store.take({ at: '', counts, jobs: [job({ state: 'done' })] })
    expect([ended, store.state().jobs.get('j')?.state]).toEqual([1, 'done'])
  })
})

describe('the pace of work', () => {
  const walk = (moves: readonly [at: number, done: number][]): Steps =>
    moves.reduce<Steps>((steps, [at, done]) => addStep(steps, at, done), [])

  it('is that of the last while', () => {
    const slow = Array.from({ length: 60 }, (_, n): [number, number] => [n * 1_000, n])
    const fast = Array.from({ length: 40 }, (_, n): [number, number] => [60_000 + n * 1_000, 60 + n * 10])
    const steps = walk([...slow, ...fast])
    expect(steps.length).toBeLessThan(20)
    expect(paceOf(steps, 99_000, 550)?.perSecond).toBeCloseTo(10, 0)
    expect(paceOf(steps, 99_000, 550)?.leftMs).toBeCloseTo(10_000, -3)
  })

  it('falls while nothing moves, and is unknown before anything did', () => {
    expect(paceOf(walk([[0, 5]]), 9_000, 10)).toBeUndefined()
    const before = walk([
      [0, 0],
      [1_000, 10],
    ])
    expect(paceOf(addStep(before, 20_000, 10), 20_000, 20)?.perSecond).toBe(0.5)
  })
})

describe('a row in words', () => {
  const words = (value: number) => String(Math.round(value * 10) / 10)
  const format = {
    number: words,
    rough: words,
    duration: (ms: number) => formatDuration(ms, 'zh'),
  }
  const job = (fields: Partial<JobItem>): JobItem => ({
    id: 'j',
    path: 'a.pdf',
    kind: 'file',
    state: 'running',
    stage: 'reading',
    done: 12,
    total: 80,
    ...fields,
  })
  const row = (fields: Partial<JobItem>) => {
    const [first] = listActivity([], new Map([['j', job(fields)]]))
    if (!first) throw new Error('it has no row')
    return first
  }
  const say = (fields: Partial<JobItem>, pace?: { perSecond: number; leftMs: number }) =>
    sayActivity(row(fields), pace, zh, format)

  it('tells page, pace and time left', () => {
    expect(say({}, { perSecond: 0.5, leftMs: 136_000 })).toBe('读取文字 第 12 / 80 页 · 30 页/分 · 剩余约 2 分 16 秒')
    expect(say({ stage: 'embedding' }, { perSecond: 20, leftMs: 3_400 })).toBe(
      '计算向量 12 / 80 片 · 20 片/秒 · 剩余约 3 秒',
    )
    expect(say({ kind: 'sync', stage: 'ingesting' })).toBe('读取文件夹 12 / 80 份')
    expect(say({ stage: 'ingesting' })).toBe('读取里面的文件 12 / 80 份')
    expect(say({ stage: 'reading', done: 0, total: 0 })).toBe('读取文字')
  })

  it('says what a queued file waits for, and which program a failed one lacks', () => {
    const error = { code: 'embedding_unavailable', message: 'http://e: no answer' }
    expect(say({ state: 'queued', error })).toBe('等待：向量服务没有响应，恢复后会自动继续。')
    const message = 'a.doc: it is read with LibreOffice, which is not installed: apt install libreoffice'
    expect(say({ state: 'failed', error: { code: 'tool_missing', message } })).toContain('要用 LibreOffice')
  })

  it('names what the service does by itself', () => {
    expect(nameActivity(row({ kind: 'reembed', path: 'bge-m3', stage: 'embedding' }), zh)).toBe('换用向量模型 bge-m3')
    expect(nameActivity(row({ kind: 'reread', path: 'v12' }), zh)).toBe(zh.library.uploads.rereading)
    expect(say({ kind: 'reread', stage: 'ingesting' })).toBe('读取文字 12 / 80 份')
  })

  it('counts time in two units', () => {
    const texts = [400, 59_600, 61_000, 599_000, 4_790_000, 7_200_000].map((ms) => format.duration(ms))
    expect(texts).toEqual(['1 秒', '1 分', '1 分 1 秒', '9 分 59 秒', '1 小时 20 分', '2 小时'])
  })
})
