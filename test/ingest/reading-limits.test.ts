import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ChildReaderOptions, childReader } from '../../ingest/child/read-in-child.ts'
import { fakeReadChild, isAlive } from '../helpers/fake-child.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { waitFor } from '../helpers/worker.ts'

/** Starts a program that outlives whoever started it, and writes down its process id. */
const START_PROGRAM = `
  const program = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  writeFileSync(path + '.pid', String(program.pid))
`

function prepare(script: string, options: Partial<ChildReaderOptions> = {}) {
  const folder = temporaryFolder()
  const reader = childReader({ childUrl: fakeReadChild(folder, script), log: () => {}, ...options })
  onTestFinished(reader.close)
  const said: string[] = []
  const read = (name: string, signal = new AbortController().signal) => {
    const request = { dataFolder: folder, isKept: true, depth: 0, room: { files: 0, bytes: 0 }, knownHash: '' }
    return reader.read({ ...request, path: join(folder, name), name }, signal, ({ done, total }) =>
      said.push(`${name} ${done}/${total}`),
    )
  }
  const pidOf = (name: string) => waitFor(() => readPid(join(folder, `${name}.pid`)))
  return { read, reader, said, pidOf }
}

function readPid(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

const scratchFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`precedent-read-${process.pid}-`))

describe('a reading that says how far it is', () => {
  it('tells whoever asked for it, and only of their own file', async () => {
    const { read, said } = prepare(`say(1, 3); await sleep(20); say(2, 3); answer()`)
    await read('a.pdf')
    expect(said).toEqual(['a.pdf 1/3', 'a.pdf 2/3'])
    await read('b.pdf')
    expect(said.slice(2)).toEqual(['b.pdf 1/3', 'b.pdf 2/3'])
  })

  it('has its time anew with each page', async () => {
    const { read } = prepare(`for (let page = 1; page <= 6; page++) { await sleep(300); say(page, 6) } answer()`, {
      timeoutMs: 1_200,
    })
    await expect(read('a.pdf')).resolves.toEqual({ isUnchanged: true })
  })

  it('ends all the same when it says nothing for that long', async () => {
    const { read } = prepare(`say(1, 2); await sleep(60_000)`, { timeoutMs: 700 })
    await expect(read('a.pdf')).rejects.toMatchObject({ code: 'read_timeout' })
  })

  it('ends after the longest time, however alive it is', async () => {
    const { read } = prepare(`for (;;) { await sleep(50); say(1, 2) }`, { timeoutMs: 700, longestMs: 1_500 })
    await expect(read('a.pdf')).rejects.toMatchObject({ code: 'read_timeout', message: expect.stringContaining('2 s') })
  })
})

describe('what a reading started', () => {
  it('ends with it when it is called off', async () => {
    const { read, pidOf } = prepare(`${START_PROGRAM}; await sleep(60_000)`)
    const controller = new AbortController()
    const reading = read('a.doc', controller.signal)
    const pid = await pidOf('a.doc')
    controller.abort('cancelled')
    await expect(reading).rejects.toBe('cancelled')
    await waitFor(() => !isAlive(pid), 3_000)
  })

  it('ends with it when its time is over', async () => {
    const { read, pidOf } = prepare(`${START_PROGRAM}; await sleep(60_000)`, { timeoutMs: 2_000 })
    const reading = read('a.doc').catch((error) => error)
    const pid = await pidOf('a.doc')
    expect(await reading).toMatchObject({ code: 'read_timeout' })
    await waitFor(() => !isAlive(pid), 3_000)
  })

  it('ends when the process that reads ends by itself', async () => {
    const { read, pidOf } = prepare(`${START_PROGRAM}; process.abort()`)
    const reading = read('a.doc').catch((error) => error)
    expect(await reading).toMatchObject({ code: 'read_crashed' })
    const pid = await pidOf('a.doc')
    await waitFor(() => !isAlive(pid), 3_000)
  })

  it('ends when the worker closes its reader, with the folder of its temporary files', async () => {
    const { read, reader, pidOf } = prepare(
      `${START_PROGRAM}; writeFileSync(process.env.TMPDIR + '/page', ''); await sleep(60_000)`,
    )
    read('a.doc').catch(() => {})
    const pid = await pidOf('a.doc')
    expect(scratchFolders()).toHaveLength(1)
    reader.close()
    await waitFor(() => !isAlive(pid), 3_000)
    expect(scratchFolders()).toEqual([])
  })
})

describe('memory', () => {
  it('outside of the heap counts, too: the reading is ended and says so, the next file is read', async () => {
    const greedy = `if (name === 'big.tif') { globalThis.held = Buffer.alloc(500 * 2 ** 20, 1); await sleep(60_000) } answer()`
    const { read } = prepare(greedy, { maxGroupBytes: 300 * 2 ** 20 })
    const [big, small] = await Promise.allSettled([read('big.tif'), read('a.md')])
    expect(big).toMatchObject({
      reason: { code: 'read_crashed', message: expect.stringContaining('0.3 GB of memory') },
    })
    expect(small.status).toBe('fulfilled')
  })

  it('of the programs that a reading started counts', async () => {
    const greedy = `spawn(process.execPath, ['-e', 'globalThis.held = Buffer.alloc(500 * 2 ** 20, 1); setInterval(() => {}, 1000)']); await sleep(60_000)`
    const { read } = prepare(greedy, { maxGroupBytes: 300 * 2 ** 20 })
    await expect(read('a.doc')).rejects.toMatchObject({ code: 'read_crashed' })
  })
})
