import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import {
  createUploadQueue,
  matchJobs,
  nextBatch,
  type SendBatch,
  spreadSent,
  type Upload,
} from '../../web/pages/library/upload-queue.ts'

type Fake = { size: number }
type Call = {
  paths: string[]
  space: string
  answer: () => void
  fail: (error: unknown) => void
  sent: (bytes: number) => void
}

/** A service that answers when the test says so. */
function fakeService() {
  const calls: Call[] = []
  const send: SendBatch<Fake> = (files, { space }, { onSent, signal }) =>
    new Promise((resolve, reject) => {
      const paths = files.map(({ path }) => path)
      const answer = () => resolve(paths.map((path) => ({ id: `job of ${path}`, path })))
      calls.push({ paths, space, answer, fail: reject, sent: onSent })
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  return { calls, queue: createUploadQueue(send) }
}

const files = (...names: string[]) => names.map((path) => ({ path, file: { size: 10 } }))
const settled = () => pause(5)
const phases = ({ queue }: ReturnType<typeof fakeService>) => queue.state().uploads.map(({ phase }) => phase)

describe('the upload queue', () => {
  it('sends a drop in batches, one at a time, each with the fields of its drop', async () => {
    const service = fakeService()
    const names = Array.from({ length: 30 }, (_, n) => `${n}.md`)
    service.queue.add(files(...names), { space: 'a' })
    service.queue.add(files('other.md'), { space: 'b' })
    for (let at = 0; at < 3; at++) {
      await settled()
      expect(service.calls.length).toBe(at + 1)
      service.calls[at]?.answer()
    }
    await settled()
    expect(service.calls.map(({ paths, space }) => [paths.length, space])).toEqual([
      [25, 'a'],
      [5, 'a'],
      [1, 'b'],
    ])
    expect(new Set(phases(service))).toEqual(new Set(['received']))
    expect(service.queue.state().uploads[29]?.jobId).toBe('job of 29.md')
  })

  it('sends a large file alone', () => {
    const shared = { space: 'a' }
    const upload = (key: string, bytes: number): Upload => ({
      key,
      path: key,
      bytes,
      fields: shared,
      phase: 'waiting',
      sent: 0,
    })
    const mebibyte = 1024 * 1024
    expect(nextBatch([upload('big', 100 * mebibyte), upload('small', 1)]).map(({ key }) => key)).toEqual(['big'])
    expect(nextBatch([upload('small', 1), upload('big', 100 * mebibyte)]).map(({ key }) => key)).toEqual(['small'])
  })

  it('takes one file out while its batch is being sent, and sends the others again', async () => {
    const service = fakeService()
    service.queue.add(files('a.md', 'b.md'), { space: 'a' })
    await settled()
    const [first] = service.queue.state().uploads
    service.queue.cancel([first?.key ?? ''])
    await settled()
    expect(service.calls.map(({ paths }) => paths)).toEqual([['a.md', 'b.md'], ['b.md']])
    service.calls[1]?.answer()
    await settled()
    expect(phases(service)).toEqual(['cancelled', 'received'])
  })

  it('keeps a refused batch with its reason, goes on with the next, and sends it again when asked', async () => {
    const service = fakeService()
    service.queue.add(files('a.md'), { space: 'a' })
    service.queue.add(files('b.md'), { space: 'b' })
    await settled()
    service.calls[0]?.fail(new Error('full'))
    await settled()
    service.calls[1]?.answer()
    await settled()
    expect(phases(service)).toEqual(['failed', 'received'])
    service.queue.retry(service.queue.state().uploads.map(({ key }) => key))
    await settled()
    service.calls[2]?.answer()
    await settled()
    expect(service.calls[2]?.paths).toEqual(['a.md'])
    expect(phases(service)).toEqual(['received', 'received'])
  })

  it('pauses when the service cannot be reached, and loses nothing', async () => {
    const service = fakeService()
    service.queue.add(files('a.md', 'b.md'), { space: 'a' })
    await settled()
    service.calls[0]?.fail(new TypeError('refused'))
    await settled()
    expect([service.queue.state().isPaused, phases(service), service.calls.length]).toEqual([
      true,
      ['waiting', 'waiting'],
      1,
    ])
    service.queue.resume()
    await settled()
    service.calls[1]?.answer()
    await settled()
    expect([service.queue.state().isPaused, phases(service)]).toEqual([false, ['received', 'received']])
  })

  it('forgets what has ended and keeps what has not', async () => {
    const service = fakeService()
    service.queue.add(files('a.md'), { space: 'a' })
    await settled()
    service.calls[0]?.answer()
    await settled()
    service.queue.add(files('b.md'), { space: 'a' })
    service.queue.forget(service.queue.state().uploads.map(({ key }) => key))
    expect(service.queue.state().uploads.map(({ path }) => path)).toEqual(['b.md'])
  })

  it('spreads the bytes of a request over its files in their order', () => {
    const batch = ['a', 'b', 'c'].map((key) => ({ key, bytes: 10 }) as Upload)
    expect([...spreadSent(batch, 14).values()]).toEqual([10, 4, 0])
    expect([...spreadSent(batch, 99).values()]).toEqual([10, 10, 10])
  })

  it('knows the jobs of its files also where the service left a double out', () => {
    const batch = ['a.md', 'a.md', 'b.md'].map((path, at) => ({ key: `k${at}`, path }) as Upload)
    const matched = matchJobs(batch, [
      { id: 'j1', path: 'a.md' },
      { id: 'j2', path: 'b.md' },
    ])
    expect([...matched]).toEqual([
      ['k0', 'j1'],
      ['k2', 'j2'],
    ])
  })
})
